using System.Globalization;
using Portal.Events;

namespace Portal.Ingestion.WebSub;

/// <summary>What is to be said to a hub.</summary>
/// <param name="Subscription">About which subscription.</param>
/// <param name="Subscribes">Whether it begins or goes on; else it ends.</param>
internal sealed record HubCall(PushSubscription Subscription, bool Subscribes);

/// <summary>Decides what becomes of a feed's subscriptions at hubs. Pure: clock, tokens and secrets are the caller's.</summary>
internal static class PushRules
{
    /// <summary>The lease that hubs are asked for; what they grant counts.</summary>
    public static readonly TimeSpan WantedLease = TimeSpan.FromDays(10);

    /// <summary>The lease when a hub does not say, which it should (section 5.3).</summary>
    public static readonly TimeSpan UnsaidLease = TimeSpan.FromDays(1);

    /// <summary>The longest lease that is believed.</summary>
    public static readonly TimeSpan MaxLease = TimeSpan.FromDays(365);

    /// <summary>How long a hub has to ask for confirmation; then it is asked again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>A lease is renewed before it ends; a hub with very short ones is not asked more often than this.</summary>
    public static readonly TimeSpan MinRenewal = TimeSpan.FromSeconds(5);

    /// <summary>The longest time between two attempts, and the time after which a hub that denied is asked again.</summary>
    public static readonly TimeSpan MaxRetry = TimeSpan.FromDays(1);

    /// <summary>How long an ended subscription's callback still confirms that it has ended.</summary>
    public static readonly TimeSpan Farewell = TimeSpan.FromHours(1);

    /// <summary>A source that names another hub or topic with each poll is believed no more often than this.</summary>
    public static readonly TimeSpan MinStay = TimeSpan.FromMinutes(1);

    /// <summary>After so many polls in a row with entries that were not pushed, a hub is not relied on.</summary>
    public const int MaxMissedPolls = 2;

    private const double RenewalShare = 0.8;
    private const int MaxFarewells = 3;
    private const int MaxDoublings = 16;
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMinutes(1);

    /// <summary>Whether new entries of the feed are pushed, so that polls can be further apart.</summary>
    public static bool IsActive(FeedPush push, DateTimeOffset now) =>
        push.Current is { State: PushState.Active, MissedPolls: < MaxMissedPolls } current && now < current.LeaseEnds;

    /// <summary>After a document was read: what it offers is subscribed to, what it no longer offers ends.</summary>
    /// <param name="push">What there is.</param>
    /// <param name="offer">The offer; null when the document names no hub.</param>
    /// <param name="rests">Whether the feed is paused.</param>
    /// <param name="now">The time.</param>
    /// <param name="mint">Makes a new subscription to an offer: its token and secret.</param>
    public static FeedPush Offered(FeedPush push, HubOffer? offer, bool rests, DateTimeOffset now, Func<HubOffer, PushSubscription> mint)
    {
        if (offer is null)
        {
            return push.Current switch
            {
                // Some servers name their hub in some of their answers only.
                { State: PushState.Active, Withdrawn: false } active => push.With(active with { Withdrawn = true }),
                { State: PushState.Active } => push,
                _ => push.Leave(now),
            };
        }

        if (push.Current is { } current && current.Topic == offer.Topic && IndexOf(offer.Hubs, current.Hub) is >= 0 and var index)
        {
            var kept = current.Hubs.SequenceEqual(offer.Hubs) && !current.Withdrawn
                ? current
                : current with { Hubs = offer.Hubs, HubIndex = index, Withdrawn = false };
            kept = kept.State == PushState.Resting && !rests ? Wanted(kept, now) : kept;
            return ReferenceEquals(kept, current) ? push : push.With(kept);
        }

        DateTimeOffset? tried = push.Current is { State: not PushState.Resting } former ? former.TriedAt : null;
        var minted = mint(offer) with { TriedAt = tried };
        return push.Leave(now) with
        {
            Current = rests ? minted with { State = PushState.Resting } : Wanted(minted, tried + MinStay is { } due && due > now ? due : now),
        };
    }

    /// <summary>While the feed is paused or gone, or its address has changed: the hub is told, the offer is remembered.</summary>
    public static FeedPush Rested(FeedPush push, DateTimeOffset now, Func<HubOffer, PushSubscription> mint) =>
        push.Current is { State: not PushState.Resting } current
            ? push.Leave(now) with { Current = mint(new HubOffer(current.Topic, current.Hubs)) with { State = PushState.Resting } }
            : push;

