using System.Diagnostics;
using Portal.TestKit;

namespace Portal.Benchmarks.FeedHost;

/// <summary>
/// The servers run in processes of their own, started from this program, so that neither shares memory or threads with the
/// clients. A server writes its address and its memory on request, and ends with its input.
/// </summary>
internal static class Roles
{
    /// <summary>Serves as the portal: production settings, SQLite, its own folder.</summary>
    public static async Task RunPortalAsync(string folder)
    {
        await using var portal = PortalHost.Start(dataDirectory: folder);
        await ServeAsync(portal.Address.ToString());
    }

    /// <summary>Answers questions until the input ends.</summary>
    public static async Task ServeAsync(string address)
    {
        Console.WriteLine("listening " + address);
        while (await Console.In.ReadLineAsync() is { } question)
        {
            if (question == "collect")
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }
            else if (question == "full")
            {
                // Leaves the memory that the process holds as it is, so that what is asked next was not made by the asking.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
            }

            Console.WriteLine($"memory {GC.GetTotalAllocatedBytes(precise: true)} {GC.GetTotalMemory(forceFullCollection: false)} {Environment.WorkingSet}");
        }
    }
}

/// <summary>A server process as this program sees it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    public Uri Address { get; private set; } = null!;

    /// <summary>The processor time that it has used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<ServerProcess> StartAsync(params string[] role)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, role)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        })!;
        var server = new ServerProcess(process);
        server.Address = new Uri(await server.ReadAsync("listening "));
        return server;
    }

    /// <summary>Bytes allocated since the start, bytes in use, and the working set.</summary>
    public Task<(long Allocated, long Used, long WorkingSet)> MemoryAsync(bool collect) => MemoryAsync(collect ? "collect" : "memory");

    /// <summary>The same after <c>full</c>: a collection of all generations, after which the process keeps its memory.</summary>
    public async Task<(long Allocated, long Used, long WorkingSet)> MemoryAsync(string question)
    {
        await _process.StandardInput.WriteLineAsync(question);
        var parts = (await ReadAsync("memory ")).Split(' ');
        return (long.Parse(parts[0]), long.Parse(parts[1]), long.Parse(parts[2]));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await _process.WaitForExitAsync(bound.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    // The server logs on the same output.
    private async Task<string> ReadAsync(string prefix)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(prefix, StringComparison.Ordinal))
            {
                return line[prefix.Length..];
            }
        }

        throw new InvalidOperationException("The server ended before it answered.");
    }
}
