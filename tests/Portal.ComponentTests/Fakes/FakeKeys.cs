using Portal.Catalogue.Access;

namespace Portal.ComponentTests.Fakes;

/// <summary>API keys in memory.</summary>
internal sealed class FakeKeys : IApiKeyStore
{
    public List<ApiKey> Keys { get; } = [];

    public Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<ApiKey>>([.. Keys]);

    public ValueTask<ApiKey?> FindByHashAsync(string hash, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task SaveAsync(ApiKey key, CancellationToken cancellationToken = default)
    {
        Keys.Add(key);
        return Task.CompletedTask;
    }

    public ValueTask<ApiKey?> FindAsync(string id, CancellationToken cancellationToken = default) => ValueTask.FromResult(Keys.SingleOrDefault(k => k.Id == id));

    public Task<ApiKey?> UpdateAsync(string id, Action<ApiKey> change, CancellationToken cancellationToken = default)
    {
        var key = Keys.SingleOrDefault(k => k.Id == id);
        if (key is not null)
        {
            change(key);
        }

        return Task.FromResult(key);
    }

    public Task TouchAsync(string id, DateTimeOffset at, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken = default) => Task.FromResult(Keys.RemoveAll(key => key.Id == id) > 0);
}
