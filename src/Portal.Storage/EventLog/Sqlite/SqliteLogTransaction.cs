using Portal.Events;

namespace Portal.Storage.EventLog.Sqlite;

/// <summary>One transaction of the session; ending it leaves the session ready for the next.</summary>
internal sealed class SqliteLogTransaction(SqliteLogSession session) : ILogTransaction
{
    private bool _committed;

    public ValueTask<long> HeadAsync() => session.HeadAsync();

    public ValueTask<int> FeedKeyAsync(FeedId feed) => session.FeedKeyAsync(feed);

    public ValueTask<IReadOnlyDictionary<string, KnownEntry>> KnownAsync(int feed, IReadOnlyCollection<string> entryIds) =>
        session.KnownAsync(feed, entryIds);

    public ValueTask WriteAsync(AppendPlan plan) => session.WriteAsync(plan);

    public ValueTask RemoveAsync(FeedId feed, string checkpoint) => session.RemoveAsync(feed, checkpoint);

    public async ValueTask CommitAsync()
    {
        await session.CommitAsync();
        _committed = true;
    }

    public ValueTask DisposeAsync()
    {
        session.End(_committed);
        return ValueTask.CompletedTask;
    }
}
