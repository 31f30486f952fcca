namespace Portal.Benchmarks.EventLog;

/// <summary>One way of storing entries, with a database file of its own.</summary>
internal interface IContestant : IAsyncDisposable
{
    /// <summary>Stores a batch in one transaction; it is durable when this returns.</summary>
    Task AppendAsync(SampleBatch batch);

    /// <summary>How many entries are stored, to see that each contestant did the same work.</summary>
    Task<long> CountAsync();
}
