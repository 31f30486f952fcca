using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Events.Log;
using Portal.Storage.Model;

namespace Portal.Web.Features.Samples;

/// <summary>Sets the sample organisation up, and removes it without a trace.</summary>
internal sealed class SampleOrganisation(
    IFeedStore feeds,
    FeedRegistry registry,
    ContractRegistry contracts,
    IApiKeyStore keys,
    IEventLog log,
    IPortalSettings settings,
    CatalogueChanges changes,
    SampleMonitoring monitoring,
    IAuditTrail audit,
    TimeProvider time) : ISampleOrganisation, IDisposable
{
    private const string Setting = "samples";
    private const string Removed = "removed";
    private const string KeyName = "Sample publisher";

    // Ended when the organisation is removed, so that its publisher stops with it.
    private readonly CancellationTokenSource _removed = new();

    /// <inheritdoc />
    public bool IsPresent { get; private set; }

    /// <summary>Cancelled when the organisation is removed.</summary>
    public CancellationToken WhenRemoved => _removed.Token;

    /// <summary>Finds out whether an earlier start left it in the catalogue, whatever this one is set to.</summary>
    public async Task FindAsync(CancellationToken cancellationToken = default) =>
        IsPresent = (await feeds.ListAsync(cancellationToken)).Any(feed => feed.IsSample);

    /// <summary>Puts feeds and contracts in place; the secret of its publisher's new key, or null when it was removed before.</summary>
    public async Task<string?> EnsureAsync(CancellationToken cancellationToken)
    {
        if (await settings.FindAsync(Setting, cancellationToken) == Removed)
        {
            return null;
        }

        foreach (var sample in SampleFeeds.All())
        {
            // Taken ids and published versions are there from an earlier start.
            var registered = await registry.RegisterAsync(sample.Feed, Actor.Portal, cancellationToken);
            if (registered.Succeeded)
            {
                await contracts.PublishAsync(registered.Value.Id, sample.Contract, Actor.Portal, cancellationToken: cancellationToken);
            }
        }

        await monitoring.EnsureAsync(cancellationToken);
        await RemoveKeysAsync(cancellationToken);
        var (key, secret) = ApiKey.Issue(
            new ApiKeyDraft(KeyName, [PortalRoles.Publisher], SampleFeeds.Ids), Actor.Portal.Name, time.GetUtcNow());
        await keys.SaveAsync(key, cancellationToken);
        IsPresent = true;
        return secret;
    }

    /// <inheritdoc />
    public async Task RemoveAsync(Actor actor)
    {
        if (!actor.May(Permission.ManagePortal))
        {
            throw new UnauthorizedAccessException("Only operators remove the sample organisation.");
        }

        await _removed.CancelAsync();
        await settings.SaveAsync(Setting, Removed);
        await monitoring.RemoveAsync();
        await RemoveKeysAsync(CancellationToken.None);
        foreach (var id in SampleFeeds.Ids)
        {
            if (await feeds.FindAsync(id) is { IsSample: true })
            {
                await feeds.RemoveAsync(id);
                await log.RemoveFeedAsync(id);
                changes.Tell(id);
            }
        }

        IsPresent = false;
        await audit.RecordAsync(
            new AuditEvent("samples.organisation.removed", actor, AuditSubjects.Portal, "The sample organisation was removed with its feeds, entries and key"));
    }

    /// <inheritdoc />
    public void Dispose() => _removed.Dispose();

    private async Task RemoveKeysAsync(CancellationToken cancellationToken)
    {
        foreach (var key in (await keys.ListAsync(cancellationToken)).Where(k => k.Name == KeyName && k.CreatedBy == Actor.Portal.Name))
        {
            await keys.RemoveAsync(key.Id, cancellationToken);
        }
    }
}
