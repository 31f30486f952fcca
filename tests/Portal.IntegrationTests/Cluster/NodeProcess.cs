using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Portal.TestKit;

namespace Portal.IntegrationTests.Cluster;

/// <summary>A portal in a process of its own, one node of several on the same PostgreSQL.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);

    // It ends by itself should the tests be ended before it.
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(5);

    // What is said when a node does not start, in lines.
    private const int LongestLog = 60;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("portal-node-");
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly Process _process;
    private readonly Task _log;

    private NodeProcess(string connectionString)
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
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
            ["Portal__Database__Provider"] = "Postgres",
            ["Portal__Database__ConnectionString"] = connectionString,
            ["Portal__Security__BootstrapApiKey"] = PortalHost.BootstrapKey,
            ["Portal__Channels__AllowPrivateNetworks"] = "true",
            ["Portal__Cluster__Enabled"] = "true",
            ["Portal__Cluster__Port"] = $"{FreePort()}",
        })
        {
            start.Environment[key] = value;
        }

        _process = Process.Start(start)!;

        // Read, so that the node never waits for a full pipe.
        _log = ReadLogAsync();
    }

    public Uri Address { get; }

    /// <summary>Starts a node and waits until it serves.</summary>
    public static async Task<NodeProcess> StartAsync(string connectionString)
    {
        var node = new NodeProcess(connectionString);
        using var client = node.Client();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(StartLimit);
        while (true)
        {
            Assert.False(node._process.HasExited, $"The node ended while it was starting:\n{string.Join('\n', node._lines)}");
            try
            {
                using var answer = await client.GetAsync("/health/ready", limit.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return node;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, limit.Token);
        }
    }

    public HttpClient Client()
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", PortalHost.BootstrapKey);
        return client;
    }

    /// <summary>Ends it as a power failure would.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        await _log;
        _process.Dispose();
        _data.Delete(recursive: true);
    }

    private async Task ReadLogAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
            if (_lines.Count > LongestLog)
            {
                _lines.TryDequeue(out _);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
