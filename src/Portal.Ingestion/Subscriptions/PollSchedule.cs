namespace Portal.Ingestion.Subscriptions;

/// <summary>What decides when a source is polled next.</summary>
internal sealed record PollFacts
{
    /// <summary>The interval that the operator asked for.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>Whether a hub pushes what is new, so that polls only make sure.</summary>
    public bool IsPushed { get; init; }

    /// <summary>How many polls failed in a row, this one included; 0 when it went well.</summary>
    public int FailuresInRow { get; init; }

    /// <summary>How long the answer stays fresh (RFC 9111 section 5.2.2.1); null when not said.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>The time between polls that the document asks for (RSS <c>ttl</c>, <c>sy:updatePeriod</c>); null when not said.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>The time that the newest page holds; null when not known, or when entries cannot fall out of reach.</summary>
    public TimeSpan? PageHolds { get; init; }

    /// <summary>Whether the source asked to be polled less often lately (429): then it is never polled more often than the operator asked.</summary>
    public bool IsRateLimited { get; init; }

    /// <summary>How long the source asks to be left alone (RFC 9110 section 10.2.3); null when not said.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A number from 0 to 1 that keeps many sources from being polled in step.</summary>
    public double Jitter { get; init; }
}

/// <summary>When the next poll is.</summary>
/// <param name="Interval">The interval in force, without jitter.</param>
/// <param name="Delay">The time until the next poll, with jitter.</param>
internal readonly record struct NextPoll(TimeSpan Interval, TimeSpan Delay);

/// <summary>Decides when a source is polled next. Pure: the clock and the dice are the caller's.</summary>
internal static class PollSchedule
{
    /// <summary>The newest page is to hold at least so many times the interval in force; else the interval is shortened.</summary>
    public const int MinSafety = 4;

    /// <summary>How much further apart polls are at most because the document says so: many say what their software came with.</summary>
    public const int DocumentFactor = 4;

    /// <summary>The longest that <c>max-age</c> and <c>ttl</c> stretch a shorter interval to: some sources say a year.</summary>
    public static readonly TimeSpan MaxHint = TimeSpan.FromHours(1);

    /// <summary>The longest back-off, unless the interval asked for is longer.</summary>
    public static readonly TimeSpan MaxBackOff = TimeSpan.FromHours(1);

    /// <summary>The longest <c>Retry-After</c> that is obeyed.</summary>
    public static readonly TimeSpan MaxRetryAfter = TimeSpan.FromDays(1);

    /// <summary>How much further apart polls are while a hub pushes.</summary>
    public const int PushedFactor = 4;

    /// <summary>The longest that polls are stretched to while a hub pushes, unless the interval asked for is longer.</summary>
    public static readonly TimeSpan MaxPushed = TimeSpan.FromDays(1);

    /// <summary>The shortest interval; guards against a subscription that was stored with none.</summary>
    public static readonly TimeSpan MinInterval = TimeSpan.FromSeconds(1);

    // The first retry of a feed that is polled once a day should not wait for a day.
    private static readonly TimeSpan MaxFirstRetry = TimeSpan.FromMinutes(1);

    // 2^30 minutes are beyond every cap; more would only overflow.
    private const int MaxDoublings = 30;

    private const double SpreadOfInterval = 0.1;

    public static NextPoll After(PollFacts facts)
    {
        var asked = Max(facts.Interval, MinInterval);
        var safe = SafeInterval(facts);
        var adapted = Min(asked, safe);
        var retryAfter = Min(facts.RetryAfter ?? TimeSpan.Zero, MaxRetryAfter);
        if (facts.FailuresInRow == 0)
        {
            var hint = Min(Max(facts.MaxAge ?? TimeSpan.Zero, Min(facts.Ttl ?? TimeSpan.Zero, asked * DocumentFactor)), MaxHint);
            var wanted = facts.IsPushed ? Max(adapted, Min(adapted * PushedFactor, MaxPushed)) : adapted;
            var interval = Max(Max(wanted, Min(hint, safe)), retryAfter);
            return new NextPoll(interval, interval * (1 + (SpreadOfInterval * facts.Jitter)));
        }

        var first = facts.IsRateLimited ? asked : Min(adapted, MaxFirstRetry);
        var backOff = BackOff(first, asked, facts.FailuresInRow);
        var spread = Max(backOff * (0.5 + (0.5 * facts.Jitter)), facts.IsRateLimited ? asked : TimeSpan.Zero);
        return new NextPoll(Max(backOff, retryAfter), Max(spread, retryAfter * (1 + (SpreadOfInterval * facts.Jitter))));
    }

    /// <summary>The longest interval at which nothing can fall out of the newest page unseen, by a good margin; no bound when a source asked for patience.</summary>
    public static TimeSpan SafeInterval(PollFacts facts) => facts switch
    {
        { PageHolds: { } holds, IsRateLimited: false } => Max(holds / MinSafety, MinInterval),
        _ => TimeSpan.MaxValue,
    };

    private static TimeSpan BackOff(TimeSpan first, TimeSpan asked, int failures)
    {
        var longest = Max(MaxBackOff, asked);
        var factor = Math.Pow(2, Math.Min(failures - 1, MaxDoublings));
        return first < longest / factor ? first * factor : longest;
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
