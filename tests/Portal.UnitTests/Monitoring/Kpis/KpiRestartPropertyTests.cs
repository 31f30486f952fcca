using System.Globalization;
using FsCheck.Xunit;
using Portal.Events.Log;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Aggregates;
using Portal.Monitoring.Metrics;
using static Portal.UnitTests.Monitoring.Kpis.Measuring;

namespace Portal.UnitTests.Monitoring.Kpis;

/// <summary>Wherever measuring is interrupted, and in whatever order things happened: every figure is what the log says.</summary>
public sealed class KpiRestartPropertyTests
{
    [Property(MaxTest = 300)]
    public void Restart_Anywhere_LeavesWhatARecomputationGives(int seed, int other)
    {
        var random = new Random(unchecked((seed * 7919) + other));
        var definition = Definition(random);
        var entries = Enumerable.Range(1, random.Next(1, 400)).Select(position => Entry(random, position)).ToList();

        var interrupted = Measure(definition, entries, [.. Enumerable.Range(0, 200).Select(_ => random.Next(1, 60))]);
        var recomputed = Measure(definition, entries);

        foreach (var resolution in Resolutions.All)
        {
            Assert.Equal(Text(recomputed, definition, resolution), Text(interrupted, definition, resolution));
        }

        Assert.Equivalent(recomputed.Problems, interrupted.Problems, strict: true);
    }

    [Property(MaxTest = 200)]
    public void Minutes_OfAnyStream_AddUpToHoursAndDays(int seed)
    {
        var random = new Random(seed);
        var definition = Definition(random) with { Dimensions = [] };
        var buckets = Measure(definition, Enumerable.Range(1, 300).Select(position => Entry(random, position)));

        var wholes = Resolutions.All.Select(resolution => buckets.WholeAsync(definition, resolution).Result.Whole).Select(whole => (whole.Value, whole.Count));

        Assert.Single(wholes.Distinct());
    }

    [Property(MaxTest = 200)]
    public void Order_OfTheLog_DoesNotMatter(int seed)
    {
        var random = new Random(seed);
        var definition = Definition(random) with { Dimensions = [EntryField.Json("/country")] };
        var entries = Enumerable.Range(1, 200).Select(position => Entry(random, position)).ToList();

        // Few enough groups that all have a cell of their own.
        var shuffled = entries.OrderBy(_ => random.Next()).ToList();

        Assert.Equal(Text(Measure(definition, entries), definition, Resolution.Hour), Text(Measure(definition, shuffled, 7, 50), definition, Resolution.Hour));
    }

    private static KpiDefinition Definition(Random random)
    {
        var kind = (AggregateKind)random.Next(8);
        var definition = Of(kind, kind == AggregateKind.Distinct ? EntryField.Json("/customer") : Total, kind == AggregateKind.Percentile ? 95 : null) with
        {
            Lateness = TimeSpan.FromMinutes(random.Next(0, 120)),
            Dimensions = random.Next(3) switch { 0 => [], 1 => [EntryField.Json("/customer")], _ => [EntryField.Json("/customer"), EntryField.Json("/country")] },
        };
        return random.Next(3) > 0 ? definition : definition with
        {
            Measure = new KpiMeasure(AggregateKind.Sum, Total),
            Per = new KpiMeasure(AggregateKind.Count) { Where = [new FieldCondition(EntryField.Json("/country"), Comparison.Is, "NL")] },
        };
    }

    private static RecordedEntry Entry(Random random, int position)
    {
        var country = random.Next(4) switch { 0 => "\"NL\"", 1 => "\"DE\"", 2 => "\"FR\"", _ => "null" };
        var total = random.Next(8) == 0 ? "\"none\"" : (random.Next(-1000, 100_000) / 100m).ToString(CultureInfo.InvariantCulture);
        return At(
            position,
            $$"""{"total":{{total}},"country":{{country}},"customer":"c{{random.Next(600)}}"}""",
            TimeSpan.FromSeconds(random.Next(-100_000, 100_000)),
            TimeSpan.FromSeconds(random.Next(-100, 9_000)));
    }

    private static string Text(BucketsInMemory buckets, KpiDefinition definition, Resolution resolution)
    {
        var history = buckets.WholeAsync(definition, resolution, groups: 1000).Result;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{history.Whole.Value:R} {history.Whole.Count}\n{string.Join('\n', history.Points)}\n"
            + $"{string.Join('\n', history.Groups.Select(group => $"{string.Join('/', group.Values)}={group.Value:R} {group.Count}"))}\n"
            + $"{history.GroupCount} {history.Other?.Value:R} {history.Other?.Count}");
    }
}
