using System.Globalization;
using Portal.Monitoring.Objectives;
using Portal.Web.Shared.Figures;
using Portal.Web.Shared.States;

namespace Portal.Web.Features.Feeds.Objectives;

/// <summary>Objectives in words.</summary>
internal static class ObjectiveWords
{
    public static string Title(ObjectiveKind kind) => kind switch
    {
        ObjectiveKind.Cadence => "Regular entries",
        ObjectiveKind.Delay => "Timely entries",
        _ => "Availability",
    };

    /// <summary>How it is measured, so that nobody takes the figure for more than it is.</summary>
    public static string Measured(ObjectiveKind kind, bool isHosted) => kind switch
    {
        ObjectiveKind.Cadence => "The share of minutes in which the newest entry was no older than the limit. Minutes before the first entry do not count.",
        ObjectiveKind.Delay => "The share of entries that were stored within the limit of their publishing date. Latencies are kept in steps of 19%, and an entry counts when its whole step is within; entries without a date and those from before the feed was followed do not count.",
        _ when isHosted => "The share of minutes in which this portal could serve the feed: it looks three times a minute whether its database and its event log answer and take entries. Minutes in which no portal ran count as bad. What lies between clients and the portal is not seen.",
        _ => "The share of minutes in which the last poll of the source had gone well. Minutes in which the portal did not run, and those while the feed is paused, do not count. How soon a failure is seen depends on how often the feed is polled.",
    };

    public static string Promise(FeedObjective objective) => objective.Kind switch
    {
        ObjectiveKind.Cadence => $"An entry at least every {Figure.Duration(objective.Within!.Value)}, {Percent(objective.Target)} of the time",
        ObjectiveKind.Delay => $"{Percent(objective.Target)} of entries within {Figure.Duration(objective.Within!.Value)}",
        _ => $"{Percent(objective.Target)} of the time",
    };

    public static PortalState StateOf(ObjectiveState state) => state switch
    {
        ObjectiveState.Met => PortalState.Healthy,
        ObjectiveState.Burning => PortalState.Late,
        ObjectiveState.Spent => PortalState.Failing,
        _ => PortalState.Unchecked,
    };

    public static string WordOf(ObjectiveState state) => state switch
    {
        ObjectiveState.Met => "Met",
        ObjectiveState.Burning => "Burns too fast",
        ObjectiveState.Spent => "Missed",
        _ => "Not measured yet",
    };

    /// <summary>What is left of the budget, in percent and in the time or entries that it stands for.</summary>
    public static string Budget(FeedObjective objective, ObjectiveStanding standing)
    {
        if (standing.BudgetLeft is not { } left)
        {
            return "–";
        }

        // Of minutes the whole window is known beforehand; of entries only those that came.
        var part = Math.Abs(left) * (1 - (objective.Target / 100));
        var amount = objective.Kind == ObjectiveKind.Delay
            ? Figure.Counted((long)Math.Round(part * standing.All), "entry", "entries")
            : Figure.Duration(TimeSpan.FromMinutes(part * standing.All));
        return left < 0 ? $"overdrawn by {Figure.Decimal(-100 * left, 0)} % ({amount})" : $"{Figure.Decimal(100 * left, 0)} % ({amount} of what was measured)";
    }

    public static string Burn(double? rate) => rate is { } known ? $"{Figure.Decimal(known, 1)} ×" : "–";

    public static string Percent(double target) => $"{target.ToString("0.###", CultureInfo.InvariantCulture)} %";
}
