using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Requests.Provisioning;
using Portal.Contracts;
using Portal.Contracts.Comparison;

namespace Portal.Catalogue.Requests.Kinds;

/// <summary>A new version of a feed's contract.</summary>
internal sealed class NewContractKind(FeedRegistry feeds, IContractStore store, ContractRegistry registry) : IRequestKind
{
    private const int MaxShown = 100;

    public RequestKind Kind => RequestKind.NewContract;

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

        if (draft.Contract is null)
        {
            return RequestRefusals.At(RefusalKind.Invalid, "schema", "A contract is required.");
        }

        return (ContractRegistry.Check(draft.Contract) ?? await registry.ObjectionAsync(feed, draft.Contract, cancellationToken)) is { } refusal
            ? refusal
            : draft with { Title = feed.Title, Owner = feed.Owner, Domain = feed.Domain };
    }

    public string ClaimOf(RequestDraft draft, string requesterId) =>
        $"contract:{draft.Feed}:{draft.Contract!.Version}:{draft.Contract.CleanEventType?.ToLowerInvariant()}";

    public async ValueTask<IReadOnlyList<RequestDifference>> DifferenceAsync(RequestDraft draft, CancellationToken cancellationToken)
    {
        var current = (await store.ListAsync(draft.Feed, cancellationToken)).FirstOrDefault(version => version.IsFor(draft.Contract?.CleanEventType));
        List<RequestDifference> rows = [new("Contract", current is null ? null : $"{current.Source.Language} {current.Version}", $"{draft.Contract?.Language} {draft.Contract?.Version}")];
        if (current is not null && draft.Contract is not null && ContractLanguages.Compile(draft.Contract.ToSource()).Contract is { } after)
        {
            rows.AddRange(SchemaComparison.Compare(registry.Compile(current), after).Take(MaxShown)
                .Select(change => new RequestDifference(change.Path.Length == 0 ? "the document" : change.Path, null, change.Why)));
        }

        return rows;
    }

    public IReadOnlyList<string> StepsOf(RequestDraft draft) => [StepNames.Contract];
}
