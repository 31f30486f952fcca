using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using Portal.TestKit;

namespace Portal.Benchmarks.Monitoring;

/// <summary>
/// Dashboards that each watch one count over a connection of its own. An entry is seen by a dashboard with the first message whose
/// count has come to it.
/// </summary>
internal sealed class Watchers(int most) : IAsyncDisposable
{
    // Every so many entries are timed; all are waited for.
    private const int TimedEach = 10;

    private readonly long[] _posted = new long[most + 1];
    private readonly List<HubConnection> _connections = [];
    private readonly List<List<double>> _times = [];
    private readonly List<Task> _streams = [];
    private readonly CancellationTokenSource _stop = new();
    private int[] _seen = [];
    private int _before;
    private long _messages;

    /// <summary>How many messages have come.</summary>
    public long Messages => Interlocked.Read(ref _messages);

    /// <summary>Opens dashboards of the portal.</summary>
    public Task OpenAsync(Uri portal, string kpi, int count) => OpenAsync(new Uri(portal, "/hubs/live"), count, (connection, mine) =>
        _streams.Add(Task.Run(async () =>
        {
            await foreach (var items in connection.StreamAsync<JsonElement>("SubscribeKpis", new[] { kpi }, _stop.Token))
            {
                foreach (var item in items.EnumerateArray())
                {
                    See(mine, item.GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? (int)value.GetDouble() : 0);
                }
            }
        })));

    /// <summary>Opens dashboards of the floor.</summary>
    public Task OpenAsync(Uri floor, int count) => OpenAsync(new Uri(floor, "/hubs/frames"), count, (connection, mine) =>
        connection.On<string>(FrameFloor.Told, number => See(mine, int.Parse(number, CultureInfo.InvariantCulture))));

    /// <summary>From here on entries are timed; so many were posted before.</summary>
    public void Begin(int before)
    {
        _before = before;
        _times.ForEach(times => times.Clear());
    }

    /// <summary>Notes that an entry is about to be posted.</summary>
    public void Post(int number) => _posted[number] = Stopwatch.GetTimestamp();

    /// <summary>Waits until every dashboard has come to a count.</summary>
    public async Task UntilAsync(int count)
    {
        for (var i = 0; i < 600 && _seen.Any(seen => seen < count); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        if (_seen.Count(seen => seen < count) is > 0 and var late)
        {
            throw new InvalidOperationException($"{late} of {_seen.Length} dashboards did not come to {count} within a minute.");
        }
    }

    /// <summary>The median time in milliseconds from the begin of a POST to the message that has it.</summary>
    public double P50()
    {
        var all = _times.SelectMany(times => times).Order().ToList();
        return all[all.Count / 2];
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await Task.WhenAll(_streams);
        }
        catch (OperationCanceledException)
        {
            // That is how they end.
        }

        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }

        _stop.Dispose();
    }

    private async Task OpenAsync(Uri hub, int count, Action<HubConnection, int> watch)
    {
        _seen = new int[count];
        for (var i = 0; i < count; i++)
        {
            var connection = new HubConnectionBuilder()
                .WithUrl(hub, options => options.AccessTokenProvider = () => Task.FromResult<string?>(PortalHost.BootstrapKey)).Build();
            _connections.Add(connection);
            _times.Add([]);
            await connection.StartAsync();
            watch(connection, i);
        }
    }

    // Messages of one connection come one after the other.
    private void See(int mine, int count)
    {
        Interlocked.Increment(ref _messages);
        var now = Stopwatch.GetTimestamp();
        for (var number = Math.Max(_seen[mine], _before) + 1; number <= count; number++)
        {
            if (number % TimedEach == 0)
            {
                _times[mine].Add(Stopwatch.GetElapsedTime(_posted[number], now).TotalMilliseconds);
            }
        }

        _seen[mine] = Math.Max(_seen[mine], count);
    }
}
