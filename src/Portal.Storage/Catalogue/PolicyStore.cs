using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Requests.Policy;
using Portal.Storage.Model;

namespace Portal.Storage.Catalogue;

/// <summary>The policy of requests: one of the portal's settings.</summary>
internal sealed class PolicyStore(IDbContextFactory<PortalDbContext> contexts) : IPolicyStore
{
    private const string Name = "request-policy";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public async Task<RequestPolicy?> FindAsync(CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return Read(await context.Settings.AsNoTracking().SingleOrDefaultAsync(s => s.Name == Name, cancellationToken));
    }

    public async Task<bool> SaveAsync(RequestPolicy policy, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var value = JsonSerializer.Serialize(policy, Options);
        var setting = await context.Settings.AsNoTracking().SingleOrDefaultAsync(s => s.Name == Name, cancellationToken);
        if (setting is null)
        {
            context.Settings.Add(new PortalSetting { Name = Name, Value = value });
            return policy.Revision == 1 && await context.TrySaveUniqueAsync(cancellationToken);
        }

        // Only over the text that was read: whoever saved in between had another one.
        return Read(setting)!.Revision == policy.Revision - 1
            && await context.Settings.Where(s => s.Name == Name && s.Value == setting.Value)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.Value, value), cancellationToken) == 1;
    }

    private static RequestPolicy? Read(PortalSetting? setting) => setting is null ? null : JsonSerializer.Deserialize<RequestPolicy>(setting.Value, Options);
}
