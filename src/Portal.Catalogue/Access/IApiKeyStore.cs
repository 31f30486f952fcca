namespace Portal.Catalogue.Access;

/// <summary>Where keys are kept.</summary>
public interface IApiKeyStore
{
    /// <summary>All keys that are in force, newest first.</summary>
    Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>The key with this hash; null when there is none.</summary>
    ValueTask<ApiKey?> FindByHashAsync(string hash, CancellationToken cancellationToken = default);

    /// <summary>Adds a key, in place of any with the same hash.</summary>
    Task SaveAsync(ApiKey key, CancellationToken cancellationToken = default);

    /// <summary>Removes a key; it is refused from then on. False when there is none with this id.</summary>
    Task<bool> RemoveAsync(string id, CancellationToken cancellationToken = default);
}
