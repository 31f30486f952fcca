using Portal.Catalogue.Access;

namespace Portal.Catalogue.Requests.Provisioning;

/// <summary>
/// Makes the key of the feed's publisher, with a secret that nobody knows: whoever collects the key gives it a new one, which is
/// shown to them alone. So no secret is ever stored, and none is lost with a process that ends in the middle.
/// </summary>
public sealed class KeyStep(IApiKeyStore keys, IAuditTrail audit, TimeProvider time) : IProvisioningStep
{
    /// <summary>The name of this step.</summary>
    public const string StepName = "key";

    /// <inheritdoc />
    public string Name => StepName;

    /// <summary>The id of the key of a request.</summary>
    public static string IdOf(FeedRequest request) => $"key-{request.Number:N}";

    /// <inheritdoc />
    public async Task<string?> DoAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        if (await keys.FindAsync(IdOf(request), cancellationToken) is not null)
        {
            return null;
        }

        var actor = ProvisioningActor.Of(request);
        var feed = request.Draft.Feed;
        var key = ApiKey.Sealed(IdOf(request), new ApiKeyDraft($"Publisher of {feed}", [PortalRoles.Publisher], [feed]), actor.Name, time.GetUtcNow());
        await keys.SaveAsync(key, cancellationToken);
        await audit.RecordAsync(
            new AuditEvent("access.key.issued", actor, AuditSubjects.Key(key.Id), $"API key '{key.Name}' was made")
            {
                Changes = [new("roles", null, PortalRoles.Publisher), new("feeds", null, feed.Value)],
            },
            cancellationToken);
        return null;
    }

    /// <inheritdoc />
    public async Task UndoAsync(FeedRequest request, CancellationToken cancellationToken) => await keys.RemoveAsync(IdOf(request), cancellationToken);
}
