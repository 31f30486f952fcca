using Portal.Ingestion.Channels;

namespace Portal.Ingestion.Subscriptions;

/// <summary>What a poll found: its result, the answer's hints, and the cursor as it is now.</summary>
internal sealed record PollFinding(PollReport Report, FetchResult Answer, SubscriptionCursor Cursor)
{
    /// <summary>Whether a hub pushes what is new.</summary>
    public bool IsPushed { get; init; }

    /// <summary>What the walk to what is known found; null when no document was taken in.</summary>
    public WalkResult? Walk { get; init; }

    /// <summary>Whether only a change was asked for: the request named what is known.</summary>
    public bool AskedConditionally { get; init; }

    /// <summary>How many entries came again under another id.</summary>
    public int Renamed { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; init; }
}

/// <summary>Decides where a subscription stands. Pure.</summary>
internal static class StatusRules
{
    /// <summary>After so many failures in a row a subscription is failing, not just backing off.</summary>
    public const int FailingAfter = 3;

    /// <summary>For so long after a 429 the source is not polled more often than the operator asked, whatever its page holds.</summary>
    public static readonly TimeSpan RateLimitMemory = TimeSpan.FromHours(1);


    public static PollOutcome OutcomeOf(PollProblem problem) => problem switch
    {
        PollProblem.RateLimited => PollOutcome.RateLimited,
        PollProblem.Gone => PollOutcome.Gone,
        PollProblem.TooLarge or PollProblem.HtmlPage or PollProblem.Malformed => PollOutcome.Malformed,
        _ => PollOutcome.Unreachable,
    };

    public static SubscriptionStatus After(
        Subscription subscription, PollFinding finding, DateTimeOffset started, DateTimeOffset now, double jitter)
    {
        var (report, before) = (finding.Report, subscription.Status);
        var failures = report.IsSuccess ? 0 : before.FailuresInRow + 1;
        var lastNewEntries = report.NewEntries > 0 ? now : before.LastNewEntries;
        var traffic = TrafficAfter(before, finding, started, now);
        var limited = report.Outcome == PollOutcome.RateLimited ? now : before.LastRateLimit;
        var facts = new PollFacts
        {
            Interval = subscription.PollInterval,
            IsPushed = finding.IsPushed,
            FailuresInRow = failures,
            MaxAge = finding.Answer.MaxAge,
            Ttl = LongerOf(finding.Cursor.Ttl, finding.Cursor.UpdatePeriod),
            PageHolds = TrafficRules.HeldBy(traffic, lastNewEntries, now),
            IsRateLimited = IsRecent(limited, now),
            RetryAfter = finding.Answer.RetryAfter,
            Jitter = jitter,
        };
        var next = PollSchedule.After(facts);
        var unpushed = PollSchedule.After(facts with { IsPushed = false });
        var state = StateOf(subscription.Paused, report.Outcome, failures);
        return before with
        {
            State = state,
            LastPoll = started,
            LastSuccess = report.IsSuccess ? started : before.LastSuccess,
            LastNewEntries = lastNewEntries,
            NextPoll = IsScheduled(state) ? DueAfter(next.Delay, facts, finding.Cursor.QuietTimes, now) : null,
            LastOutcome = report.Outcome,
            LastProblem = report.Problem,
            EffectiveInterval = next.Interval,
            UnpushedInterval = unpushed.Interval < next.Interval ? unpushed.Interval : null,
            FailuresInRow = failures,
            LastRateLimit = limited,
            Traffic = traffic,
            SafetyFactor = facts.PageHolds / next.Interval,
            Detail = report.Detail,
            MovedTo = report.IsSuccess ? finding.Answer.MovedTo?.AbsoluteUri : before.MovedTo,
            Move = AddressRules.After(before, report, finding.Answer, now),
            Continuity = finding.Cursor.Continuity,
            LastOverlap = OverlapAfter(before.LastOverlap, finding, started),
            LongestSilence = report.NewEntries > 0 ? Stretch.Longer(before.LongestSilence, before.LastNewEntries, now) : before.LongestSilence,
            LongestAbsence = report.IsSuccess ? Stretch.Longer(before.LongestAbsence, before.LastSuccess, started) : before.LongestAbsence,
            Publisher = TallyRules.After(before.Publisher, finding, started, now),
            Run = PollRuns.After(before.Run, RunOf(finding, started)),
        };
    }

    private static Overlap? OverlapAfter(Overlap? before, PollFinding finding, DateTimeOffset started) => finding switch
    {
        { Walk: { End: WalkEnd.Joined } walk } => new Overlap(started, walk.Known, walk.NewestFirst.Count),
        { Walk: not null, Report.IsSuccess: true } => null,
        { Report.Outcome: PollOutcome.NotModified } when before is not null => new Overlap(started, before.Shown, before.Shown),
        _ => before,
    };