    /// <summary>The feed is followed again.</summary>
    public static FeedPush Resumed(FeedPush push, DateTimeOffset now) =>
        push.Current is { State: PushState.Resting } current ? push.With(Wanted(current, now)) : push;

    /// <summary>After a start of the portal: what failed is tried at once, as its settings may be others now.</summary>
    public static FeedPush Awoken(FeedPush push, DateTimeOffset now) =>
        push.Current is { State: PushState.Failing } failing && failing.Due > now ? push.With(failing with { Due = now }) : push;

    /// <summary>What is due: the subscriptions as they are then, and what to say to hubs.</summary>
    public static (FeedPush Push, IReadOnlyList<HubCall> Calls) Next(FeedPush push, DateTimeOffset now)
    {
        List<HubCall> calls = [];
        push = push.Current is { Withdrawn: true } withdrawn && withdrawn.Due <= now ? push.Leave(now) : push;
        foreach (var due in push.All.Where(one => one.Due <= now).ToList())
        {
            push = due.State == PushState.Leaving ? Depart(push, due, now, calls) : push.With(Ask(due, now, calls));
        }

        return (push, calls);
    }

    /// <summary>A hub did not take a request: the next one is asked, or the same later.</summary>
    public static FeedPush Failed(FeedPush push, HubCall call, HubRefusal refusal, DateTimeOffset now) =>
        push.Find(call.Subscription.Token) switch
        {
            null => push,

            // Meanwhile something else happened, perhaps the confirmation: then the answer does not matter.
            var changed when changed.AskedAt != call.Subscription.AskedAt || changed.ConfirmedAt != call.Subscription.ConfirmedAt => push,
            { State: PushState.Leaving } leaving when leaving.Failures + 1 >= MaxFarewells => push.Without(leaving.Token),
            { State: PushState.Leaving } leaving => push.With(leaving with
            {
                AskedAt = null,
                Failures = leaving.Failures + 1,
                Due = now + BackOff(leaving.Failures, refusal.RetryAfter),
                Detail = refusal.Problem,
            }),
            var current => push.With(Disappointed(current, PushState.Failing, refusal.Problem, now + BackOff(current.Failures, refusal.RetryAfter), now)),
        };

    /// <summary>Whether a hub's question is about something that it was asked for (section 5.3).</summary>
    public static bool MayConfirm(PushSubscription subscription, string? mode, string? topic, DateTimeOffset now)
    {
        // A hub that did not get the answer may ask a second time within the same time.
        var isPending = subscription.AskedAt is { } asked && now <= asked + Patience;
        return subscription.Topic == topic && mode switch
        {
            "subscribe" => isPending && subscription.State is PushState.Pending or PushState.Active,
            "unsubscribe" => subscription is { State: PushState.Leaving, AskedAt: not null },
            _ => false,
        };
    }

    /// <summary>After a hub's question was answered with its challenge.</summary>
    /// <param name="push">What there is.</param>
    /// <param name="token">Which subscription.</param>
    /// <param name="leaseSeconds">The lease as the hub says it.</param>
    /// <param name="now">The time.</param>
    public static FeedPush Confirmed(FeedPush push, string token, string? leaseSeconds, DateTimeOffset now)
    {
        if (push.Find(token) is not { } confirmed)
        {
            return push;
        }

        if (confirmed.State == PushState.Leaving)
        {
            return push.Without(token);
        }

        var lease = LeaseOf(leaseSeconds);
        var renewal = lease * RenewalShare;
        return push.With(confirmed with
        {
            State = PushState.Active,
            ConfirmedAt = now,
            LeaseEnds = now + lease,
            Due = now + (renewal > MinRenewal ? renewal : MinRenewal),
            Failures = 0,
            Detail = null,
        });
    }

    /// <summary>After a hub said that it will not push, or not any more (section 5.2).</summary>
    public static FeedPush Denied(FeedPush push, string token, string? reason, DateTimeOffset now)
    {
        if (push.Find(token) is not { State: PushState.Pending or PushState.Active or PushState.Failing } denied)
        {
            return push;
        }

        var said = ShownText.Of(reason);
        var problem = said.Length > 0 ? $"The hub denied the subscription: {said}" : "The hub denied the subscription and gave no reason.";
        return push.With(Disappointed(denied with { State = PushState.Pending, LeaseEnds = null }, PushState.Denied, problem, now + MaxRetry, now));
    }

    /// <summary>After a notification that was signed as it should be; with what was wrong with it, if anything.</summary>
    public static FeedPush Notified(FeedPush push, string token, string? problem, DateTimeOffset now) =>
        push.Find(token) is { } notified
            ? push.With(notified with { LastNotification = now, MissedPolls = 0, Detail = problem })
            : push;

