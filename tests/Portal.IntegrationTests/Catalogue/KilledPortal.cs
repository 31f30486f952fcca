using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Portal.TestKit;

namespace Portal.IntegrationTests.Catalogue;

/// <summary>A portal on SQLite in a process of its own that can be ended as a power failure would, and begins again on the same folder.</summary>
internal sealed class KilledPortal : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);

    // It ends by itself should the tests be ended before it.
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(10);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("portal-killed-");
    private Process? _process;
    private Task _log = Task.CompletedTask;

    private KilledPortal() => Client = Made();

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    public HttpClient Client { get; }

    public static async Task<KilledPortal> StartAsync()
    {
        var portal = new KilledPortal();
        await portal.BeginAsync();
        return portal;
    }

    /// <summary>Starts it and waits until it serves.</summary>
    public async Task BeginAsync()
    {
        var start = new ProcessStartInfo("timeout") { RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory };
        foreach (var argument in new[] { "--signal=KILL", $"{LongestLife.TotalSeconds:0}", "dotnet", Path.Combine(AppContext.BaseDirectory, "Portal.Web.dll") })
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = Address.AbsoluteUri,
            ["Portal__DataDirectory"] = _data.FullName,
            ["Portal__Security__BootstrapApiKey"] = PortalHost.BootstrapKey,
        })
        {
            start.Environment[key] = value;
        }

        _process = Process.Start(start)!;

        // Read, so that it never waits for a full pipe.
        _log = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(StartLimit);
        while (!await IsReadyAsync(limit.Token))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
        }
    }

    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _log;
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }

        Client.Dispose();
        _data.Delete(recursive: true);
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        Assert.False(_process!.HasExited, "The portal ended while it was starting.");
        try
        {
            using var answer = await Client.GetAsync("/health/ready", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
            return false;
        }
    }

    private HttpClient Made()
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", PortalHost.BootstrapKey);
        return client;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
