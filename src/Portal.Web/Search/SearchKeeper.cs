using System.Threading.Channels;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Search;
using Portal.Contracts;
using Portal.Events;

namespace Portal.Web.Search;

/// <summary>
/// Keeps the index of the catalogue true: at the start it indexes the feeds and then, in the background and one at a time, the
/// fields of their contracts; later what has changed here, and every <see cref="LookEvery"/> what other nodes have changed.
/// </summary>
internal sealed partial class SearchKeeper(
    IFeedStore feeds, IContractStore contracts, CatalogueChanges changes, TimeProvider time, ILogger<SearchKeeper> logger) : BackgroundService
{
    /// <summary>How often the catalogue is compared with the index; a change in this process is looked at at once.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(3);

    // While fields are read for the first time, what is known so far is put in force after so long, then after twice as long,
    // and so on: each time all of it is indexed anew.
    private static readonly TimeSpan ShowFirst = TimeSpan.FromSeconds(5);

    // One wake-up waits at most: what it wakes looks at everything.
    private readonly Channel<bool> _told = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Dictionary<FeedId, Known> _known = [];
    private SearchIndex _index = SearchIndex.Empty;

    /// <summary>The index as it is now.</summary>
    public SearchIndex Index => Volatile.Read(ref _index);

    /// <summary>Compares the catalogue with the index and puts what has changed in force.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var all = await feeds.ListAsync(cancellationToken);
        List<(Feed Feed, IReadOnlyList<ContractVersion> Contracts)> news = [];
        foreach (var feed in all)
        {
            IReadOnlyList<ContractVersion> inForce = [.. (await contracts.ListAsync(feed.Id, cancellationToken)).DistinctBy(v => v.EventType, StringComparer.OrdinalIgnoreCase)];
            if (!_known.TryGetValue(feed.Id, out var known) || !known.IsOf(feed, inForce))
            {
                news.Add((feed, inForce));
            }
        }

        var there = all.Select(feed => feed.Id).ToHashSet();
        var gone = _known.Keys.Where(id => !there.Contains(id)).ToList();
        if (news.Count + gone.Count > 0)
        {
            await IndexAsync(news, gone, cancellationToken);
        }
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        changes.Changed += Tell;
        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        changes.Changed -= Tell;
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Off the thread that starts the host: the first look at a large catalogue takes a second or two.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
                await WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogNotIndexed(exception);
                await Task.Delay(LookEvery, time, stoppingToken);
            }
        }
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        using var timer = time.CreateTimer(_ => Tell(default), null, LookEvery, Timeout.InfiniteTimeSpan);
        await _told.Reader.ReadAsync(stoppingToken);
    }

    private void Tell(FeedId feed) => _told.Writer.TryWrite(true);

    private async Task IndexAsync(
        List<(Feed Feed, IReadOnlyList<ContractVersion> Contracts)> news, List<FeedId> gone, CancellationToken cancellationToken)
    {
        Dictionary<FeedId, IReadOnlyList<SearchDocument>> replaced = gone.ToDictionary(id => id, _ => (IReadOnlyList<SearchDocument>)[]);
        gone.ForEach(id => _known.Remove(id));

        // First what needs no compiling, so that feeds are found at once; then their fields.
        foreach (var (feed, inForce) in news)
        {
            replaced[feed.Id] = Remember(feed, inForce, _known.GetValueOrDefault(feed.Id)?.PropertiesOf(inForce));
        }

        Show(replaced);
        var (shown, showAfter) = (time.GetTimestamp(), ShowFirst);
        foreach (var (feed, inForce) in news.Where(item => item.Contracts.Any(version => !_known[item.Feed.Id].Knows(version))))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var properties = new Dictionary<Guid, IReadOnlyList<ContractProperty>>(_known[feed.Id].PropertiesOf(inForce));
            foreach (var version in inForce.Where(version => !properties.ContainsKey(version.Id)))
            {
                properties[version.Id] = Read(version);
            }

            replaced[feed.Id] = Remember(feed, inForce, properties);
            if (time.GetElapsedTime(shown) > showAfter)
            {
                Show(replaced);
                (shown, showAfter) = (time.GetTimestamp(), showAfter * 2);
            }

            // Between two contracts others get the processor.
            await Task.Yield();
        }

        Show(replaced);
    }

    private IReadOnlyList<SearchDocument> Remember(
        Feed feed, IReadOnlyList<ContractVersion> inForce, IReadOnlyDictionary<Guid, IReadOnlyList<ContractProperty>>? properties)
    {
        var known = new Known(feed, inForce, properties ?? new Dictionary<Guid, IReadOnlyList<ContractProperty>>());
        _known[feed.Id] = known;
        return known.Documents;
    }

    private void Show(Dictionary<FeedId, IReadOnlyList<SearchDocument>> replaced)
    {
        var index = Index;
        var next = index.Changed + replaced.Count > SearchIndex.MaxChanged
            ? SearchIndex.Of(_known.Values.SelectMany(known => known.Documents))
            : index.With(replaced);
        Volatile.Write(ref _index, next);
    }

    // Compiled for this and not kept: the contracts in use would be pushed out by ten thousand that are only searched.
    private IReadOnlyList<ContractProperty> Read(ContractVersion version)
    {
        var compiled = ContractLanguages.Compile(version.Source);
        if (compiled.Contract is null)
        {
            LogNotRead(version.Feed, version.Version.ToString(), compiled.Errors[0].Message);
            return [];
        }

        return [.. compiled.Contract.Properties.Take(FeedDocuments.MaxFields)];
    }

    [LoggerMessage(EventId = 1301, Level = LogLevel.Error, Message = "The catalogue could not be indexed; it is tried again")]
    private partial void LogNotIndexed(Exception exception);

    [LoggerMessage(EventId = 1302, Level = LogLevel.Warning, Message = "The fields of contract {Version} of {Feed} are not found by the search: {Problem}")]
    private partial void LogNotRead(FeedId feed, string version, string problem);

    /// <summary>A feed as it is in the index.</summary>
    private sealed class Known(Feed feed, IReadOnlyList<ContractVersion> contracts, IReadOnlyDictionary<Guid, IReadOnlyList<ContractProperty>> properties)
    {
        private readonly (int, DateTimeOffset, LifeCycle, string) _state = StateOf(feed);
        private readonly Guid[] _contracts = [.. contracts.Select(version => version.Id)];

        public IReadOnlyList<SearchDocument> Documents { get; } = FeedDocuments.Of(
            feed, contracts.Select(version => version.EventType).OfType<string>(), contracts.SelectMany(version => properties.GetValueOrDefault(version.Id) ?? []));

        public bool IsOf(Feed other, IReadOnlyList<ContractVersion> inForce) =>
            _state == StateOf(other) && _contracts.AsSpan().SequenceEqual([.. inForce.Select(version => version.Id)]) && inForce.All(Knows);

        public bool Knows(ContractVersion version) => properties.ContainsKey(version.Id);

        public Dictionary<Guid, IReadOnlyList<ContractProperty>> PropertiesOf(IReadOnlyList<ContractVersion> inForce) =>
            properties.Where(pair => inForce.Any(version => version.Id == pair.Key)).ToDictionary();

        private static (int, DateTimeOffset, LifeCycle, string) StateOf(Feed feed) => (feed.Revision, feed.Changed, feed.State, feed.Title);
    }
}
