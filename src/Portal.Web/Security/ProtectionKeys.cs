using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Portal.Storage.Model;
using Portal.Web.Operations;

namespace Portal.Web.Security;

/// <summary>The keys that cookies and stored secrets are encrypted with.</summary>
internal static class ProtectionKeys
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The folder of the keys beside SQLite.</summary>
    public const string Folder = "keys";

    /// <summary>
    /// In the data folder beside SQLite, for the portal's own user only; in the database where nodes may share it, so that each
    /// reads what another wrote. With a certificate they are encrypted there.
    /// </summary>
    public static void AddProtectionKeys(this WebApplicationBuilder builder)
    {
        var protection = builder.Services.AddDataProtection().SetApplicationName("portal");
        if (builder.Configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() is { IsPostgres: true })
        {
            protection.PersistKeysToDbContext<PortalDbContext>();
        }
        else
        {
            protection.PersistKeysToFileSystem(PrivateFolder(Path.Combine(builder.DataDirectory(), Folder)));
        }

        var options = builder.Configuration.GetSection(SecurityOptions.Section).Get<SecurityOptions>() ?? new SecurityOptions();
        if (!string.IsNullOrEmpty(options.KeyCertificate) && File.Exists(options.KeyCertificate))
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(options.KeyCertificate, options.KeyCertificatePassword);
            protection.ProtectKeysWithCertificate(certificate).UnprotectKeysWithAnyCertificate(certificate);
        }
    }

    private static DirectoryInfo PrivateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return Directory.CreateDirectory(path);
        }

        var folder = Directory.CreateDirectory(path, OwnerOnly);
        folder.UnixFileMode = OwnerOnly;
        return folder;
    }
}
