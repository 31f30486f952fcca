using System.Globalization;
using System.Text;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Subscriptions;
using Portal.Syndication.Reading;

namespace Portal.UnitTests.Ingestion.Subscriptions;

/// <summary>A source whose documents are lines: an entry id each, optionally <c>@12.05</c> (dated at five past noon) and <c>=title</c>; <c>older: address</c>, <c>deleted: id</c>, <c>bad</c>, <c>cut:</c> where the rest is missing.</summary>
internal sealed class FakeSource : IFeedChannel, IFeedPageReader
{
    /// <summary>When the source says that entries were deleted.</summary>
    public static readonly DateTimeOffset Deleted = new(2026, 3, 1, 11, 0, 0, TimeSpan.Zero);

    public Dictionary<string, Func<FetchRequest, FetchResult>> Pages { get; } = [];

    public List<FetchRequest> Requests { get; } = [];

    public void Serve(string address, params IEnumerable<string> lines) =>
        Pages[address] = _ => new FetchResult
        {
            Kind = FetchKind.Document,
            Body = Encoding.UTF8.GetBytes(string.Join('\n', lines)),
            BaseAddress = new Uri(address),
        };

    public void Tag(string address, string tag)
    {
        var page = Pages[address];
        Pages[address] = request => request.ETag == tag
            ? new FetchResult { Kind = FetchKind.NotModified, ETag = tag }
            : page(request) with { ETag = tag };
    }

    public void Fail(string address, PollProblem problem) => Pages[address] = _ => FetchResult.Failure(problem, "No luck.");

    public Task<FetchResult> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Task.FromResult(Pages[Origins.WithoutCredentials(request.Address).AbsoluteUri](request));
    }

    public PageReading Read(FetchResult document)
    {
        var lines = Encoding.UTF8.GetString(document.Body.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Contains("bad")
            ? new PageReading(null, PollProblem.Malformed, "It is bad.")
            : new PageReading(
                new FeedPage
                {
                    Source = new SourceDescription("Lines", null, "A source", null, null),
                    Entries = [.. lines.Where(line => !line.Contains(':')).Select(EntryOf)],
                    Older = lines.FirstOrDefault(line => line.StartsWith("older: ", StringComparison.Ordinal)) is { } older ? new Uri(older[7..]) : null,
                    IsComplete = lines.Contains("all:"),
                    IsPartial = lines.Contains("cut:"),
                    Tombstones = [.. lines.Where(line => line.StartsWith("deleted: ", StringComparison.Ordinal)).Select(line => new Tombstone(line[9..], Deleted))],
                },
                PollProblem.None,
                lines.Contains("cut:") ? "It was cut off." : null);
    }

    private static Entry EntryOf(string line) => new()
    {
        Id = line.Split('=', '@')[0],
        Title = EntryText.Plain(line),
        Updated = line.Split('@', '=') is [_, { Length: 5 } clock, ..] && line.Contains('@') ? DateOf(clock) : null,
    };

    private static DateTimeOffset DateOf(string clock) =>
        new(2026, 3, 1, int.Parse(clock[..2], CultureInfo.InvariantCulture), int.Parse(clock[3..], CultureInfo.InvariantCulture), 0, TimeSpan.Zero);
}

/// <summary>The subscriptions in memory.</summary>
internal sealed class FakeStore : ISubscriptionStore
{
    private readonly Lock _gate = new();

    public Dictionary<FeedId, Subscription> Subscriptions { get; } = [];

    public List<SourceDescription> Sources { get; } = [];

    public ValueTask<IReadOnlyList<Subscription>> ListAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return ValueTask.FromResult<IReadOnlyList<Subscription>>([.. Subscriptions.Values]);
        }
    }

    public ValueTask<Subscription?> FindAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return ValueTask.FromResult(Subscriptions.GetValueOrDefault(feed));
        }
    }

    /// <summary>The runs of polls that have ended, in the order of their saving.</summary>
    public List<PollRun> Ended { get; } = [];

    public ValueTask SaveStatusAsync(FeedId feed, SubscriptionStatus status, PollRun? ended = null, CancellationToken cancellationToken = default)
    {
        if (ended is not null)
        {
            Ended.Add(ended);
        }

        Change(feed, subscription => subscription with { Status = status });
        return ValueTask.CompletedTask;
    }

    public ValueTask NoteStatusAsync(FeedId feed, SubscriptionStatus status, CancellationToken cancellationToken = default) =>
        SaveStatusAsync(feed, status, cancellationToken: cancellationToken);

    public ValueTask SaveSourceAsync(FeedId feed, SourceDescription source, CancellationToken cancellationToken = default)
    {
        Sources.Add(source);
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> SaveAddressAsync(FeedId feed, string from, string to, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(
            Subscriptions.TryGetValue(feed, out var known) && known.Url == from && Change(feed, subscription => subscription with { Url = to }));

    public ValueTask<bool> SavePausedAsync(FeedId feed, bool paused, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Change(feed, subscription => subscription with { Paused = paused }));

    private bool Change(FeedId feed, Func<Subscription, Subscription> change)
    {
        lock (_gate)
        {
            if (!Subscriptions.TryGetValue(feed, out var subscription))
            {
                return false;
            }

            Subscriptions[feed] = change(subscription);
            return true;
        }
    }
}
