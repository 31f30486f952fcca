using System.Collections.Immutable;

namespace Portal.Ingestion.WebSub;

/// <summary>What one feed has at hubs: the subscription that counts, and those that hubs are told to end.</summary>
/// <param name="Current">The subscription that counts; null when the feed offers no hub.</param>
/// <param name="Leaving">Former ones, oldest first; at most <see cref="MaxLeaving"/>.</param>
internal sealed record FeedPush(PushSubscription? Current, ImmutableList<PushSubscription> Leaving)
{
    /// <summary>The most former subscriptions of one feed; the oldest are forgotten, and their notifications refused.</summary>
    public const int MaxLeaving = 3;

    public static FeedPush None { get; } = new(null, []);

    public IEnumerable<PushSubscription> All => Current is null ? Leaving : Leaving.Append(Current);

    public static FeedPush Of(IEnumerable<PushSubscription> stored) =>
        stored.Aggregate(None, (push, subscription) => subscription.State == PushState.Leaving
            ? push with { Leaving = Bounded(push.Leaving.Add(subscription)) }
            : push with { Current = subscription });

    public PushSubscription? Find(string token) => All.FirstOrDefault(subscription => subscription.Token == token);

    /// <summary>With a subscription as it is now; without effect when it is not there any more.</summary>
    public FeedPush With(PushSubscription changed) => Current?.Token == changed.Token
        ? this with { Current = changed }
        : this with { Leaving = [.. Leaving.Select(one => one.Token == changed.Token ? changed : one)] };

    public FeedPush Without(string token) => new(
        Current?.Token == token ? null : Current, Leaving.RemoveAll(one => one.Token == token));

    /// <summary>The current one leaves; one that no hub has heard of is forgotten at once.</summary>
    public FeedPush Leave(DateTimeOffset now) => Current switch
    {
        null => this,
        { State: PushState.Active } or { AskedAt: not null } or { ConfirmedAt: not null, LeaseEnds: not null } =>
            new FeedPush(null, Bounded(Leaving.Add(Current with { State = PushState.Leaving, AskedAt = null, Failures = 0, Due = now }))),
        _ => this with { Current = null },
    };

    private static ImmutableList<PushSubscription> Bounded(ImmutableList<PushSubscription> leaving) =>
        leaving.Count <= MaxLeaving ? leaving : leaving.RemoveRange(0, leaving.Count - MaxLeaving);
}
