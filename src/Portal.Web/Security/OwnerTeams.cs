using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events;

namespace Portal.Web.Security;

/// <summary>Makes the team that a feed names as its owner where there is none yet, so that people can be put into it.</summary>
internal sealed partial class OwnerTeams(IFeedStore feeds, Teams teams, CatalogueChanges changes, ILogger<OwnerTeams> logger) : BackgroundService
{
    // One signal however many changes: all owners are looked at.
    private readonly SemaphoreSlim _changed = new(1, 1);

    public override void Dispose()
    {
        _changed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        changes.Changed += OnChanged;
        try
        {
            while (true)
            {
                await _changed.WaitAsync(stoppingToken);
                await EnsureAsync(stoppingToken);
            }
        }
        finally
        {
            changes.Changed -= OnChanged;
        }
    }

    private async Task EnsureAsync(CancellationToken cancellationToken)
    {
        try
        {
            var owners = (await feeds.ListAsync(cancellationToken)).Where(feed => !feed.IsBuiltIn).Select(feed => feed.Owner);
            foreach (var owner in owners.Distinct(StringComparer.OrdinalIgnoreCase))
            {
                await teams.EnsureAsync(owner, Actor.Portal, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The next change tries again.
            LogFailed(exception);
        }
    }

    private void OnChanged(FeedId feed)
    {
        if (_changed.CurrentCount == 0)
        {
            _changed.Release();
        }
    }

    [LoggerMessage(EventId = 1321, Level = LogLevel.Error, Message = "The teams that own feeds could not be brought up to date")]
    private partial void LogFailed(Exception exception);
}
