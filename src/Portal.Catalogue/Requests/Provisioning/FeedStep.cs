using Portal.Catalogue.Feeds;
using Portal.Events.Log;

namespace Portal.Catalogue.Requests.Provisioning;

/// <summary>Puts the feed in the catalogue as proposed: nobody publishes to it until it is opened.</summary>
public sealed class FeedStep(FeedRegistry registry, IFeedStore feeds, IEventLog log, CatalogueChanges changes) : IProvisioningStep
{
    /// <inheritdoc />
    public string Name => StepNames.Feed;

    /// <inheritdoc />
    public async Task<string?> DoAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        if (await FindAsync(request, cancellationToken) is { } found && found.Request == request.Id)
        {
            return null;
        }

        var registered = await registry.RegisterAsync(
            request.Draft.ToFeedDraft() with { Request = request.Id }, ProvisioningActor.Of(request), cancellationToken);
        return registered.Refusal?.Detail;
    }

    /// <inheritdoc />
    public async Task UndoAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        var found = await FindAsync(request, cancellationToken);
        if (found?.Request == request.Id)
        {
            // The feed goes first: nothing comes in any more when its entries go.
            await feeds.RemoveAsync(request.Draft.Feed, cancellationToken);
            changes.Tell(request.Draft.Feed);
        }

        // Also when the feed went before, in a run that ended here. Entries of somebody else's feed are not touched.
        if (found is null || found.Request == request.Id)
        {
            await log.RemoveFeedAsync(request.Draft.Feed, cancellationToken);
        }
    }

    private ValueTask<Feed?> FindAsync(FeedRequest request, CancellationToken cancellationToken) => feeds.FindAsync(request.Draft.Feed, cancellationToken);
}
