using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Requests.Provisioning;
using Portal.Events;

namespace Portal.Catalogue.Requests.Kinds;

/// <summary>That a feed takes no more entries; its history stays.</summary>
internal sealed class RetireKind(FeedRegistry feeds, IFeedStore store) : IRequestKind
{
    public RequestKind Kind => RequestKind.Retire;

    public async ValueTask<Outcome<RequestDraft>> CheckAsync(RequestDraft draft, Actor requester, CancellationToken cancellationToken)
    {
        var errors = draft.Check();
        if (!string.IsNullOrWhiteSpace(draft.Successor) && (!FeedId.TryParse(draft.Successor.Trim(), out var successor)
            || draft.Successor.Trim() == draft.Id?.Trim() || !(await feeds.FindAsync(successor, requester, cancellationToken)).Succeeded))
        {
            errors.Add("successor", $"There is no other feed '{draft.Successor}' that you may see.");
        }

        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        if (await feeds.FindAsync(draft.Feed, requester, cancellationToken) is not { Value: { IsBuiltIn: false } feed })
        {
            return RequestRefusals.NoFeed(draft.Id);
        }

        return feed.State == LifeCycle.Retired
            ? RequestRefusals.At(RefusalKind.Conflict, "id", $"'{draft.Id}' is retired already.")
            : draft with { Title = feed.Title, Owner = feed.Owner, Domain = feed.Domain };
    }

    public string ClaimOf(RequestDraft draft, string requesterId) => $"retire:{draft.Feed}";

    public async ValueTask<IReadOnlyList<RequestDifference>> DifferenceAsync(RequestDraft draft, CancellationToken cancellationToken)
    {
        var feed = await store.FindAsync(draft.Feed, cancellationToken);
        List<RequestDifference> rows = [new("State", feed?.State.ToString().ToLowerInvariant(), "retired: takes no more entries, its history stays")];
        if (!string.IsNullOrWhiteSpace(draft.Successor))
        {
            rows.Add(new("Use instead", null, draft.Successor.Trim()));
        }

        return rows;
    }

    public IReadOnlyList<string> StepsOf(RequestDraft draft) => [StepNames.Retire];

    /// <summary>What is changed in the feed.</summary>
    internal static FeedChange ChangeOf(RequestDraft draft) => new()
    {
        State = LifeCycle.Retired,
        Deprecation = new DeprecationChange(
            string.IsNullOrWhiteSpace(draft.Successor) ? null : FeedId.Parse(draft.Successor.Trim()), null, draft.Justification),
    };
}
