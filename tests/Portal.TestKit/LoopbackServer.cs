using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Portal.TestKit;

/// <summary>
/// A bare HTTP server on loopback whose answers are bytes, so that it can answer as badly as needed. One request a
/// connection.
/// </summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Func<string, NetworkStream, CancellationToken, Task> _answer;
    private readonly Task _serving;

    /// <summary>A server that is given the head of each request and writes its answer itself.</summary>
    public LoopbackServer(Func<string, NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>A server that is given the head of each request.</summary>
    public LoopbackServer(Func<string, byte[]> answer)
        : this((request, stream, closing) => stream.WriteAsync(answer(request), closing).AsTask())
    {
    }

    /// <summary>The requests so far, head only.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/feed");

    /// <summary>An answer with a text.</summary>
    public static byte[] Http(int status, string body = "", params string[] headers) =>
        Http(status, Encoding.UTF8.GetBytes(body), headers);

    /// <summary>An answer.</summary>
    public static byte[] Http(int status, byte[] body, params string[] headers)
    {
        var head = new StringBuilder($"HTTP/1.1 {status} X\r\nContent-Length: {body.Length}\r\nConnection: close\r\n");
        foreach (var header in headers)
        {
            head.Append(header).Append("\r\n");
        }

        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. body];
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(_closing.Token);
            await using var stream = client.GetStream();
            var request = await HeadAsync(stream);
            lock (Requests)
            {
                Requests.Add(request);
            }

            try
            {
                await _answer(request, stream, _closing.Token);
            }
            catch (IOException)
            {
                // The client had enough, as some tests want.
            }
        }
    }

    private async Task<string> HeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var bytes = new byte[8192];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(bytes, _closing.Token);
            if (read == 0)
            {
                break;
            }

            head.Append(Encoding.Latin1.GetString(bytes, 0, read));
        }

        return head.ToString();
    }
}
