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

    /// <summary>The time between polls that the document asks for (RSS <c>ttl</c>); null when not said.</summary>
    public TimeSpan? Ttl { get; init; }

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
        var retryAfter = Min(facts.RetryAfter ?? TimeSpan.Zero, MaxRetryAfter);
        if (facts.FailuresInRow == 0)
        {
            var hint = Min(Max(facts.MaxAge ?? TimeSpan.Zero, facts.Ttl ?? TimeSpan.Zero), MaxHint);
            var wanted = facts.IsPushed ? Max(asked, Min(asked * PushedFactor, MaxPushed)) : asked;
            var interval = Max(Max(wanted, hint), retryAfter);
            return new NextPoll(interval, interval * (1 + (SpreadOfInterval * facts.Jitter)));
        }

        var backOff = BackOff(asked, facts.FailuresInRow);
        return new NextPoll(
            Max(backOff, retryAfter),
            Max(backOff * (0.5 + (0.5 * facts.Jitter)), retryAfter * (1 + (SpreadOfInterval * facts.Jitter))));
    }

    private static TimeSpan BackOff(TimeSpan interval, int failures)
    {
        var first = Min(interval, MaxFirstRetry);
        return Min(first * Math.Pow(2, Math.Min(failures - 1, MaxDoublings)), Max(MaxBackOff, interval));
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
