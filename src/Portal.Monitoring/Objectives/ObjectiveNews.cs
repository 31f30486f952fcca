using System.Globalization;

namespace Portal.Monitoring.Objectives;

/// <summary>What the portal tells of objectives in its own feed; alert rules hear of it there.</summary>
public static class ObjectiveNews
{
    /// <summary>An error budget burns too fast, or is spent. Told again every hour while it lasts.</summary>
    public const string BudgetBurning = "monitoring.budget.burning";

    /// <summary>It does not any more.</summary>
    public const string BudgetRecovered = "monitoring.budget.recovered";

    /// <summary>What is told of a budget that burns.</summary>
    public static string Burning(string feed, ObjectiveKind kind, ObjectiveStanding standing) => standing.State == ObjectiveState.Spent
        ? $"{feed}: the error budget for {Word(kind)} is spent"
        : string.Create(CultureInfo.InvariantCulture, $"{feed}: the error budget for {Word(kind)} burns {standing.BurnHour:0.#} times as fast as it lasts, {100 * standing.BudgetLeft:0}% of it is left");

    /// <summary>The kind within a sentence.</summary>
    public static string Word(ObjectiveKind kind) => kind switch
    {
        ObjectiveKind.Cadence => "regular entries",
        ObjectiveKind.Delay => "timely entries",
        _ => "availability",
    };

    /// <summary>What to tell after a look: a kind of news, or null for nothing; and since when it is told.</summary>
    /// <param name="state">How it stands.</param>
    /// <param name="told">When burning was last told; null when it was not, or has recovered since.</param>
    /// <param name="now">The time.</param>
    public static (string? Kind, DateTimeOffset? Told) Decide(ObjectiveState state, DateTimeOffset? told, DateTimeOffset now) => state switch
    {
        ObjectiveState.Burning or ObjectiveState.Spent when told is null || now - told >= TimeSpan.FromHours(1) => (BudgetBurning, now),
        ObjectiveState.Burning or ObjectiveState.Spent => (null, told),
        _ => (told is null ? null : BudgetRecovered, null),
    };
}
