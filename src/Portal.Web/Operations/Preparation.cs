using Portal.Storage;
using Portal.Storage.EventLog;
using Portal.Web.Activity;
using Portal.Web.Features.Samples;
using Portal.Web.Security;
using Portal.Web.Security.Accounts;

namespace Portal.Web.Operations;

/// <summary>What must be in place before the first request is taken.</summary>
internal static class Preparation
{
    public static async Task PrepareAsync(this WebApplication app)
    {
        var services = app.Services;

        // Commands that work on the database see by it that the portal runs.
        services.GetRequiredService<DataFolderHold>().TryTake();
        await StorageServices.PrepareAloneAsync(services, () => PrepareAsync(services));
    }

    private static async Task PrepareAsync(IServiceProvider services)
    {
        await StorageServices.MigrateAsync(services);
        await services.GetRequiredService<IEventLogSetup>().EnsureCreatedAsync();
        await services.GetRequiredService<ActivityFeed>().EnsureRegisteredAsync();
        await services.GetRequiredService<BootstrapKey>().EnsureIssuedAsync();
        await services.GetRequiredService<SampleOrganisation>().FindAsync();
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<KnownAccounts>().EnsureAsync();
    }
}
