using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Portal.Events;
using Portal.Events.Log;
using Portal.FeedHost.Protocol;
using Portal.Syndication;
using Portal.Syndication.Writing.Json;

namespace Portal.FeedHost.Reading;

/// <summary>
/// <c>GET /feeds/{feed}</c> as server-sent events (WHATWG HTML, section 9.2): each entry as it comes in, a CloudEvent in
/// JSON, its position the event's id. With <c>Last-Event-ID</c> it goes on where the client was.
/// </summary>
internal sealed class StreamFeed(
    IFeedTail tail, IEventLog log, PurgedEntries purged, IEventArchive archive, IHostedFeeds feeds, TimeProvider time)
{
    /// <summary>A connection ends after this long; clients reconnect by themselves.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>A comment is sent after so long without an entry, so that nobody on the way takes the silence for a dead connection.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    public async Task<IResult> HandleAsync(HostedFeed feed, PageQuery query, HttpContext http)
    {
        if (query is { Limit: not PageQuery.DefaultLimit } or { Search: not null } or { StartingAt: not null })
        {
            return FeedProblem.BadRequest("An event stream has no pages: it takes a marker or Last-Event-ID, not limit, search or startingAt.");
        }

        var (after, problem) = await StartAsync(feed.Id, query, http);
        http.Response.Headers.CacheControl = "no-cache";
        if (problem is null && HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.ContentType = MediaTypes.EventStream;
            return Results.Empty;
        }

        return problem ?? Results.Stream(output => WriteAsync(output, feed, after, http), MediaTypes.EventStream);
    }

    private async Task<(EventPosition After, IResult? Problem)> StartAsync(FeedId feed, PageQuery query, HttpContext http)
    {
        if (http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last)
        {
            return long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
                ? (new EventPosition(position), null)
                : (default, FeedProblem.BadRequest($"Last-Event-ID is the id of an event of this stream, a number; this is '{last}'."));
        }

        if (query.Marker is null)
        {
            return (tail.Head, null);
        }

        if (query.Marker == PageQuery.Last)
        {
            return (EventPosition.Start, null);
        }

        return await log.FindAsync(feed, query.Marker, http.RequestAborted) is { } marker
            ? (marker.Position, null)
            : (default, await purged.FindAsync(feed, query.Marker, http) ?? FeedProblem.NotFound($"Feed '{feed}' has no entry '{query.Marker}' to go on from."));
    }

    private async Task WriteAsync(Stream output, HostedFeed feed, EventPosition after, HttpContext http)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        using var timer = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), end, Longest, Timeout.InfiniteTimeSpan);
        var source = new Addresses(http.Request).Feed(feed.Id);
        try
        {
            // Says at once that it is there; a client waits 3 s before it connects again.
            await SendAsync(output, "retry: 3000\n\n", end.Token);
            await TellMissedAsync(output, feed.Id, after, source, end.Token);
            var events = Buffer(tail.FollowAsync(feed.Id, after, end.Token), end.Token);
            while (true)
            {
                if (!await WaitAsync(output, events, () => feeds.StillReadsAsync(feed.Id, http.User, end.Token), end.Token))
                {
                    return;
                }

                while (events.TryRead(out var entry))
                {
                    await output.WriteAsync(Event(feed.Show(entry), source), end.Token);
                }

                await output.FlushAsync(end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The client has gone, or reconnects: the id of the last event that it has says from where.
        }
    }

    // A reader that comes back after its entries were purged is told which ones it does not get here.
    private async Task TellMissedAsync(Stream output, FeedId feed, EventPosition after, string source, CancellationToken cancellationToken)
    {
        var upTo = await archive.PurgedUpToAsync(feed, cancellationToken);
        if (after < upTo && after < tail.Base)
        {
            await SendAsync(
                output,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"id: {upTo}\nevent: missed\ndata: {{\"after\":{after},\"upTo\":{upTo},\"reason\":\"purged\",\"feed\":\"{source}\"}}\n\n"),
                cancellationToken);
        }
    }

    // False when the caller may not read on: what came in meanwhile is not theirs any more.
    private async Task<bool> WaitAsync(
        Stream output, ChannelReader<RecordedEntry> events, Func<ValueTask<bool>> stillReads, CancellationToken cancellationToken)
    {
        var next = events.WaitToReadAsync(cancellationToken).AsTask();
        while (await Task.WhenAny(next, Task.Delay(Silence, time, cancellationToken)) != next)
        {
            if (!await stillReads())
            {
                return false;
            }

            await SendAsync(output, ":\n\n", cancellationToken);
        }

        await next;
        return await stillReads();
    }

    // A few entries ahead of the client; beyond that the reader waits and nothing piles up.
    private static ChannelReader<RecordedEntry> Buffer(IAsyncEnumerable<TailPage> pages, CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<RecordedEntry>(64);
        _ = FillAsync();
        return channel.Reader;

        async Task FillAsync()
        {
            try
            {
                await foreach (var page in pages.WithCancellation(cancellationToken))
                {
                    foreach (var entry in page.Entries)
                    {
                        await channel.Writer.WriteAsync(entry, cancellationToken);
                    }
                }
            }
            catch (Exception exception)
            {
                channel.Writer.TryComplete(exception);
            }
        }
    }

    private static byte[] Event(RecordedEntry entry, string source)
    {
        using var text = new MemoryStream();
        text.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {entry.Position}\nevent: {(entry.Entry.IsTombstone ? "deleted" : "entry")}\ndata: ")));

        // JSON as it is written here has no line break, which would end the data.
        CloudEventsWriter.WriteEvent(text, entry, source);
        text.Write("\n\n"u8);
        return text.ToArray();
    }

    private static async Task SendAsync(Stream output, string text, CancellationToken cancellationToken)
    {
        await output.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        await output.FlushAsync(cancellationToken);
    }
}
