using System.Globalization;
using System.Runtime.InteropServices;

namespace Portal.Benchmarks.EventLog;

/// <summary>
/// Appends to the event log on SQLite, against bare prepared inserts and EF Core on databases of the same layout.
/// Says whether the log keeps what it promises.
/// </summary>
internal static class EventLogBenchmark
{
    private const double LeastOfFloor = 0.6;
    private const double LeastOfEfCore = 2;

    // The contestants, in the order in which they are timed.
    private const int Ours = 0;
    private const int Floor = 1;
    private const int Ef = 2;

    private const int BatchEntries = 1000;
    private const int BatchesPerRound = 5;
    private const int Writers = 64;
    private const int EntriesPerWriter = 16;
    private const int WarmUp = 6;
    private const int Measured = 41;

    /// <summary>Runs it in a fresh folder; 0 when the ratios are reached, else 1.</summary>
    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("portal-benchmark-");
        try
        {
            await using var ours = await PortalLog.OpenAsync(Path.Combine(folder.FullName, "portal.db"));
            await using var floor = await BareInserts.OpenAsync(Path.Combine(folder.FullName, "bare.db"));
            await using var ef = await EfCore.OpenAsync(Path.Combine(folder.FullName, "ef.db"));
            var samples = new SampleEntries(TimeProvider.System);
            WriteMachine(samples);
            var kept = await CompareBatchesAsync(samples, ours, floor, ef);
            await CompareSinglesAsync(samples, ours, floor);
            return kept ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<bool> CompareBatchesAsync(SampleEntries samples, PortalLog ours, BareInserts floor, EfCore ef)
    {
        var rounds = await Rounds.RunAsync(
            WarmUp, Measured, () => Enumerable.Range(0, BatchesPerRound).Select(_ => samples.Next(BatchEntries)).ToArray(),
            batches => AppendAllAsync(ours, batches), batches => AppendAllAsync(floor, batches), batches => AppendAllAsync(ef, batches));
        await CheckSameAsync(ours, floor, ef);
        var (ofFloor, ofEf) = (rounds.Ratio(Ours, Floor), rounds.Ratio(Ours, Ef));
        const int Entries = BatchEntries * BatchesPerRound;
        Write(
            $"""

            Batches of {BatchEntries:N0} entries, one caller; median of {Measured} rounds of {BatchesPerRound} batches:

            | | entries/s | event log against it |
            |---|---:|---:|
            | event log | {Entries / rounds.Seconds(Ours):N0} | |
            | bare inserts | {Entries / rounds.Seconds(Floor):N0} | {ofFloor:0.00} (at least {LeastOfFloor:0.0}) |
            | EF Core SaveChanges | {Entries / rounds.Seconds(Ef):N0} | {ofEf:0.00} (at least {LeastOfEfCore:0.0}) |
            """);
        var kept = ofFloor >= LeastOfFloor && ofEf >= LeastOfEfCore;
        Write($"\n{(kept ? "Both ratios are reached." : "A ratio is NOT reached.")}");
        return kept;
    }

    private static async Task CompareSinglesAsync(SampleEntries samples, PortalLog ours, BareInserts floor)
    {
        var rounds = await Rounds.RunAsync(
            WarmUp, Measured, () => samples.Next(Writers * EntriesPerWriter).Singles().ToArray(),
            singles => Task.WhenAll(singles.Chunk(EntriesPerWriter).Select(own => Task.Run(() => AppendAllAsync(ours, own)))),
            singles => AppendAllAsync(floor, singles));
        const int Entries = Writers * EntriesPerWriter;
        Write(
            $"""

            Single entries, {Writers} writers at a time; median of {Measured} rounds of {Entries:N0} entries:

            | | entries/s | event log against it |
            |---|---:|---:|
            | event log, which shares commits | {Entries / rounds.Seconds(Ours):N0} | |
            | bare inserts, a commit an entry | {Entries / rounds.Seconds(Floor):N0} | {rounds.Ratio(Ours, Floor):0.00} |
            """);
    }

    private static async Task AppendAllAsync(IContestant contestant, SampleBatch[] batches)
    {
        foreach (var batch in batches)
        {
            await contestant.AppendAsync(batch);
        }
    }

    /// <summary>A comparison is worth nothing when one of them stored less.</summary>
    private static async Task CheckSameAsync(params IContestant[] contestants)
    {
        var counts = await Task.WhenAll(contestants.Select(c => c.CountAsync()));
        if (counts.Distinct().Count() != 1)
        {
            throw new InvalidOperationException($"The contestants stored different numbers of entries: {string.Join(", ", counts)}.");
        }
    }

    private static void WriteMachine(SampleEntries samples) => Write(
        $"""
        {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}
        {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB of memory
        Stored form of an entry: {samples.Next(BatchEntries).Rows.Average(row => row.Payload.Length):N0} bytes on average
        """);

    private static void Write(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
