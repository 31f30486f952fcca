using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Portal.TestKit;

/// <summary>
/// A whole portal on a free loopback port of real Kestrel, with a data folder of its own. By default it is a
/// production portal on SQLite with a bootstrap key and without sample data.
/// </summary>
public sealed class PortalHost : WebApplicationFactory<Program>
{
    /// <summary>The key with the roles operator and publisher.</summary>
    public const string BootstrapKey = "test-bootstrap-key";

    private readonly Dictionary<string, string?> _settings;
    private readonly string _environment;
    private readonly bool _ownsData;

    private PortalHost(string environment, string? dataDirectory, IReadOnlyDictionary<string, string?> settings)
    {
        _environment = environment;
        _ownsData = dataDirectory is null;
        DataDirectory = dataDirectory ?? Directory.CreateTempSubdirectory("portal-test-").FullName;
        _settings = new Dictionary<string, string?>
        {
            ["Portal:DataDirectory"] = DataDirectory,
            ["Portal:Security:BootstrapApiKey"] = BootstrapKey,
            ["Portal:Channels:AllowPrivateNetworks"] = "true",
            ["Portal:Samples:Enabled"] = "false",

            // Tests come over plain HTTP, where a client keeps no Secure cookie.
            ["Portal:Security:InsecureCookies"] = "true",

            // And from one address, all of them.
            ["Portal:Security:SignInsPerMinute"] = "10000",
            ["Logging:LogLevel:Default"] = "Warning",
            ["Logging:LogLevel:Microsoft.Hosting"] = "Warning",
        };
        foreach (var (key, value) in settings)
        {
            _settings[key] = value;
        }
    }

    /// <summary>What it wrote to its log, warnings and worse.</summary>
    public HostLog Log { get; } = new();

    /// <summary>Where the portal keeps its data.</summary>
    public string DataDirectory { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Starts a portal; it listens when this returns.</summary>
    public static PortalHost Start(
        string environment = "Production", string? dataDirectory = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var host = new PortalHost(environment, dataDirectory, settings ?? new Dictionary<string, string?>());
        host.UseKestrel(0);
        host.StartServer();
        host.Address = host.ClientOptions.BaseAddress;
        return host;
    }

    /// <summary>A client with a key; without one it is anonymous. It follows no redirects.</summary>
    public HttpClient Client(string? key = BootstrapKey)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return client;
    }

    /// <inheritdoc />
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // Where the tests are is where their copy of the portal is; the factory would look in the current folder.
        builder.UseContentRoot(AppContext.BaseDirectory);
        builder.UseEnvironment(_environment);
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.AddProvider(Log));
        builder.ConfigureAppConfiguration((context, _) => StaticWebAssetsLoader.UseStaticWebAssets(context.HostingEnvironment, context.Configuration));
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_ownsData && Directory.Exists(DataDirectory))
        {
            Directory.Delete(DataDirectory, recursive: true);
        }
    }
}
