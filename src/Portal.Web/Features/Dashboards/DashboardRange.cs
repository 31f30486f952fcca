using System.Diagnostics.CodeAnalysis;
using Portal.Monitoring.Metrics;

namespace Portal.Web.Features.Dashboards;

/// <summary>The time that all tiles of a dashboard show, in equal steps.</summary>
/// <param name="Id">Its name in the address; <c>custom</c> when the address says from when to when.</param>
/// <param name="Text">It in words, with every tile.</param>
/// <param name="From">The begin of its first step.</param>
/// <param name="To">The end of its last step.</param>
/// <param name="Step">How wide a step is.</param>
/// <param name="Resolution">The buckets that the steps are made of.</param>
public sealed record DashboardRange(string Id, string Text, DateTimeOffset From, DateTimeOffset To, TimeSpan Step, Resolution Resolution)
{
    /// <summary>The name of a range that ends where the address says.</summary>
    public const string Custom = "custom";

    /// <summary>The name of a range that a replay has come to.</summary>
    public const string Replay = "replay";

    private const int MostSteps = 200;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    private static readonly IReadOnlyList<Preset> Presets =
    [
        new("1h", "1 h", TimeSpan.FromHours(1), TimeSpan.FromMinutes(1)),
        new("6h", "6 h", TimeSpan.FromHours(6), TimeSpan.FromMinutes(5)),
        new("24h", "24 h", TimeSpan.FromHours(24), TimeSpan.FromMinutes(15)),
        new("7d", "7 days", TimeSpan.FromDays(7), TimeSpan.FromHours(2)),
        new("30d", "30 days", TimeSpan.FromDays(30), TimeSpan.FromHours(6)),
        new("90d", "90 days", TimeSpan.FromDays(90), TimeSpan.FromDays(1)),
    ];

    private static readonly TimeSpan[] Widths =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(2),
    ];

    /// <summary>The ranges that people choose from: name and word.</summary>
    public static IReadOnlyList<(string Id, string Text)> Choices { get; } = [.. Presets.Select(p => (p.Id, p.Text))];

    /// <summary>Whether it moves on with the clock.</summary>
    public bool IsLive => Id is not (Custom or Replay);

    /// <summary>How wide the steps are, in words.</summary>
    public string StepText => Step switch
    {
        { TotalDays: >= 1 } => $"steps of {Step.TotalDays:0} d",
        { TotalHours: >= 1 } => $"steps of {Step.TotalHours:0} h",
        _ => $"steps of {Step.TotalMinutes:0} min",
    };

    /// <summary>The begins of the steps, oldest first.</summary>
    public IReadOnlyList<DateTimeOffset> Steps => [.. Enumerable.Range(0, (int)Math.Ceiling((To - From) / Step)).Select(i => From + (Step * i))];

    /// <summary>The period of the same length before it.</summary>
    public DashboardRange Before() => this with { From = From - (To - From), To = From, Text = $"{Text} before" };

    /// <summary>What the address asks for; what it says wrongly is the last 24 hours.</summary>
    public static DashboardRange Read(string? range, string? from, string? to, DateTimeOffset now)
    {
        if (range == Custom && TryBetween(from, to, out var custom))
        {
            return custom;
        }

        var preset = Presets.FirstOrDefault(p => p.Id == range) ?? Presets[2];
        var last = Floor(now, preset.Step) + preset.Step;
        return new DashboardRange(preset.Id, $"last {preset.Text}", last - preset.Length, last, preset.Step, ResolutionOf(preset.Step));
    }

    /// <summary>The range from one time to another, both as text; false when they are none, or more than 366 days apart.</summary>
    public static bool TryBetween(string? from, string? to, [NotNullWhen(true)] out DashboardRange? range)
    {
        range = TryTime(from, out var begin) && TryTime(to, out var end) && end > begin && end - begin <= Longest ? Between(begin, end) : null;
        return range is not null;
    }

    /// <summary>What a replay of a range shows when it has come to a moment: whole minutes up to it, in the steps of the whole range.</summary>
    public static DashboardRange OfReplay(ReplayClock clock, DateTimeOffset moment)
    {
        var whole = Between(clock.From, clock.To);
        var minute = Floor(moment, TimeSpan.FromMinutes(1));
        var to = minute > whole.From ? minute : whole.From + TimeSpan.FromMinutes(1);
        return whole with { Id = Replay, To = to, Text = $"replay to {to.UtcDateTime:HH:mm}" };
    }

    private static DashboardRange Between(DateTimeOffset begin, DateTimeOffset end)
    {
        var step = Array.Find(Widths, width => (end - begin) / width <= MostSteps);
        var from = Floor(begin, step);
        var to = Floor(end - TimeSpan.FromTicks(1), step) + step;
        return new DashboardRange(Custom, $"{from.UtcDateTime:d MMM HH:mm} to {to.UtcDateTime:d MMM HH:mm}", from, to, step, ResolutionOf(step));
    }

    private static Resolution ResolutionOf(TimeSpan step) => step switch
    {
        { TotalDays: >= 1 } => Resolution.Day,
        { TotalHours: >= 1 } => Resolution.Hour,
        _ => Resolution.Minute,
    };

    private static DateTimeOffset Floor(DateTimeOffset time, TimeSpan step) => new(time.UtcTicks - (time.UtcTicks % step.Ticks), TimeSpan.Zero);

    private static bool TryTime(string? text, out DateTimeOffset time) => DateTimeOffset.TryParse(
        text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out time);

    private sealed record Preset(string Id, string Text, TimeSpan Length, TimeSpan Step);
}
