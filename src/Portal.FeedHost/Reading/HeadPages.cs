using Microsoft.Extensions.Caching.Memory;
using Portal.Events;
using Portal.Events.Log;
using Portal.FeedHost.Protocol;

namespace Portal.FeedHost.Reading;

/// <summary>
/// The newest pages of feeds as they were sent last, for the many who ask again before anything has changed. Whether it has
/// is asked of the log each time: a page that is kept is never older than the feed.
/// </summary>
internal sealed class HeadPages(IEventLog log, IEventArchive archive) : IDisposable
{
    private const long MaxBytes = 64 * 1024 * 1024;

    /// <summary>Larger pages are written anew: one of them would push out many.</summary>
    private const int MaxPageBytes = 8 * 1024 * 1024;

    private static readonly TimeSpan UnusedFor = TimeSpan.FromMinutes(5);

    private readonly MemoryCache _pages = new(new MemoryCacheOptions { SizeLimit = MaxBytes });

    /// <summary>All that a page depends on, as it is now.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="format">The format.</param>
    /// <param name="self">The address that it is asked at.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<HeadPageKey> KeyAsync(HostedFeed feed, string format, string self, CancellationToken cancellationToken)
    {
        var tail = (await log.TailsAsync([feed.Id], cancellationToken)).GetValueOrDefault(feed.Id);
        var newest = await archive.NewestAsync(feed.Id, cancellationToken);
        return new HeadPageKey(feed, format, self, tail?.Head ?? EventPosition.Start, tail?.Entries ?? 0, newest?.Number ?? 0);
    }

    public HeadPage? Find(HeadPageKey key) => _pages.Get<HeadPage>(key);

    public void Keep(HeadPageKey key, HeadPage page)
    {
        if (page.Body.Length <= MaxPageBytes)
        {
            _pages.Set(key, page, new MemoryCacheEntryOptions { Size = page.Body.Length + (4 * key.Self.Length) + 1024, SlidingExpiration = UnusedFor });
        }
    }

    public void Dispose() => _pages.Dispose();
}

/// <summary>What a page depends on.</summary>
/// <param name="Feed">The feed as its caller sees it.</param>
/// <param name="Format">The format.</param>
/// <param name="Self">The address that it was asked at, as the page names it.</param>
/// <param name="Head">The feed's newest position.</param>
/// <param name="Entries">How many entries the feed has: a purge takes some and moves no position.</param>
/// <param name="Archives">How many archives are complete: the page leads to the newest.</param>
internal sealed record HeadPageKey(HostedFeed Feed, string Format, string Self, EventPosition Head, long Entries, int Archives);

/// <summary>A page as it is sent.</summary>
/// <param name="Tag">Its entity tag.</param>
/// <param name="Link">Its header <c>Link</c>.</param>
/// <param name="ContentType">Its <c>Content-Type</c>.</param>
/// <param name="Body">The document.</param>
internal sealed record HeadPage(string Tag, string Link, string ContentType, byte[] Body);
