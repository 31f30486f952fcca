using FsCheck.Xunit;
using Portal.Events;
using Portal.Events.Log;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Processes;
using Portal.UnitTests.Monitoring.Kpis;

namespace Portal.UnitTests.Monitoring.Processes;

/// <summary>Following a process through the log, and what its marks say.</summary>
public sealed class ProcessTests
{
    private static readonly FeedId Orders = FeedId.Parse("orders");
    private static readonly FeedId Shipments = FeedId.Parse("shipments");
    private static readonly ProcessDefinition Definition = new(
    [
        new ProcessStep("Placed", Orders, EntryField.Json("/number"), [new FieldCondition(new EntryField(EntryFieldKind.EventType), Comparison.Is, "OrderPlaced")], TimeSpan.FromMinutes(10)),
        new ProcessStep("Sent", Shipments, EntryField.Json("/order"), [], TimeSpan.FromMinutes(30)),
        new ProcessStep("Paid", Orders, EntryField.Json("/number"), [new FieldCondition(new EntryField(EntryFieldKind.EventType), Comparison.Is, "OrderPaid")]),
    ]);

    [Fact]
    public void Follow_EntriesOfSeveralFeeds_JoinsThemByTheirKey()
    {
        var marks = Follow([Placed(1, "A", 0), Sent(2, "A", 4), Paid(3, "A", 9), Placed(4, "B", 1)]);

        Assert.Equal(["A 0 +0 @1", "A 1 +4 @2", "A 2 +9 @3", "B 0 +1 @4"], Text(marks));
    }

    [Fact]
    public void Follow_AStepThatIsToldAgain_KeepsTheEarliest() =>
        Assert.Equal(["A 0 +0 @2"], Text(Follow([Placed(1, "A", 3), Placed(2, "A", 0), Placed(3, "A", 5)])));

    [Fact]
    public void Follow_WhatDoesNotMeetTheConditionOrHasNoKey_IsLeftOut() => Assert.Empty(Follow(
    [
        Measuring.At(1, """{"number":"A"}""", feed: Orders, type: "OrderCancelled"), Measuring.At(2, """{"other":"A"}""", feed: Orders), Measuring.At(3, "not json", feed: Shipments),
        Measuring.At(4, """{"order":""}""", feed: Shipments),
    ]));

    [Fact]
    public void Follow_AKeyThatNoDatabaseHolds_BecomesOneThatItDoes() =>
        Assert.Equal(["A\uFFFD"], Follow([Measuring.At(1, """{"order":"A\u0000"}""", feed: Shipments)]).Select(mark => mark.Key));

    [Property(MaxTest = 200)]
    public void Follow_InAnyOrderAndWithAnyRestarts_GivesTheSame(int seed)
    {
        var random = new Random(seed);
        var entries = Enumerable.Range(1, random.Next(1, 120)).Select(i => random.Next(3) switch
        {
            0 => Placed(i, $"K{random.Next(8)}", random.Next(60)),
            1 => Sent(i, $"K{random.Next(8)}", random.Next(60)),
            _ => Paid(i, $"K{random.Next(8)}", random.Next(60)),
        }).DistinctBy(entry => (entry.Feed, entry.Entry.Published)).ToList();

        Assert.Equal(Text(Follow(entries)), Text(Follow([.. entries.OrderBy(_ => random.Next())], random)));
    }

    [Fact]
    public void Figures_SayHowManyGotHowFarHowSoonAndWhoIsStuck()
    {
        var marks = Follow(
        [
            Placed(1, "A", 0), Sent(2, "A", 4), Paid(3, "A", 9),
            Placed(4, "B", 0), Sent(5, "B", 8),
            Placed(6, "C", 10),
            Placed(7, "D", 35),
        ]);

        var figures = ProcessFigures.Of(Definition, marks, Measuring.Noon.AddMinutes(40));

        Assert.Equal((4, 1), (figures.Begun, figures.Done));
        Assert.Equal(
            ["Placed 4, 2 wait, 1 stuck, -", "Sent 2, 1 wait, 1 stuck, 4 8", "Paid 1, 0 wait, 0 stuck, 5 5"],
            figures.Steps.Select(step => $"{step.Step.Name} {step.Count}, {step.Waiting} wait, {step.Stuck} stuck, {(step.Median is { } median ? $"{median.TotalMinutes} {step.P95!.Value.TotalMinutes}" : "-")}"));
        Assert.Equal(["C 0 20", "B 1 2"], figures.Stuck.Select(stuck => $"{stuck.Key} {stuck.Step} {stuck.Over.TotalMinutes}"));
    }

