using System.Globalization;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using Portal.TestKit;

namespace Portal.IntegrationTests.Following;

/// <summary>A source on loopback that publishes entries, and answers as badly as it is told.</summary>
internal sealed class FaultySource : IAsyncDisposable
{
    private const int PageSize = 10;

    private readonly LoopbackServer _server;
    private volatile Fault? _fault;
    private volatile int _published;

    public FaultySource() => _server = new LoopbackServer((request, stream, closing) => (_fault ?? Well)(this, request, stream, closing));

    /// <summary>Answers a request.</summary>
    public delegate Task Fault(FaultySource source, string request, NetworkStream stream, CancellationToken closing);

    public Uri Address => _server.Address;

    public IReadOnlyList<string> Requests => _server.Requests;

    /// <summary>The ids of everything that was published, oldest first.</summary>
    public IEnumerable<string> Ids => Enumerable.Range(1, _published).Select(IdOf);

    /// <summary>The newest page.</summary>
    public string Page => PageOf(_published);

    /// <summary>Publishes entries; with less than none, the newest are not shown any more.</summary>
    public void Publish(int count) => _published += count;

    /// <summary>From now on it answers like this; null for well.</summary>
    public void Answers(Fault? fault) => _fault = fault;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>The page with the newest of so many entries.</summary>
    public static string PageOf(int published)
    {
        var page = new StringBuilder("<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:f</id><title>F</title><updated>2026-03-01T12:00:00Z</updated>");
        for (var i = published; i > Math.Max(0, published - PageSize); i--)
        {
            page.Append(CultureInfo.InvariantCulture, $"<entry><id>{IdOf(i)}</id><title>Entry {i}</title><updated>2026-03-01T12:00:00Z</updated></entry>");
        }

        return page.Append("</feed>").ToString();
    }

    public static Fault Well { get; } = (source, _, stream, closing) => stream.WriteAsync(LoopbackServer.Http(200, source.Page), closing).AsTask();

    public static Fault Status(int status, params string[] headers) =>
        (_, _, stream, closing) => stream.WriteAsync(LoopbackServer.Http(status, "Not now", headers), closing).AsTask();

    public static Fault Body(Func<string, string> change) =>
        (source, _, stream, closing) => stream.WriteAsync(LoopbackServer.Http(200, change(source.Page)), closing).AsTask();

    public static Fault Bytes(Func<string, string> answer) =>
        (source, _, stream, closing) => stream.WriteAsync(Encoding.UTF8.GetBytes(answer(source.Page)), closing).AsTask();

    /// <summary>Half of the answer, then whatever happens to the connection.</summary>
    public static Fault Half(Func<NetworkStream, CancellationToken, Task> then) => async (source, _, stream, closing) =>
    {
        var answer = LoopbackServer.Http(200, source.Page);
        await stream.WriteAsync(answer.AsMemory(0, answer.Length / 2), closing);
        await then(stream, closing);
    };

    public static Task Reset(NetworkStream stream, CancellationToken closing)
    {
        stream.Socket.LingerState = new LingerOption(true, 0);
        stream.Socket.Close();
        return Task.CompletedTask;
    }

    // Until the client has had enough: the server answers one at a time.
    public static Task Stall(NetworkStream stream, CancellationToken closing) => stream.ReadAsync(new byte[1], closing).AsTask();

    public static Task Close(NetworkStream stream, CancellationToken closing) => Task.CompletedTask;

    public static byte[] Compressed(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var stream = new GZipStream(bytes, CompressionLevel.Optimal))
        {
            stream.Write(content);
        }

        return bytes.ToArray();
    }

    private static string IdOf(int number) => $"urn:f:{number}";
}
