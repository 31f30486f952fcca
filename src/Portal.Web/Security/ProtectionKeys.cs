using Microsoft.AspNetCore.DataProtection;
using Portal.Storage.Model;
using Portal.Web.Operations;

namespace Portal.Web.Security;

/// <summary>The keys that cookies and stored secrets are encrypted with.</summary>
internal static class ProtectionKeys
{
    /// <summary>In the data folder beside SQLite; in the database where nodes may share it, so that each reads what another wrote.</summary>
    public static void AddProtectionKeys(this WebApplicationBuilder builder)
    {
        var protection = builder.Services.AddDataProtection().SetApplicationName("portal");
        if (builder.Configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() is { IsPostgres: true })
        {
            protection.PersistKeysToDbContext<PortalDbContext>();
        }
        else
        {
            protection.PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(builder.DataDirectory(), "keys")));
        }
    }
}
