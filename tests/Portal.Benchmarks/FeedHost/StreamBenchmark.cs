using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Portal.TestKit;

namespace Portal.Benchmarks.FeedHost;

/// <summary>A thousand open event streams of one feed: what each costs, and whether one that does not read disturbs anybody.</summary>
internal static class StreamBenchmark
{
    private const int Readers = 1000;
    private const int PerSecond = 20;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("portal-bench-");
        try
        {
            await using var portal = await ServerProcess.StartAsync("portal", folder.FullName);
            using var client = Calls.Client(portal.Address);
            await Calls.MakeFeedAsync(client, "streamed", withContract: false);
            var number = 0;
            Task Post() => Calls.PostAsync(client, "/feeds/streamed", Calls.Entry(Interlocked.Increment(ref number)));
            var alone = await Load.OpenAsync(PerSecond, Length, Post);
            var before = await portal.MemoryAsync(collect: true);

            var readers = new List<StreamReader>();
            for (var i = 0; i < Readers; i++)
            {
                readers.Add(await OpenAsync(client));
            }

            using var stuck = await OpenStuckAsync(portal.Address);
            var opened = await portal.MemoryAsync(collect: true);
            var expected = (int)(PerSecond * Length.TotalSeconds);
            var counts = readers.Select(reader => Task.Run(() => CountAsync(reader, expected))).ToList();
            var posted = number;
            var withReaders = await Load.OpenAsync(PerSecond, Length, Post);
            var sent = number - posted;
            var complete = (await Task.WhenAll(counts)).Count(count => count >= sent);
            var after = await portal.MemoryAsync(collect: true);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"""
                {Readers} readers: {(opened.Used - before.Used) / 1024.0 / Readers:F1} KB managed and {(opened.WorkingSet - before.WorkingSet) / 1024.0 / Readers:F1} KB working set each when idle, {(after.Used - before.Used) / 1024.0 / Readers:F1} KB managed after {sent} entries
                POST at {PerSecond}/s: p50 {alone.P50:F1} ms without readers, {withReaders.P50:F1} ms with them and one that reads nothing; {complete} of {Readers} readers got every entry
                """));
            return complete == Readers ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<StreamReader> OpenAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/feeds/streamed");
        request.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        return new StreamReader(await answer.Content.ReadAsStreamAsync());
    }

    private static async Task<TcpClient> OpenStuckAsync(Uri address)
    {
        var socket = new TcpClient { ReceiveBufferSize = 1024 };
        await socket.ConnectAsync(address.Host, address.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /feeds/streamed HTTP/1.1\r\nHost: {address.Authority}\r\nAccept: text/event-stream\r\nAuthorization: Bearer {PortalHost.BootstrapKey}\r\n\r\n"));
        return socket;
    }

    private static async Task<int> CountAsync(StreamReader reader, int expected)
    {
        using var bound = new CancellationTokenSource(Length * 3);
        var count = 0;
        try
        {
            while (count < expected && await reader.ReadLineAsync(bound.Token) is { } line)
            {
                count += line.StartsWith("data: ", StringComparison.Ordinal) ? 1 : 0;
            }
        }
        catch (OperationCanceledException)
        {
            // What it has by now is what it got.
        }

        return count;
    }
}
