using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;

namespace Portal.ComponentTests.Fakes;

/// <summary>Says what limits would remove; nothing else is asked of it.</summary>
internal sealed class FakeArchive : IEventArchive
{
    public PurgeEstimate Estimate { get; set; } = new(0, default, null, 12);

    public RetentionLimits? Asked { get; private set; }

    public ValueTask<PurgeEstimate> EstimateAsync(FeedId feed, RetentionLimits limits, CancellationToken cancellationToken = default)
    {
        Asked = limits;
        return ValueTask.FromResult(Estimate);
    }

    public ValueTask<ArchiveRange?> NewestAsync(FeedId feed, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<ArchiveRange?> FindAsync(FeedId feed, int number, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<RecordedEntry>> ReadAsync(ArchiveRange archive, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<bool> WasPurgedAsync(FeedId feed, string entryId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<EventPosition> PurgedUpToAsync(FeedId feed, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<Category>> CategoriesAsync(FeedId feed, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<int> PurgeAsync(FeedId feed, RetentionLimits limits, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
