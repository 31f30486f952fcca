using Portal.Events;

namespace Portal.Monitoring.Live;

/// <summary>Counts entries by feed and second over the last <see cref="Seconds"/>: 1.2 KB a feed that was ever active.</summary>
internal sealed class RateCounter
{
    /// <summary>How far back the counts reach.</summary>
    public const int Seconds = 300;

    private readonly Lock _lock = new();
    private readonly Dictionary<FeedId, Counts> _feeds = [];

    public void Add(FeedId feed, DateTimeOffset received)
    {
        var second = received.ToUnixTimeSeconds();
        lock (_lock)
        {
            if (!_feeds.TryGetValue(feed, out var counts))
            {
                _feeds[feed] = counts = new Counts();
            }

            counts.Add(second);
        }
    }

    /// <summary>The counts of the full seconds before <paramref name="now"/>, oldest first.</summary>
    public IReadOnlyList<RatePoint> Read(IReadOnlyCollection<FeedId>? feeds, int seconds, DateTimeOffset now)
    {
        var end = now.ToUnixTimeSeconds();
        var points = new RatePoint[Math.Clamp(seconds, 1, Seconds)];
        lock (_lock)
        {
            var counted = feeds is null ? _feeds.Values.ToList() : [.. feeds.Select(f => _feeds.GetValueOrDefault(f)).OfType<Counts>()];
            for (var i = 0; i < points.Length; i++)
            {
                var second = end - points.Length + i;
                points[i] = new RatePoint(DateTimeOffset.FromUnixTimeSeconds(second), counted.Sum(c => c.At(second)));
            }
        }

        return points;
    }

    private sealed class Counts
    {
        private readonly int[] _entries = new int[Seconds + 1];
        private long _newest;

        public void Add(long second)
        {
            if (second > _newest)
            {
                var stale = Math.Min(second - _newest, _entries.Length);
                for (var s = second - stale + 1; s <= second; s++)
                {
                    _entries[s % _entries.Length] = 0;
                }

                _newest = second;
            }

            if (second > _newest - _entries.Length)
            {
                _entries[second % _entries.Length]++;
            }
        }

        public int At(long second) => second <= _newest && second > _newest - _entries.Length ? _entries[second % _entries.Length] : 0;
    }
}
