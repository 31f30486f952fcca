using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace Portal.Benchmarks.Paint;

/// <summary>What one visit of a page took over the wire, as the browser counts it: headers and bodies as they were sent.</summary>
internal sealed class Visit
{
    private readonly ConcurrentDictionary<string, string> _addresses = new();
    private long _circuitBytes;

    /// <summary>The bytes of each address.</summary>
    public ConcurrentDictionary<string, long> Loaded { get; } = new();

    public long Bytes => Loaded.Values.Sum();

    public int Requests => _addresses.Count;

    /// <summary>What came over the circuit; the browser tells it as it is after it was unpacked.</summary>
    public long CircuitBytes => Interlocked.Read(ref _circuitBytes);

    /// <summary>From the navigation to the first contentful paint.</summary>
    public double Milliseconds { get; set; }

    public async Task ListenAsync(ICDPSession wire)
    {
        wire.Event("Network.requestWillBeSent").OnEvent += (_, told) =>
        {
            // What is in the page itself as data was not requested.
            if (told!.Value.GetProperty("request").GetProperty("url").GetString() is { } address && address.StartsWith("http", StringComparison.Ordinal))
            {
                _addresses[IdOf(told.Value)] = new Uri(address).AbsolutePath;
            }
        };
        wire.Event("Network.loadingFinished").OnEvent += (_, told) =>
        {
            if (_addresses.TryGetValue(IdOf(told!.Value), out var address))
            {
                var bytes = (long)told.Value.GetProperty("encodedDataLength").GetDouble();
                Loaded.AddOrUpdate(address, bytes, (_, before) => before + bytes);
            }
        };
        wire.Event("Network.webSocketFrameReceived").OnEvent += (_, told) =>
        {
            var frame = told!.Value.GetProperty("response");
            var length = frame.GetProperty("payloadData").GetString()!.Length;

            // Binary frames are told as base64.
            Interlocked.Add(ref _circuitBytes, frame.GetProperty("opcode").GetDouble() == 2 ? length * 3L / 4 : length);
        };
        await wire.SendAsync("Network.enable");
    }

    private static string IdOf(JsonElement told) => told.GetProperty("requestId").GetString()!;
}
