using System.Globalization;
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

    /// <summary>A server that is given each request and writes its answer itself.</summary>
    public LoopbackServer(Func<string, NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>A server that is given each request.</summary>
    public LoopbackServer(Func<string, byte[]> answer)
        : this((request, stream, closing) => stream.WriteAsync(answer(request), closing).AsTask())
    {
    }

    /// <summary>The requests so far, heads and bodies.</summary>
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
            var request = await RequestAsync(stream);
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

    // The head, and the body if it has a length: a connection that is closed before its body is read is reset.
    private async Task<string> RequestAsync(NetworkStream stream)
    {
        var request = new StringBuilder();
        var bytes = new byte[8192];
        while (!IsWhole(request.ToString()) && await stream.ReadAsync(bytes, _closing.Token) is > 0 and var read)
        {
            request.Append(Encoding.Latin1.GetString(bytes, 0, read));
        }

        return request.ToString();
    }

    private static bool IsWhole(string request)
    {
        const string Length = "\r\nContent-Length: ";
        var head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0 || request.IndexOf(Length, 0, head, StringComparison.OrdinalIgnoreCase) is not (>= 0 and var at))
        {
            return head >= 0;
        }

        var digits = request[(at + Length.Length)..request.IndexOf("\r\n", at + 2, StringComparison.Ordinal)];
        return request.Length - head - 4 >= int.Parse(digits, CultureInfo.InvariantCulture);
    }
}
