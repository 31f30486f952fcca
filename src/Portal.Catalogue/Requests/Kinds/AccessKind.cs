using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Requests.Provisioning;
using Portal.Events;

namespace Portal.Catalogue.Requests.Kinds;

/// <summary>
/// To read a restricted feed. Who asks does not see the feed, and must not learn from the answer whether there is one: a request for
/// any well-formed id is taken, and only those who decide see what it is about.
/// </summary>
internal sealed class AccessKind(IFeedStore feeds, AccessControl access, TimeProvider time) : IRequestKind
{
    public RequestKind Kind => RequestKind.Access;

    public async ValueTask<Outcome<RequestDraft>> CheckAsync(RequestDraft draft, Actor requester, CancellationToken cancellationToken)
    {
        var errors = draft.Check();
        if (draft.Until <= time.GetUtcNow())
        {
            errors.Add("until", "This has passed already.");
        }

        if (Team(draft) is { } team && !requester.IsIn(team) && !requester.IsOperator)
        {
            errors.Add("team", $"You are not in a team '{team}': ask for yourself, or for a team of yours.");
        }

        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        var feed = await feeds.FindAsync(draft.Feed, cancellationToken);
        return feed is not null && Team(draft) is null && access.MaySee(requester, feed) && EndsBySomeTime(feed, requester) is null
            ? RequestRefusals.At(RefusalKind.Conflict, "id", $"You can read '{draft.Id}' already.")
            : Stripped(draft);
    }

    public async ValueTask<Refusal?> CheckApprovalAsync(RequestDraft draft, CancellationToken cancellationToken) =>
        await feeds.FindAsync(draft.Feed, cancellationToken) switch
        {
            null => Refusal.Conflict($"There is no feed '{draft.Id}' to open: decline the request."),
            { Visibility: not FeedVisibility.Restricted } => Refusal.Conflict($"'{draft.Id}' is open to everybody by now: decline the request."),
            _ => null,
        };

    public string ClaimOf(RequestDraft draft, string requesterId) => $"access:{draft.Feed}:{GranteeOf(draft, requesterId).Grantee}";

    public async ValueTask<IReadOnlyList<RequestDifference>> DifferenceAsync(RequestDraft draft, CancellationToken cancellationToken)
    {
        var feed = await feeds.FindAsync(draft.Feed, cancellationToken);
        return
        [
            new("Readers of the feed", feed is null ? "there is no such feed" : Readers(feed), Team(draft) is { } team ? $"also the team {team}" : "also the requester"),
            new("Until", null, RequestWording.Date(draft.Until)),
        ];
    }

    public IReadOnlyList<string> StepsOf(RequestDraft draft) => [StepNames.Grant];

    // Operators may stand in for an owning team that nobody is in.
    public async ValueTask<bool> MayDecideAsync(RequestDraft draft, Actor actor, CancellationToken cancellationToken) =>
        actor.May(Permission.DecideRequests)
        || (FeedId.TryParse(draft.Id, out var id) && await feeds.FindAsync(id, cancellationToken) is { } feed && access.Allows(actor, Permission.GrantAccess, feed));

    /// <summary>To whom the feed is opened.</summary>
    internal static (GranteeKind Kind, string Grantee) GranteeOf(RequestDraft draft, string requesterId) =>
        Team(draft) is { } team ? (GranteeKind.Team, team)
        : requesterId.StartsWith("key-", StringComparison.Ordinal) ? (GranteeKind.Key, requesterId)
        : (GranteeKind.Person, requesterId);

    private static string? Team(RequestDraft draft) => string.IsNullOrWhiteSpace(draft.Team) ? null : draft.Team.Trim();

    // Who was let in until some time may ask for more of it.
    private static DateTimeOffset? EndsBySomeTime(Feed feed, Actor actor) => feed.Grants?.FirstOrDefault(grant => grant.Grantee == actor.Id)?.Until;

    private static string Readers(Feed feed) => $"the team {feed.Owner}{(feed.Grants is { Count: > 0 } grants ? $" and {grants.Count} more" : "")}";

    private static RequestDraft Stripped(RequestDraft draft) => new()
    {
        Kind = draft.Kind,
        Id = draft.Id!.Trim(),
        Title = $"Access to {draft.Id!.Trim()}",
        Justification = draft.Justification,
        Team = Team(draft),
        Until = draft.Until,
    };
}
