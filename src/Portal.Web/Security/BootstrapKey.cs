using Microsoft.Extensions.Options;
using Portal.Catalogue.Access;

namespace Portal.Web.Security;

/// <summary>The key that automation gets from the environment, so that no secret has to be made by hand first.</summary>
internal sealed class BootstrapKey(IApiKeyStore keys, IOptions<SecurityOptions> options, TimeProvider time)
{
    private const string Name = "Bootstrap";

    /// <summary>Whether a key is this one.</summary>
    public static bool Is(ApiKey key) => key.CreatedBy == Actor.Portal.Name && key.Name == Name;

    /// <summary>Puts the configured key in force and takes any earlier one out of it.</summary>
    public async Task EnsureIssuedAsync()
    {
        var secret = options.Value.BootstrapApiKey;
        var wanted = string.IsNullOrEmpty(secret) ? null : ApiKey.HashOf(secret);
        var existing = (await keys.ListAsync()).Where(Is).ToList();
        foreach (var stale in existing.Where(k => k.Hash != wanted))
        {
            await keys.RemoveAsync(stale.Id);
        }

        if (wanted is not null && existing.All(k => k.Hash != wanted))
        {
            var draft = new ApiKeyDraft(Name, [PortalRoles.Operator, PortalRoles.Publisher]);
            await keys.SaveAsync(ApiKey.FromSecret(secret!, draft, Actor.Portal.Name, time.GetUtcNow()));
        }
    }
}
