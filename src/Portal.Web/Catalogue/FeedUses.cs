using System.Collections.Concurrent;
using Portal.Catalogue.Parties;
using Portal.Events;

namespace Portal.Web.Catalogue;

/// <summary>
/// Takes down which key reads and publishes which feed, and writes it every <see cref="Every"/>: what a crash loses is a few
/// counts. At most <see cref="MaxPairs"/> pairs of key and feed wait; beyond that further ones are not seen until the next writing.
/// </summary>
internal sealed partial class FeedUses(IFeedUseStore store, TimeProvider time, ILogger<FeedUses> logger) : BackgroundService
{
    public const int MaxPairs = 20_000;
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<(FeedId Feed, UseKind Kind, string Principal), Tally> _seen = new();

    /// <summary>Takes one use down. Never waits.</summary>
    public void Note(FeedId feed, UseKind kind, string principal, string name)
    {
        var key = (feed, kind, principal);
        if (_seen.TryGetValue(key, out var tally) || (_seen.Count < MaxPairs && (tally = _seen.GetOrAdd(key, new Tally(name, time.GetUtcNow()))) is not null))
        {
            tally.Add(time.GetUtcNow());
        }
    }

    /// <summary>Writes what was seen.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        List<FeedUse> uses = [];
        foreach (var key in _seen.Keys)
        {
            if (_seen.TryRemove(key, out var tally))
            {
                uses.Add(new FeedUse { Feed = key.Feed, Kind = key.Kind, Principal = key.Principal, Name = tally.Name, First = tally.First, Last = tally.Last, Count = tally.Count });
            }
        }

        await store.AddAsync(uses, cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryWriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryWriteAsync(stoppingToken);
        }
    }

    private async Task TryWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotWritten(exception);
        }
    }

    [LoggerMessage(EventId = 1110, Level = LogLevel.Warning, Message = "Who used which feed could not be written; these counts are lost")]
    private partial void LogNotWritten(Exception exception);

    private sealed class Tally(string name, DateTimeOffset first)
    {
        private long _count;
        private long _last = first.UtcTicks;

        public string Name => name;

        public DateTimeOffset First => first;

        public DateTimeOffset Last => new(Interlocked.Read(ref _last), TimeSpan.Zero);

        public long Count => Interlocked.Read(ref _count);

        public void Add(DateTimeOffset now)
        {
            Interlocked.Increment(ref _count);
            Interlocked.Exchange(ref _last, now.UtcTicks);
        }
    }
}

/// <summary>Sees the keys that read and publish feeds.</summary>
internal static class FeedUsePipeline
{
    private static readonly PathString Feeds = "/feeds";

    /// <summary>To stand behind authentication.</summary>
    public static void UseFeedUses(this WebApplication app)
    {
        var uses = app.Services.GetRequiredService<FeedUses>();
        app.Use(async (context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments(Feeds, out var rest) || Key(context) is not { } key || FeedOf(rest) is not { } feed)
            {
                await next(context);
                return;
            }

            // Told when the answer begins: a live stream may never end.
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode is >= 200 and < 300 or StatusCodes.Status304NotModified)
                {
                    uses.Note(feed, KindOf(context.Request), key.Id, key.Name);
                }

                return Task.CompletedTask;
            });
            await next(context);
        });
    }

    private static UseKind KindOf(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? UseKind.Read : UseKind.Publish;

    private static FeedId? FeedOf(PathString rest)
    {
        var path = rest.Value.AsSpan().TrimStart('/');
        var end = path.IndexOf('/');
        return FeedId.TryParse((end < 0 ? path : path[..end]).ToString(), out var feed) ? feed : null;
    }

    private static (string Id, string Name)? Key(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true, AuthenticationType: Security.ApiKeyHandler.SchemeName, Name: { } name }
        && context.User.FindFirst(System.Security.Claims.ClaimTypes.NameIdentifier)?.Value is { } id
            ? (id, name)
            : null;
}
