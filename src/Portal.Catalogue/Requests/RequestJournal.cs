using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events.Activity;

namespace Portal.Catalogue.Requests;

/// <summary>Takes down what happens to requests, and tells those who watch.</summary>
public sealed class RequestJournal(IActivityLog activity, IAuditTrail audit, RequestNews news)
{
    /// <summary>Raised with a request's id after something happened to it. Handlers must not block.</summary>
    public event Action<FeedRequest>? Changed;

    /// <summary>Tells those who watch.</summary>
    public void Tell(FeedRequest request) => Changed?.Invoke(request);

    /// <summary>A request moved to another state, which is its newest step.</summary>
    public async Task MovedAsync(FeedRequest request, Actor actor, CancellationToken cancellationToken)
    {
        Tell(request);
        var step = request.History[^1];
        var verb = step.Action == "changesRequested" ? "returned" : step.Action;
        var summary = $"{RequestNames.Capital(RequestNames.Of(request.Kind))} '{request.Target}': the request was {verb}";
        if (IsNews(request))
        {
            await activity.RecordAsync(new ActivityEvent($"requests.request.{verb}", summary, request.Feed, actor.Name, step.Comment), cancellationToken);
        }

        await audit.RecordAsync(
            new AuditEvent($"requests.request.{verb}", actor, AuditSubjects.Request(request.Id), summary)
            {
                Changes = [new("state", step.From?.ToString(), step.To?.ToString()), new("comment", null, step.Comment), .. InPlaceOf(step)],
            },
            cancellationToken);
        await news.TellAsync(request, cancellationToken);
    }

    /// <summary>Somebody said something about a request, which is its newest comment.</summary>
    public async Task CommentedAsync(FeedRequest request, Actor actor, CancellationToken cancellationToken)
    {
        Tell(request);
        await RecordAsync(request, "commented", $"Something was said about the request for '{request.Target}'", actor, cancellationToken: cancellationToken);
        await news.TellAsync(request, cancellationToken);
    }

    /// <summary>A request is to be decided soon: who decides is told once.</summary>
    public Task<bool> RemindAsync(FeedRequest request, CancellationToken cancellationToken) => news.RemindAsync(request, cancellationToken);

    /// <summary>Tells of what an earlier process took down and did not come to tell.</summary>
    public Task<bool> CatchUpAsync(FeedRequest request, CancellationToken cancellationToken) => news.TellAsync(request, cancellationToken);

    /// <summary>Who decides is told that it should have happened; the first time every operator, who can decide or have somebody decide.</summary>
    public Task<bool> UrgeAsync(FeedRequest request, bool isFirst, CancellationToken cancellationToken) => news.OverdueAsync(request, isFirst, cancellationToken);

    /// <summary>Nobody decided on a request in time, and who decides was told.</summary>
    public async Task OverdueAsync(FeedRequest request, bool isFirst, CancellationToken cancellationToken)
    {
        Tell(request);
        var summary = $"{RequestNames.Capital(RequestNames.Of(request.Kind))} '{request.Target}': the request waits for a decision longer than it should";
        if (IsNews(request))
        {
            await activity.RecordAsync(new ActivityEvent("requests.request.overdue", summary, request.Feed, Actor.Portal.Name), cancellationToken);
        }

        await RecordAsync(request, isFirst ? "escalated" : "overdue", summary, Actor.Portal, cancellationToken: cancellationToken);
    }

    /// <summary>Something else happened to a request.</summary>
    public ValueTask RecordAsync(
        FeedRequest request, string verb, string summary, Actor actor, AuditOutcome outcome = AuditOutcome.Done, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(new AuditEvent($"requests.request.{verb}", actor, AuditSubjects.Request(request.Id), summary) { Outcome = outcome }, cancellationToken);

    private static IEnumerable<FieldChange> InPlaceOf(RequestStep step) => step.InPlaceOf is { } away ? [new("inPlaceOf", null, away)] : [];

    // Everybody reads the news: nothing of feeds that not everybody may know of is in them.
    private static bool IsNews(FeedRequest request) =>
        request.Kind is RequestKind.NewFeed or RequestKind.FollowFeed && request.Draft.Visibility != FeedVisibility.Restricted;
}

/// <summary>What kinds of requests are called. Pure.</summary>
public static class RequestNames
{
    /// <summary>In the middle of a sentence.</summary>
    public static string Of(RequestKind kind) => kind switch
    {
        RequestKind.NewFeed => "new feed",
        RequestKind.FollowFeed => "feed to follow",
        RequestKind.Access => "access to",
        RequestKind.NewContract => "contract version of",
        RequestKind.Change => "change of",
        _ => "retirement of",
    };

    internal static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
