namespace Portal.Web.Shared.Figures;

/// <summary>How a series is drawn.</summary>
public enum ChartRole
{
    /// <summary>What the chart is about: the accent.</summary>
    Subject,

    /// <summary>The period before: grey.</summary>
    Compare,

    /// <summary>One of at most six kinds: its own colour, in order.</summary>
    Category,

    /// <summary>Entries that break their contract: the colour of that state.</summary>
    Invalid,
}

/// <summary>A value at an instant.</summary>
/// <param name="At">The instant.</param>
/// <param name="Value">The value, in the chart's unit.</param>
public sealed record ChartPoint(DateTimeOffset At, double Value);

/// <summary>A line or a set of bars.</summary>
/// <param name="Name">What it is called, beside its last value.</param>
/// <param name="Points">Oldest first.</param>
/// <param name="Role">How it is drawn.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points, ChartRole Role = ChartRole.Subject);
