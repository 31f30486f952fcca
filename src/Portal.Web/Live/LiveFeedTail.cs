using System.Runtime.CompilerServices;
using Portal.Events;
using Portal.FeedHost;
using Portal.Monitoring.Live;

namespace Portal.Web.Live;

/// <summary>Listeners to hosted feeds, fed by the one live reader of this process.</summary>
internal sealed class LiveFeedTail(ILiveEntries live) : IFeedTail
{
    private const int PageSize = 200;

    public EventPosition Head => live.Head;

    public EventPosition Base => live.Base;

    public async IAsyncEnumerable<TailPage> FollowAsync(
        FeedId feed, EventPosition after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var news = new SemaphoreSlim(1, 1);
        await using var watch = live.Watch([feed], () => Tell(news));
        while (!cancellationToken.IsCancellationRequested)
        {
            await news.WaitAsync(cancellationToken);
            LivePage page;
            do
            {
                page = await live.ReadAfterAsync([feed], after, PageSize, cancellationToken);
                after = page.Position;
                if (page.Entries.Count > 0)
                {
                    yield return new TailPage(page.Entries, after);
                }
            }
            while (page.HasMore);
        }
    }

    private static Task Tell(SemaphoreSlim news)
    {
        // Told already and not yet looked: that look will see this too.
        if (news.CurrentCount == 0)
        {
            news.Release();
        }

        return Task.CompletedTask;
    }
}
