namespace Portal.Catalogue.Access;

/// <summary>Where keys are kept.</summary>
public interface IApiKeyStore
{
    /// <summary>All keys, newest first, with when they were last used.</summary>
    Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>The key with this id; null when there is none. Answered from memory while nothing has changed.</summary>
    ValueTask<ApiKey?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>The key whose secret has this hash, or had it before the last rotation; null when there is none.</summary>
    ValueTask<ApiKey?> FindByHashAsync(string hash, CancellationToken cancellationToken = default);

    /// <summary>Adds a key, in place of any with the same hash.</summary>
    Task SaveAsync(ApiKey key, CancellationToken cancellationToken = default);

    /// <summary>Changes a key in one transaction; null when there is none.</summary>
    Task<ApiKey?> UpdateAsync(string id, Action<ApiKey> change, CancellationToken cancellationToken = default);

    /// <summary>Notes that a key was used.</summary>
    Task TouchAsync(string id, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Removes a key; it is refused from then on. False when there is none with this id.</summary>
    Task<bool> RemoveAsync(string id, CancellationToken cancellationToken = default);
}
