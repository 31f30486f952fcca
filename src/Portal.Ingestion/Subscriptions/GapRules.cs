using System.Globalization;
using Portal.Ingestion.Channels;

namespace Portal.Ingestion.Subscriptions;

/// <summary>Says what back-filling made of a gap. Pure.</summary>
internal static class GapRules
{
    /// <summary>The gap after a walk through it.</summary>
    public static Gap After(Gap gap, GapWalkResult walk, DateTimeOffset now, string? actor)
    {
        var dates = walk.MissingNewestFirst.Select(GapWalk.DateOf).OfType<DateTimeOffset>().Where(date => date >= gap.From && date <= gap.To);
        var down = dates.Order().FirstOrDefault(gap.ReadDownTo ?? gap.To);
        var after = gap with
        {
            Filled = gap.Filled + walk.MissingNewestFirst.Count,
            ReadDownTo = down < (gap.ReadDownTo ?? gap.To) ? down : gap.ReadDownTo,
            Remark = RemarkOf(walk),
        };
        return walk.End switch
        {
            GapWalkEnd.Joined => after with { Status = GapStatus.BackFilled, OlderPage = null, End = new GapEnd(now, actor, null) },

            // From the newest page on, should the source offer older ones again.
            GapWalkEnd.OutOfPages or GapWalkEnd.PastTheGap => after with { OlderPage = null },
            _ => after with { OlderPage = walk.NextPage is { } next ? Origins.WithoutCredentials(next).AbsoluteUri : gap.OlderPage },
        };
    }

    public static BackfillOutcome OutcomeOf(GapWalkEnd end) => end switch
    {
        GapWalkEnd.Joined => BackfillOutcome.BackFilled,
        GapWalkEnd.More => BackfillOutcome.More,
        GapWalkEnd.PageFailed => BackfillOutcome.Unreachable,
        _ => BackfillOutcome.NotReached,
    };

    /// <summary>The result in a sentence or two.</summary>
    public static string Words(Gap gap, GapWalkResult walk, int added)
    {
        var brought = string.Create(CultureInfo.InvariantCulture, $"{added} missing {(added == 1 ? "entry was" : "entries were")} stored.");
        return walk.End == GapWalkEnd.Joined
            ? $"{brought} The pages reach down to what was known: the gap is closed."
            : $"{brought} {gap.Remark}";
    }

    private static string? RemarkOf(GapWalkResult walk) => walk.End switch
    {
        GapWalkEnd.Joined => null,
        GapWalkEnd.More => "There are more older pages than one go reads: go on.",
        GapWalkEnd.PageFailed => $"An older page could not be had: {walk.Detail}",
        GapWalkEnd.PastTheGap => "The pages go on beyond the gap's beginning without an entry that is known: the source may have given its entries new ids.",
        _ => "The source offers no older pages that reach down to what was known. Ask its operator for a longer page or for archives, or accept the gap.",
    };
}
