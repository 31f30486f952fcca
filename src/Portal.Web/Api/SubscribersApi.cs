using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.FeedHost.Hub;
using Portal.Ingestion.Channels;
using Portal.Web.Catalogue;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>A subscriber of the WebSub hub. The callback is shown without its query, which may hold a secret.</summary>
internal sealed record SubscriberItem(
    string Id,
    string Callback,
    string Topic,
    string Subscriber,
    HubSubscriptionState State,
    bool Signed,
    DateTimeOffset Confirmed,
    DateTimeOffset LeaseEnds,
    long Position,
    int Behind,
    long Delivered,
    DateTimeOffset? LastDelivery,
    int FailuresInRow,
    DateTimeOffset? NextAttempt,
    string? LastProblem,
    int DeadLetters,
    string? EndReason,
    DateTimeOffset? Ended)
{
    public static SubscriberItem Of(HubSubscriber subscriber)
    {
        var (subscription, terms, progress) = (subscriber.Subscription, subscriber.Subscription.Terms, subscriber.Subscription.Progress);
        return new SubscriberItem(
            subscription.Id,
            ShownAddress.Of(subscription.Callback),
            subscription.Topic,
            terms.SubscriberName,
            subscription.State,
            terms.Secret is not null,
            terms.Confirmed,
            terms.LeaseEnds,
            progress.Position.Value,
            subscriber.Behind,
            progress.Delivered,
            progress.LastDelivery,
            progress.FailuresInRow,
            progress.NextAttempt,
            progress.LastProblem,
            subscriber.DeadLetters,
            subscription.EndReason,
            subscription.Ended);
    }
}

/// <summary>Entries that a subscriber could not be given.</summary>
internal sealed record DeadLetterItem(
    string Id, string Subscriber, int Entries, long After, long UpTo, int Attempts, DateTimeOffset LastAttempt, string Problem)
{
    public static DeadLetterItem Of(DeadLetter letter) => new(
        letter.Id, letter.Subscription, letter.Entries, letter.After, letter.UpTo, letter.Attempts, letter.LastAttempt, letter.Problem);
}

/// <summary>The outcome of sending a dead letter again.</summary>
internal sealed record ResendItem(bool Delivered, string? Problem);

/// <summary>The subscribers that the WebSub hub delivers a feed to, for the feed's owner.</summary>
internal static class SubscribersApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var feed = api.MapGroup("/feeds/{feed}").WithTags("Subscribers");
        feed.MapGet("/subscribers", ListAsync).WithName("ListSubscribers").WithSummary("Who the hub delivers the feed to, and how that goes.");
        feed.MapDelete("/subscribers/{subscriber}", EndAsync).WithName("EndSubscriber").WithSummary("Ends a subscription; the subscriber is told.");
        feed.MapGet("/dead-letters", LettersAsync).WithName("ListDeadLetters").WithSummary("What could not be delivered.");
        feed.MapPost("/dead-letters/{letter}/resend", ResendAsync).WithName("ResendDeadLetter")
            .WithSummary("Delivers a dead letter once more and waits for the outcome.");
    }

    private static async Task<Results<Ok<Page<SubscriberItem>>, ProblemHttpResult>> ListAsync(
        string feed, HttpContext http, FeedRegistry feeds, SubscriberDesk desk)
    {
        var listed = await WithAsync(feed, http, feeds, desk.ListAsync);
        return listed.Succeeded ? TypedResults.Ok(new Page<SubscriberItem>([.. listed.Value.Select(SubscriberItem.Of)], null)) : listed.Refusal.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(
        string feed, string subscriber, HttpContext http, FeedRegistry feeds, SubscriberDesk desk)
    {
        var ended = await WithAsync(feed, http, feeds, (found, actor, token) => desk.EndAsync(found, subscriber, actor, token));
        return ended.Succeeded ? TypedResults.NoContent() : ended.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<Page<DeadLetterItem>>, ProblemHttpResult>> LettersAsync(
        string feed, HttpContext http, FeedRegistry feeds, SubscriberDesk desk)
    {
        var letters = await WithAsync(feed, http, feeds, desk.DeadLettersAsync);
        return letters.Succeeded ? TypedResults.Ok(new Page<DeadLetterItem>([.. letters.Value.Select(DeadLetterItem.Of)], null)) : letters.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<ResendItem>, ProblemHttpResult>> ResendAsync(
        string feed, string letter, HttpContext http, FeedRegistry feeds, SubscriberDesk desk)
    {
        var resent = await WithAsync(feed, http, feeds, (found, actor, token) => desk.ResendAsync(found, letter, actor, token));
        return resent.Succeeded ? TypedResults.Ok(new ResendItem(resent.Value.Delivered, resent.Value.Problem)) : resent.Refusal.ToProblem();
    }

    private static async Task<Outcome<T>> WithAsync<T>(
        string feed, HttpContext http, FeedRegistry feeds, Func<Feed, Actor, CancellationToken, Task<Outcome<T>>> then)
    {
        var actor = http.User.ToActor();
        var found = await feeds.FindAsync(FeedRoute.Read(feed), actor, http.RequestAborted);
        return found.Succeeded ? await then(found.Value, actor, http.RequestAborted) : found.Refusal;
    }
}