    /// <summary>After a notification that was ignored, because it was not signed as it should be.</summary>
    public static FeedPush Ignored(FeedPush push, string token)
    {
        const string Problem = "A notification was ignored: its signature is missing or wrong.";
        return push.Find(token) is { } found && found.Detail != Problem ? push.With(found with { Detail = Problem }) : push;
    }

    /// <summary>
    /// After a poll. One that finds an entry may have come before its notification; when it happens again and again the
    /// hub is silent: polls are as close as without it until it notifies, and it is asked once more.
    /// </summary>
    public static FeedPush Polled(FeedPush push, int newEntries, DateTimeOffset now)
    {
        if (newEntries == 0 || push.Current is not { State: PushState.Active, MissedPolls: < MaxMissedPolls } current)
        {
            return push;
        }

        var missed = current with { MissedPolls = current.MissedPolls + 1 };
        return push.With(missed.MissedPolls < MaxMissedPolls
            ? missed
            : missed with { Due = now, Detail = "Polls find entries that the hub does not push; the feed is polled as without it." });
    }

    private static PushSubscription Wanted(PushSubscription subscription, DateTimeOffset due) =>
        subscription with { State = PushState.Pending, AskedAt = null, Due = due };

    private static FeedPush Depart(FeedPush push, PushSubscription leaving, DateTimeOffset now, List<HubCall> calls)
    {
        if (leaving.AskedAt is not null)
        {
            return push.Without(leaving.Token);
        }

        var asked = leaving with { AskedAt = now, Due = now + Farewell };
        calls.Add(new HubCall(asked, Subscribes: false));
        return push.With(asked);
    }

    private static PushSubscription Ask(PushSubscription due, DateTimeOffset now, List<HubCall> calls)
    {
        var subscription = due;
        if (subscription.State == PushState.Active && now >= subscription.LeaseEnds)
        {
            subscription = subscription with { State = PushState.Pending, LeaseEnds = null, AskedAt = null, Detail = "The lease ended before the hub renewed it." };
        }

        if (subscription.AskedAt is { } before && !(subscription.ConfirmedAt >= before))
        {
            subscription = Disappointed(
                subscription, PushState.Failing, "The hub took the request and never asked to confirm it.", now + BackOff(subscription.Failures, null), now);
            if (subscription.Due > now)
            {
                return subscription;
            }
        }

        var isActive = subscription.State == PushState.Active;
        var asked = subscription with
        {
            State = isActive ? PushState.Active : PushState.Pending,
            AskedAt = now,
            TriedAt = now,
            Due = isActive && subscription.LeaseEnds < now + Patience ? subscription.LeaseEnds : now + Patience,
        };
        calls.Add(new HubCall(asked, Subscribes: true));
        return asked;
    }

    // While the lease lasts the same hub is asked again; else it is the next one's turn, and after the last one's a while passes.
    private static PushSubscription Disappointed(PushSubscription current, PushState state, string problem, DateTimeOffset retry, DateTimeOffset now)
    {
        var failed = current with { AskedAt = null, Failures = current.Failures + 1, Detail = problem };
        if (current.State == PushState.Active)
        {
            return failed with { Due = current.LeaseEnds < retry ? current.LeaseEnds : retry };
        }

        return current.HubIndex + 1 < current.Hubs.Count
            ? failed with { State = state, HubIndex = current.HubIndex + 1, Failures = current.Failures, Due = now }
            : failed with { State = state, HubIndex = 0, Due = retry };
    }

    private static TimeSpan BackOff(int failuresBefore, TimeSpan? retryAfter)
    {
        var backOff = FirstRetry * Math.Pow(2, Math.Min(failuresBefore, MaxDoublings));
        backOff = retryAfter > backOff ? retryAfter.Value : backOff;
        return backOff < MaxRetry ? backOff : MaxRetry;
    }

    private static TimeSpan LeaseOf(string? seconds)
    {
        if (seconds?.Trim() is not { Length: > 0 } text || !text.All(char.IsAsciiDigit))
        {
            return UnsaidLease;
        }

        var said = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : long.MaxValue;
        return TimeSpan.FromSeconds(Math.Clamp(said, 1, (long)MaxLease.TotalSeconds));
    }

    private static int IndexOf(IReadOnlyList<string> hubs, string hub)
    {
        for (var i = 0; i < hubs.Count; i++)
        {
            if (hubs[i] == hub)
            {
                return i;
            }
        }

        return -1;
    }
}
