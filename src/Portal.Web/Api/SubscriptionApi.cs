using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Subscriptions;
using Portal.Ingestion.WebSub;
using Portal.Web.Catalogue;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>How a followed feed is doing.</summary>
internal sealed record SubscriptionItem(
    SubscriptionState State,
    DateTimeOffset? LastPoll,
    DateTimeOffset? LastSuccess,
    DateTimeOffset? NextPoll,
    PollOutcome? LastOutcome,
    TimeSpan? EffectiveInterval,
    double? SafetyFactor,
    SafetyItem Safety,
    int FailuresInRow,
    string? Detail,
    string? MovedTo,
    IReadOnlyList<AddressItem> Addresses,
    ContinuityItem Continuity,
    PushItem? Push)
{
    public static SubscriptionItem Of(SubscriptionStatus status, PushStatus? push) => new(
        status.State,
        status.LastPoll,
        status.LastSuccess,
        status.NextPoll,
        status.LastOutcome,
        status.EffectiveInterval,
        status.SafetyFactor is { } factor ? Math.Round(factor, 2) : null,
        SafetyItem.Of(status),
        status.FailuresInRow,
        status.Detail,
        status.MovedTo,
        [.. (status.Addresses ?? []).Select(change => new AddressItem(change.When, ShownAddress.Of(change.From), ShownAddress.Of(change.To)))],
        ContinuityItem.Of(status),
        push is null ? null : new PushItem(push.Hub, push.Topic, push.State, push.LeaseEnds, push.LastNotification, push.Detail));
}

/// <summary>A change of the feed's address, with neither credentials nor query, which may hold secrets.</summary>
internal sealed record AddressItem(DateTimeOffset When, string From, string To);

/// <summary>What the feed's hub does (WebSub); null when the feed names none.</summary>
internal sealed record PushItem(
    string Hub, string Topic, PushState State, DateTimeOffset? LeaseEnds, DateTimeOffset? LastNotification, string? Detail);

/// <summary>The outcome of a poll.</summary>
internal sealed record PollItem(PollOutcome Outcome, int NewEntries, string? Detail);

/// <summary>The subscriptions of followed feeds.</summary>
internal static class SubscriptionApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var subscription = api.MapGroup("/feeds/{feed}/subscription").WithTags("Subscriptions");
        subscription.MapGet("/", FindAsync).WithName("GetSubscription").WithSummary("How a followed feed is doing.");
        subscription.MapPost("/poll", PollAsync).WithName("PollNow").WithSummary("Polls now and waits for the outcome.");
        subscription.MapPost("/pause", (string feed, HttpContext http, FeedRegistry feeds, ISubscriptions subscriptions, IPushStatuses pushes, SubscriptionDesk desk) =>
            SwitchAsync(feed, http, feeds, subscriptions, pushes, desk.PauseAsync)).WithName("PauseSubscription").WithSummary("Rests polling.");
        subscription.MapPost("/resume", (string feed, HttpContext http, FeedRegistry feeds, ISubscriptions subscriptions, IPushStatuses pushes, SubscriptionDesk desk) =>
            SwitchAsync(feed, http, feeds, subscriptions, pushes, desk.ResumeAsync)).WithName("ResumeSubscription").WithSummary("Polls again.");
    }

    private static async Task<Results<Ok<SubscriptionItem>, ProblemHttpResult>> FindAsync(
        string feed, HttpContext http, FeedRegistry feeds, ISubscriptions subscriptions, IPushStatuses pushes)
    {
        var found = await feeds.FindAsync(FeedRoute.Read(feed), http.User.ToActor(), http.RequestAborted);
        if (!found.Succeeded)
        {
            return found.Refusal.ToProblem();
        }

        return await subscriptions.StatusAsync(found.Value.Id, http.RequestAborted) is { } status
            ? TypedResults.Ok(SubscriptionItem.Of(status, await pushes.FindAsync(found.Value.Id, http.RequestAborted)))
            : SubscriptionDesk.NotFollowed(found.Value.Id).ToProblem();
    }

    private static async Task<Results<Ok<PollItem>, ProblemHttpResult>> PollAsync(string feed, HttpContext http, FeedRegistry feeds, SubscriptionDesk desk)
    {
        var actor = http.User.ToActor();
        var found = await feeds.FindAsync(FeedRoute.Read(feed), actor, http.RequestAborted);
        if (!found.Succeeded)
        {
            return found.Refusal.ToProblem();
        }

        var polled = await desk.PollAsync(found.Value, actor, http.RequestAborted);
        return polled.Succeeded
            ? TypedResults.Ok(new PollItem(polled.Value.Outcome, polled.Value.NewEntries, polled.Value.Detail))
            : polled.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<SubscriptionItem>, ProblemHttpResult>> SwitchAsync(
        string feed, HttpContext http, FeedRegistry feeds, ISubscriptions subscriptions, IPushStatuses pushes,
        Func<Feed, Actor, CancellationToken, Task<Outcome<FeedId>>> change)
    {
        var actor = http.User.ToActor();
        var found = await feeds.FindAsync(FeedRoute.Read(feed), actor, http.RequestAborted);
        var changed = found.Succeeded ? await change(found.Value, actor, http.RequestAborted) : found.Refusal;
        if (!changed.Succeeded)
        {
            return changed.Refusal.ToProblem();
        }

        return await subscriptions.StatusAsync(changed.Value, http.RequestAborted) is { } status
            ? TypedResults.Ok(SubscriptionItem.Of(status, await pushes.FindAsync(changed.Value, http.RequestAborted)))
            : SubscriptionDesk.NotFollowed(changed.Value).ToProblem();
    }
}
