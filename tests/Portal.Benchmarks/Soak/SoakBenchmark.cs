using System.Globalization;
using Portal.Benchmarks.FeedHost;

namespace Portal.Benchmarks.Soak;

/// <summary>Many circuits on live pages while entries come in, for long: memory stays flat once warm, no circuit falls behind, none ends.</summary>
internal static class SoakBenchmark
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeProvider Time = TimeProvider.System;

    // Minutes once warm, circuits, entries a second, minutes to warm up.
    private static readonly int[] Defaults = [10, 50, 500, 2];

    public static Task<int> RunAsync(IReadOnlyList<string> numbers)
    {
        var given = numbers.Select(number => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0).ToList();
        if (given.Count > Defaults.Length || given.Contains(0))
        {
            Console.Error.WriteLine("Usage: soak [minutes] [circuits] [entries a second] [minutes to warm up]");
            return Task.FromResult(2);
        }

        return RunAsync([.. given, .. Defaults.Skip(given.Count)]);
    }

    private static async Task<int> RunAsync(int[] numbers)
    {
        var (minutes, circuits, perSecond, warmUp) = (numbers[0], numbers[1], numbers[2], numbers[3]);
        var folder = Directory.CreateTempSubdirectory("portal-soak-");
        try
        {
            await using var server = await ServerProcess.StartAsync("soaked", folder.FullName);
            using var program = Calls.Client(server.Address);
            using var portal = await SoakedPortal.PrepareAsync(server.Address, program);
            var lags = new Lags();
            List<Circuit> open = [];
            using var publishers = new Publishers(program, SoakedPortal.Feed, perSecond, Time);
            using var stop = new CancellationTokenSource();
            for (var i = 0; i < circuits; i++)
            {
                var circuit = new Circuit(lags, Time);
                open.Add(circuit);
                await circuit.OpenAsync(portal.Browser, portal.Cookies, i % 2 == 0 ? SoakedPortal.LiveList : portal.Dashboard);
            }

            var publishing = publishers.RunAsync(stop.Token);
            var watching = WatchAsync(open, lags, stop.Token);
            var measured = await MeasureAsync(server, publishers, open, lags, warmUp, minutes);
            await stop.CancelAsync();
            await Task.WhenAll(publishing, watching);
            var fine = Judge(measured, open, publishers, perSecond);
            foreach (var circuit in open)
            {
                await circuit.DisposeAsync();
            }

            return fine ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // A circuit that says nothing is behind too.
    private static async Task WatchAsync(List<Circuit> circuits, Lags lags, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(LookEvery, Time);
        var begun = Time.GetUtcNow().ToUnixTimeMilliseconds();
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                var now = Time.GetUtcNow().ToUnixTimeMilliseconds();
                foreach (var circuit in circuits)
                {
                    lags.Shown(now - Math.Max(circuit.Newest, begun));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The soak is over.
        }
    }

    private static async Task<List<SoakMinute>> MeasureAsync(
        ServerProcess server, Publishers publishers, List<Circuit> circuits, Lags lags, int warmUp, int minutes)
    {
        Console.WriteLine(
            "minute | heap MB | working set MB | cores | of the clients | entries/s | POST ms | lag median ms | p99 | worst | batches/s a circuit | KB a batch | alive");
        List<SoakMinute> measured = [];
        for (var minute = 1; minute <= warmUp + minutes; minute++)
        {
            var (begun, cpu, own, posted, waited, batches, bytes) =
                (Time.GetTimestamp(), server.ProcessorTime, Environment.CpuUsage.TotalTime, publishers.Posted, publishers.Milliseconds, circuits.Sum(c => c.Batches), circuits.Sum(c => c.Bytes));
            await Task.Delay(TimeSpan.FromMinutes(1), Time);
            var seconds = Time.GetElapsedTime(begun).TotalSeconds;
            var (cores, entries) = ((server.ProcessorTime - cpu).TotalSeconds / seconds, (publishers.Posted - posted) / seconds);
            var clients = (Environment.CpuUsage.TotalTime - own).TotalSeconds / seconds;
            var (newBatches, newBytes) = (circuits.Sum(c => c.Batches) - batches, circuits.Sum(c => c.Bytes) - bytes);
            var (_, _, workingSet) = await server.MemoryAsync("memory");
            var (_, heap, _) = await server.MemoryAsync("full");
            var (median, p99, worst) = lags.Take();
            var row = new SoakMinute(
                minute, heap, workingSet, cores, clients, entries,
                (publishers.Milliseconds - waited) / Math.Max(1, publishers.Posted - posted), median, p99, worst, newBatches / seconds / circuits.Count, newBytes / 1024.0 / Math.Max(1, newBatches),
                circuits.Count(c => c.Failure is null), minute >= warmUp);
            measured.Add(row);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{row.Minute}{(row.IsWarm ? "" : " (warm-up)")} | {Megabytes(row.Heap):F1} | {Megabytes(row.WorkingSet):F0} | {row.Cores:F2} | {row.Clients:F2} | {row.Entries:F0} | {row.Post:F0} | {row.Median} | {row.P99} | {row.Worst} | {row.Batches:F1} | {row.Kilobytes:F1} | {row.Alive}"));
        }

        return measured;
    }

    private static bool Judge(List<SoakMinute> measured, List<Circuit> circuits, Publishers publishers, int perSecond)
    {
        var warm = measured.Where(minute => minute.IsWarm).ToList();
        List<long> heaps = [.. warm.Select(minute => minute.Heap)];
        List<long> sets = [.. warm.Select(minute => minute.WorkingSet)];
        var (heap, set, lag) = (SoakRules.Growth(heaps), SoakRules.Growth(sets), warm.Skip(1).Max(minute => minute.Worst));
        var taken = warm.Skip(1).Average(minute => minute.Entries) / perSecond;
        var ended = circuits.Select(circuit => circuit.Failure).OfType<string>().ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"""
            heap, mean of the last three minutes against the first three once warm: {heap:F3} times (at most {SoakRules.MostGrowth}), slope {Megabytes(SoakRules.Slope(heaps)):F2} MB a minute
            working set, the same: {set:F3} times (at most {SoakRules.MostGrowth}), slope {Megabytes(SoakRules.Slope(sets)):F2} MB a minute
            worst lag once warm: {lag} ms (at most {SoakRules.MostLag})
            entries taken: {taken:P0} of those that were due (at least {SoakRules.LeastTaken:P0})
            circuits that ended: {ended.Count}{(ended.Count > 0 ? $", the first: {ended[0]}" : "")} (none); POSTs that failed: {publishers.Failed} (none)
            """));
        return heap <= SoakRules.MostGrowth && set <= SoakRules.MostGrowth && lag <= SoakRules.MostLag && taken >= SoakRules.LeastTaken && ended.Count == 0 && publishers.Failed == 0;
    }

    private static double Megabytes(double bytes) => bytes / 1024 / 1024;
}