    private static PollRun RunOf(PollFinding finding, DateTimeOffset started) => new()
    {
        Number = 0,
        First = started,
        Last = started,
        Outcome = finding.Report.Outcome,
        Problem = finding.Report.Problem,
        HttpStatus = finding.Answer.Status,
        NewEntries = finding.Report.NewEntries,
        Bytes = finding.Answer.Body.Length + (finding.Walk?.OlderBytes ?? 0),
        Took = finding.Took,
        Slowest = finding.Took,
        Detail = finding.Report.Detail,
    };

    public static SubscriptionStatus Paused(SubscriptionStatus before) =>
        before with { State = SubscriptionState.Paused, NextPoll = null };

    public static SubscriptionStatus Resumed(SubscriptionStatus before, DateTimeOffset now) => before with
    {
        State = before.LastOutcome is { } outcome && outcome != PollOutcome.Gone
            ? StateOf(paused: false, outcome, before.FailuresInRow)
            : SubscriptionState.Active,
        NextPoll = now,
    };

    /// <summary>When the next poll is due. A clock that was set back since the last one does not put it off.</summary>
    public static DateTimeOffset DueAt(SubscriptionStatus status, DateTimeOffset now) => status switch
    {
        { NextPoll: null } => now,
        { NextPoll: { } next, LastPoll: { } last } when last > now && next > last => now + (next - last),
        { NextPoll: { } next } => next,
    };

    /// <summary>With a new interval, counted from the last poll.</summary>
    public static SubscriptionStatus Rescheduled(Subscription subscription, DateTimeOffset now)
    {
        var status = subscription.Status;
        var due = (status.LastPoll ?? now) + subscription.PollInterval;
        return IsScheduled(status.State) && status.FailuresInRow == 0
            ? status with { NextPoll = due > now ? due : now, EffectiveInterval = subscription.PollInterval, UnpushedInterval = null }
            : status;
    }

    /// <summary>After a document was pushed: what does not join what is known is polled for, as soon as without a hub.</summary>
    public static SubscriptionStatus AfterPush(SubscriptionStatus before, int newEntries, bool isJoined, DateTimeOffset now)
    {
        var after = newEntries > 0 ? before with { LastNewEntries = now } : before;
        return isJoined ? after : Unpushed(after, now);
    }

    /// <summary>With the next poll as soon as without a hub.</summary>
    public static SubscriptionStatus Unpushed(SubscriptionStatus status, DateTimeOffset now)
    {
        if (status is not { UnpushedInterval: { } interval, NextPoll: { } next })
        {
            return status;
        }

        var due = (status.LastPoll ?? now) + interval;
        due = due > now ? due : now;
        return status with { NextPoll = due < next ? due : next, EffectiveInterval = interval, UnpushedInterval = null };
    }

    /// <summary>While a poll has not ended, and for good when it breaks for a reason of ours.</summary>
    public static SubscriptionStatus Broken(Subscription subscription, DateTimeOffset now, double jitter)
    {
        var next = PollSchedule.After(new PollFacts
        {
            Interval = subscription.PollInterval,
            FailuresInRow = subscription.Status.FailuresInRow + 1,
            Jitter = jitter,
        });
        return IsScheduled(subscription.Status.State) ? subscription.Status with { NextPoll = now + next.Delay } : subscription.Status;
    }

    // Never so late that entries could fall out of the page meanwhile.
    private static DateTimeOffset DueAfter(TimeSpan delay, PollFacts facts, QuietTimes? quiet, DateTimeOffset now)
    {
        var due = now + delay;
        var safe = PollSchedule.SafeInterval(facts);
        return quiet is null ? due : quiet.EndOf(due, safe < QuietTimes.MaxDelay + delay ? now + safe : DateTimeOffset.MaxValue);
    }

    private static PageTraffic? TrafficAfter(SubscriptionStatus before, PollFinding finding, DateTimeOffset started, DateTimeOffset now)
    {
        if (finding.Report.Outcome != PollOutcome.Fetched || finding.Cursor.Page is not { } page)
        {
            return before.Traffic;
        }

        TimeSpan? elapsed = before.LastSuccess < started ? started - before.LastSuccess : null;
        return TrafficRules.After(before.Traffic, new TrafficFacts(page, finding.Report.NewEntries, elapsed, finding.IsPushed), now);
    }

    private static bool IsRecent(DateTimeOffset? rateLimit, DateTimeOffset now) => rateLimit <= now && now < rateLimit + RateLimitMemory;

    private static TimeSpan? LongerOf(TimeSpan? left, TimeSpan? right) => left is null || right > left ? right : left;

    private static SubscriptionState StateOf(bool paused, PollOutcome outcome, int failures) => (paused, outcome) switch
    {
        (true, _) => SubscriptionState.Paused,
        (_, PollOutcome.Fetched or PollOutcome.NotModified) => SubscriptionState.Active,
        (_, PollOutcome.Gone) => SubscriptionState.Gone,

        // It answers, and says what it wants: nobody need look.
        (_, PollOutcome.RateLimited) => SubscriptionState.BackingOff,
        _ => failures < FailingAfter ? SubscriptionState.BackingOff : SubscriptionState.Failing,
    };

    private static bool IsScheduled(SubscriptionState state) => state is not (SubscriptionState.Paused or SubscriptionState.Gone);
}
