namespace Portal.Monitoring.Objectives;

/// <summary>How much of a promise held in a stretch of time: minutes, or entries.</summary>
/// <param name="Start">The stretch's begin.</param>
/// <param name="Good">How many kept it.</param>
/// <param name="All">How many there were.</param>
public readonly record struct ObjectivePoint(DateTimeOffset Start, long Good, long All);

/// <summary>How an objective stands.</summary>
public enum ObjectiveState
{
    /// <summary>Nothing was measured yet.</summary>
    Unknown,

    /// <summary>The target is met and its budget lasts.</summary>
    Met,

    /// <summary>The budget burns so fast that it will not last.</summary>
    Burning,

    /// <summary>The budget is spent: the target is missed.</summary>
    Spent,
}

/// <summary>One day of an objective.</summary>
/// <param name="Day">Its begin, UTC.</param>
/// <param name="Attained">The share that held; null when nothing was measured.</param>
public sealed record ObjectiveDay(DateTimeOffset Day, double? Attained);

/// <summary>How an objective stands at a moment. Pure: what was measured is handed in.</summary>
public sealed record ObjectiveStanding
{
    /// <summary>At this rate over an hour a fiftieth of 30 days' budget is gone.</summary>
    public const double FastBurn = 14.4;

    /// <summary>At this rate over six hours a twentieth is.</summary>
    public const double SlowBurn = 6;

    /// <summary>How it stands.</summary>
    public required ObjectiveState State { get; init; }

    /// <summary>What kept the promise in 30 days.</summary>
    public required long Good { get; init; }

    /// <summary>What was measured in 30 days.</summary>
    public required long All { get; init; }

    /// <summary>The share that held; null when nothing was measured.</summary>
    public double? Attained => All == 0 ? null : (double)Good / All;

    /// <summary>The part of the budget that is left: 1 for all of it, below 0 when it is overdrawn; null when nothing was measured.</summary>
    public required double? BudgetLeft { get; init; }

    /// <summary>How many times as fast as would just last the budget went in the last hour; null when nothing was measured.</summary>
    public required double? BurnHour { get; init; }

    /// <summary>The same of the last six hours.</summary>
    public required double? BurnSixHours { get; init; }

    /// <summary>Each day of the window, oldest first.</summary>
    public required IReadOnlyList<ObjectiveDay> Days { get; init; }

    /// <summary>Judges what was measured.</summary>
    /// <param name="target">The target, in percent.</param>
    /// <param name="points">What was measured, any order; what is older than 30 days is passed by.</param>
    /// <param name="now">The moment.</param>
    public static ObjectiveStanding Of(double target, IEnumerable<ObjectivePoint> points, DateTimeOffset now)
    {
        var budget = 1 - (target / 100);
        var (all, hour, six) = (new Sum(), new Sum(), new Sum());
        SortedDictionary<DateTimeOffset, Sum> days = [];
        var begin = now - FeedObjective.Window;
        for (var day = new DateTimeOffset(begin.UtcDateTime.Date, TimeSpan.Zero); day <= now; day = day.AddDays(1))
        {
            days[day] = new Sum();
        }

        foreach (var point in points)
        {
            if (point.Start < begin || point.Start > now)
            {
                continue;
            }

            all.Add(point);
            days[new DateTimeOffset(point.Start.UtcDateTime.Date, TimeSpan.Zero)].Add(point);
            if (point.Start >= now.AddHours(-6))
            {
                six.Add(point);
            }

            if (point.Start >= now.AddHours(-1))
            {
                hour.Add(point);
            }
        }

        double? left = all.All == 0 ? null : 1 - (all.Bad / budget);
        var (burnHour, burnSix) = (hour.BurnOf(budget), six.BurnOf(budget));
        return new ObjectiveStanding
        {
            State = StateOf(left, burnHour, burnSix),
            Good = all.Good,
            All = all.All,
            BudgetLeft = left,
            BurnHour = burnHour,
            BurnSixHours = burnSix,
            Days = [.. days.Select(day => new ObjectiveDay(day.Key, day.Value.All == 0 ? null : 1 - day.Value.Bad))],
        };
    }

    // What burned in the last six hours and does not any more needs nobody.
    private static ObjectiveState StateOf(double? left, double? hour, double? six) => left switch
    {
        null => ObjectiveState.Unknown,
        <= 0 => ObjectiveState.Spent,
        _ => hour >= FastBurn || (six >= SlowBurn && hour >= SlowBurn) ? ObjectiveState.Burning : ObjectiveState.Met,
    };

    private sealed class Sum
    {
        public long Good { get; private set; }

        public long All { get; private set; }

        /// <summary>The share that did not keep the promise.</summary>
        public double Bad => All == 0 ? 0 : (double)(All - Good) / All;

        public void Add(ObjectivePoint point) => (Good, All) = (Good + point.Good, All + point.All);

        public double? BurnOf(double budget) => All == 0 ? null : Bad / budget;
    }
}
