using System.Globalization;
using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Requests.Provisioning;

namespace Portal.Catalogue.Requests.Kinds;

/// <summary>A new feed, hosted here or followed from elsewhere.</summary>
internal sealed class NewFeedKind(RequestKind kind, IFeedStore feeds) : IRequestKind
{
    public RequestKind Kind => kind;

    public async ValueTask<Outcome<RequestDraft>> CheckAsync(RequestDraft draft, Actor requester, CancellationToken cancellationToken)
    {
        var errors = draft.ToFeedDraft().Check();
        if (draft.Check(errors).Any)
        {
            return errors.ToRefusal();
        }

        if (draft.Contract is not null && ContractRegistry.Check(draft.Contract) is { } unusable)
        {
            return unusable;
        }

        return await feeds.FindAsync(draft.Feed, cancellationToken) is not null ? Taken(draft.Id!) : draft;
    }

    public string ClaimOf(RequestDraft draft, string requesterId) => $"feed:{draft.Feed}";

    public ValueTask<IReadOnlyList<RequestDifference>> DifferenceAsync(RequestDraft draft, CancellationToken cancellationToken)
    {
        List<RequestDifference> rows =
        [
            new("Feed", null, draft.Id),
            new("Owner", null, draft.Owner),
            new("Domain", null, draft.Domain),
            new("Audience", null, RequestWording.Of(draft.Visibility ?? FeedVisibility.Internal)),
        ];
        AddIf(rows, "Source", draft.Url);
        AddIf(rows, "Contract", draft.Contract is { } contract ? $"{contract.Language} {contract.Version}" : null);
        AddIf(rows, "Kept", draft.Retention is { } retention ? RequestWording.Of(retention) : null);
        AddIf(rows, "Entries a minute", draft.MaxEntriesPerMinute?.ToString(CultureInfo.InvariantCulture));
        AddIf(rows, "Bytes of an entry", draft.MaxPayloadBytes?.ToString(CultureInfo.InvariantCulture));
        return ValueTask.FromResult<IReadOnlyList<RequestDifference>>(rows);
    }

    public IReadOnlyList<string> StepsOf(RequestDraft draft)
    {
        var follows = kind == RequestKind.FollowFeed;
        List<string?> steps =
        [
            follows ? StepNames.Source : null,
            StepNames.Feed,
            draft.Contract is null ? null : StepNames.Contract,
            draft.Retention is null ? null : StepNames.Retention,
            follows ? null : StepNames.Key,
            StepNames.Dashboard,
            follows ? null : StepNames.SmokeTest,
            StepNames.Open,
            follows ? StepNames.Subscription : null,
        ];
        return [.. steps.OfType<string>()];
    }

    internal static Refusal Taken(string id) => RequestRefusals.At(RefusalKind.Conflict, "id", $"The feed id '{id}' is taken: a feed has it.");

    private static void AddIf(List<RequestDifference> rows, string field, string? value)
    {
        if (value is not null)
        {
            rows.Add(new RequestDifference(field, null, value));
        }
    }
}
