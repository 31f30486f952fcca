using Portal.Catalogue.Contracts;
using Portal.Contracts;

namespace Portal.Catalogue.Requests.Provisioning;

/// <summary>Publishes the contract.</summary>
public sealed class ContractVersionStep(ContractRegistry registry, IContractStore contracts) : IProvisioningStep
{
    /// <inheritdoc />
    public string Name => StepNames.Contract;

    /// <inheritdoc />
    public async Task<string?> DoAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        var draft = request.Draft.Contract!;
        var published = (await contracts.ListAsync(request.Draft.Feed, cancellationToken)).FirstOrDefault(
            version => version.IsFor(draft.CleanEventType) && version.Version == SemanticVersion.Parse(draft.Version));
        return published is not null && SaysTheSame(published.Source, draft.ToSource())
            ? null
            : (await registry.PublishAsync(request.Draft.Feed, draft, ProvisioningActor.Of(request), cancellationToken: cancellationToken)).Refusal?.Detail;
    }

    /// <inheritdoc />
    /// <remarks>A published version never goes by itself: that of a new feed goes with the feed, and on another feed no step comes after it.</remarks>
    public Task UndoAsync(FeedRequest request, CancellationToken cancellationToken) => Task.CompletedTask;

    private static bool SaysTheSame(ContractSource a, ContractSource b) =>
        a.Language == b.Language && a.Schema == b.Schema && a.Imports.SequenceEqual(b.Imports) && a.Rules.SequenceEqual(b.Rules);
}
