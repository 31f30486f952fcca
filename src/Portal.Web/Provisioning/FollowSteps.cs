using Portal.Catalogue.Requests;
using Portal.Catalogue.Requests.Provisioning;
using Portal.Events;
using Portal.Ingestion.Discovery;
using Portal.Ingestion.Subscriptions;

namespace Portal.Web.Provisioning;

/// <summary>Looks whether there is a feed at the address that is to be followed, before anything is made.</summary>
internal sealed class SourceStep(FeedPreviews previews) : IProvisioningStep
{
    public string Name => StepNames.Source;

    public async Task<string?> DoAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        var found = await previews.LookAsync(request.Draft.Url!, cancellationToken: cancellationToken);
        return found.Report.IsSuccess ? null : $"No feed could be read there: {found.Report.Detail}";
    }

    // Looking leaves nothing behind.
    public Task UndoAsync(FeedRequest request, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Polls a followed feed for the first time.</summary>
internal sealed class SubscriptionStep(ISubscriptions subscriptions) : IProvisioningStep
{
    public string Name => StepNames.Subscription;

    public async Task<string?> DoAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        var feed = FeedId.Parse(request.Target!);
        await subscriptions.RefreshAsync(feed, cancellationToken);
        return await subscriptions.PollNowAsync(feed, cancellationToken) switch
        {
            null => "The feed is not followed.",
            { IsSuccess: true } => null,
            var report => $"The first poll failed: {report.Detail}",
        };
    }

    // The subscription goes with the feed.
    public Task UndoAsync(FeedRequest request, CancellationToken cancellationToken) => Task.CompletedTask;
}
