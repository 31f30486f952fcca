using Portal.Ingestion.Channels;

namespace Portal.Ingestion.Subscriptions;

/// <summary>What a poll found: its result, the answer's hints, and the cursor as it is now.</summary>
internal sealed record PollFinding(PollReport Report, FetchResult Answer, SubscriptionCursor Cursor)
{
    /// <summary>Whether a hub pushes what is new.</summary>
    public bool IsPushed { get; init; }
}

/// <summary>Decides where a subscription stands. Pure.</summary>
internal static class StatusRules
{
    /// <summary>After so many failures in a row a subscription is failing, not just backing off.</summary>
    public const int FailingAfter = 3;

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
        var facts = new PollFacts
        {
            Interval = subscription.PollInterval,
            IsPushed = finding.IsPushed,
            FailuresInRow = failures,
            MaxAge = finding.Answer.MaxAge,
            Ttl = finding.Cursor.Ttl,
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
            LastNewEntries = report.NewEntries > 0 ? now : before.LastNewEntries,
            NextPoll = IsScheduled(state) ? now + next.Delay : null,
            LastOutcome = report.Outcome,
            LastProblem = report.Problem,
            EffectiveInterval = next.Interval,
            UnpushedInterval = unpushed.Interval < next.Interval ? unpushed.Interval : null,
            FailuresInRow = failures,
            Detail = report.Detail,
            MovedTo = report.IsSuccess ? finding.Answer.MovedTo?.AbsoluteUri : before.MovedTo,
            Continuity = finding.Cursor.Continuity,
        };
    }

    public static SubscriptionStatus Paused(SubscriptionStatus before) =>
        before with { State = SubscriptionState.Paused, NextPoll = null };

    public static SubscriptionStatus Resumed(SubscriptionStatus before, DateTimeOffset now) => before with
    {
        State = before.LastOutcome is { } outcome && outcome != PollOutcome.Gone
            ? StateOf(paused: false, outcome, before.FailuresInRow)
            : SubscriptionState.Active,
        NextPoll = now,
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