    [Fact]
    public void Figures_AsOfAMomentBefore_KnowNothingOfWhatCameLater()
    {
        var marks = Follow([Placed(1, "A", 0), Sent(2, "A", 4), Placed(3, "B", 9)]);

        Assert.Equal((1, 0, 1), ProcessFigures.Of(Definition, marks, Measuring.Noon.AddMinutes(2)) is var at ? (at.Begun, at.Steps[1].Count, at.Steps[0].Waiting) : default);
    }

    [Theory]
    [InlineData(0, "2 to 10 steps")]
    [InlineData(1, "2 to 10 steps")]
    [InlineData(11, "2 to 10 steps")]
    public void Check_TooFewOrTooManySteps_SaysSo(int steps, string why) =>
        Assert.Contains(why, new ProcessDefinition([.. Enumerable.Repeat(Definition.Steps[1], steps)]).Check()["steps"][0], StringComparison.Ordinal);

    [Fact]
    public void Check_StepsThatAreWrong_NamesEach()
    {
        var step = Definition.Steps[1];
        var wrong = new ProcessDefinition(
            [step with { Name = " " }, step with { Key = EntryField.Json("no path") }, step with { Limit = TimeSpan.Zero }, step with { Key = new EntryField(EntryFieldKind.EventType) }, step]);

        Assert.Equal(["steps[0]", "steps[1]", "steps[2]", "steps[3]"], wrong.Check().Keys.Order());
    }

    [Fact]
    public void Follows_OtherNamesAndLimits_AreTheSame() => Assert.Equal(
        (true, false),
        (Definition.FollowsAs(new ProcessDefinition([.. Definition.Steps.Select(step => step with { Name = "x", Limit = null })])),
         Definition.FollowsAs(new ProcessDefinition([.. Definition.Steps.Select(step => step with { Where = [] })]))));

    private static RecordedEntry Placed(long at, string key, int minute) => Measuring.At(at, $$"""{"number":"{{key}}"}""", TimeSpan.FromMinutes(minute), feed: Orders);

    private static RecordedEntry Paid(long at, string key, int minute) => Measuring.At(at, $$"""{"number":"{{key}}"}""", TimeSpan.FromMinutes(minute), feed: Orders, type: "OrderPaid");

    private static RecordedEntry Sent(long at, string key, int minute) => Measuring.At(at, $$"""{"order":"{{key}}"}""", TimeSpan.FromMinutes(minute), feed: Shipments);

    private static IEnumerable<string> Text(IEnumerable<ProcessMark> marks) =>
        marks.OrderBy(mark => mark.Key, StringComparer.Ordinal).ThenBy(mark => mark.Step).Select(mark => $"{mark.Key} {mark.Step} +{(mark.At - Measuring.Noon).TotalMinutes} @{mark.Position}");

    // As the store merges: of a step that happened to a key before the earlier one stays.
    private static List<ProcessMark> Follow(IReadOnlyList<RecordedEntry> entries, Random? restarts = null)
    {
        Dictionary<(string, int), ProcessMark> kept = [];
        var left = entries.ToList();
        while (left.Count > 0)
        {
            var projection = new ProcessProjection("process:1:1", 1, Definition);
            projection.Restore(null);
            var fields = new SharedFields();
            var paths = fields.Add(projection.Paths);
            var count = restarts is null ? left.Count : restarts.Next(1, left.Count + 1);
            foreach (var entry in left.Take(count).Where(entry => projection.Feeds.Contains(entry.Feed)))
            {
                projection.Apply(new EntryView(fields.Read(entry), paths));
            }

            left.RemoveRange(0, count);
            foreach (var mark in projection.TakeOutput(isDue: true)?.Marks ?? [])
            {
                if (!kept.TryGetValue((mark.Key, mark.Step), out var known) || mark.At < known.At)
                {
                    kept[(mark.Key, mark.Step)] = mark;
                }
            }
        }

        return [.. kept.Values];
    }
}
