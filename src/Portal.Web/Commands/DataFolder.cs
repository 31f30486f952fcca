using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Storage;
using Portal.Storage.Model;
using Portal.Web.Operations;

namespace Portal.Web.Commands;

/// <summary>The data that a command works on.</summary>
internal static class DataFolder
{
    /// <summary>Sees that there is a portal's data, so that a command in the wrong folder does not report on an empty new one.</summary>
    /// <exception cref="CommandUsageException">There is none.</exception>
    public static async Task RequireAsync(CommandContext context)
    {
        if (!context.Get<IOptions<DatabaseOptions>>().Value.IsPostgres && !File.Exists(StorageServices.CatalogueFile(context.Folder())))
        {
            throw new CommandUsageException($"There is no portal in '{context.Folder()}': set Portal__DataDirectory to its data folder.");
        }

        await using var database = await context.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(context.Cancelled);
        if ((await database.Database.GetPendingMigrationsAsync(context.Cancelled)).Any())
        {
            await StorageServices.MigrateAsync(context.Services, context.Cancelled);
        }
    }

    /// <summary>The data folder.</summary>
    public static string Folder(this CommandContext context) =>
        PortalHosting.DataDirectory(context.Get<IConfiguration>(), context.Get<IHostEnvironment>());
}
