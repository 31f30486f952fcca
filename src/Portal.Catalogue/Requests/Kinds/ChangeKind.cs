using System.Globalization;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Requests.Provisioning;

namespace Portal.Catalogue.Requests.Kinds;

/// <summary>Another retention, other limits or another owner.</summary>
internal sealed class ChangeKind(FeedRegistry feeds, IFeedStore store) : IRequestKind
{
    public RequestKind Kind => RequestKind.Change;

    public async ValueTask<Outcome<RequestDraft>> CheckAsync(RequestDraft draft, Actor requester, CancellationToken cancellationToken)
    {
        if (draft.Check() is { Any: true } errors)
        {
            return errors.ToRefusal();
        }

        if (await feeds.FindAsync(draft.Feed, requester, cancellationToken) is not { Value: { IsBuiltIn: false, State: not LifeCycle.Retired } feed })
        {
            return RequestRefusals.NoFeed(draft.Id);
        }

        if (!feed.IsHosted && (draft.MaxEntriesPerMinute ?? draft.MaxPayloadBytes) is not null)
        {
            return RequestRefusals.At(RefusalKind.Invalid, "maxEntriesPerMinute", "A followed feed has no limits of its own.");
        }

        if (ChangeOf(draft, feed).Check(feed) is { Any: true } broken)
        {
            return broken.ToRefusal();
        }

        return Rows(draft, feed).Count == 0
            ? new Refusal(RefusalKind.Invalid, "Nothing would change: ask for another owner, retention or limit.")
            : draft with { Title = feed.Title, Domain = feed.Domain };
    }

    // Two changes of one feed at a time would each be decided on what the other one takes away.
    public string ClaimOf(RequestDraft draft, string requesterId) => $"change:{draft.Feed}";

    public async ValueTask<IReadOnlyList<RequestDifference>> DifferenceAsync(RequestDraft draft, CancellationToken cancellationToken) =>
        await store.FindAsync(draft.Feed, cancellationToken) is { } feed ? Rows(draft, feed) : [];

    public IReadOnlyList<string> StepsOf(RequestDraft draft) => [StepNames.Change];

    /// <summary>What is to be changed.</summary>
    internal static FeedChange ChangeOf(RequestDraft draft, Feed feed) => new()
    {
        Owner = string.IsNullOrWhiteSpace(draft.Owner) || draft.Owner.Trim() == feed.Owner ? null : draft.Owner,
        Retention = draft.Retention,
        Channel = feed.Channel is FeedChannel.Hosted hosted && (draft.MaxEntriesPerMinute ?? draft.MaxPayloadBytes) is not null
            ? hosted with
            {
                MaxEntriesPerMinute = draft.MaxEntriesPerMinute ?? hosted.MaxEntriesPerMinute,
                MaxEntryBytes = draft.MaxPayloadBytes ?? hosted.MaxEntryBytes,
            }
            : null,
    };

    private static List<RequestDifference> Rows(RequestDraft draft, Feed feed)
    {
        var hosted = feed.Channel as FeedChannel.Hosted;
        List<RequestDifference> rows = [];
        Add(rows, "Owner", feed.Owner, string.IsNullOrWhiteSpace(draft.Owner) ? null : draft.Owner.Trim());
        Add(rows, "Kept", RequestWording.Of(feed.Retention), draft.Retention is null ? null : RequestWording.Of(draft.Retention));
        Add(rows, "Entries a minute", Number(hosted?.MaxEntriesPerMinute) ?? "any number", Number(draft.MaxEntriesPerMinute));
        Add(rows, "Bytes of an entry", Number(hosted?.MaxEntryBytes), Number(draft.MaxPayloadBytes));
        return rows;
    }

    private static void Add(List<RequestDifference> rows, string field, string? before, string? after)
    {
        if (after is not null && after != before)
        {
            rows.Add(new RequestDifference(field, before, after));
        }
    }

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
