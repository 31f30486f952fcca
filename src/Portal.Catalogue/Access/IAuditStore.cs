namespace Portal.Catalogue.Access;

/// <summary>Which records; what is null does not limit.</summary>
public sealed record AuditQuery
{
    /// <summary>Only records before this number: the cursor of a list that goes from the newest back.</summary>
    public long? Before { get; init; }

    /// <summary>Not older than this.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Older than this.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The id or the name of who did it, whole.</summary>
    public string? Actor { get; init; }

    /// <summary>The beginning of the action, for example <c>catalogue.feed</c>.</summary>
    public string? Action { get; init; }

    /// <summary>The subject, whole, for example <c>feed/orders</c>.</summary>
    public string? Subject { get; init; }

    /// <summary>What became of it.</summary>
    public AuditOutcome? Outcome { get; init; }

    /// <summary>Text that occurs in summary, actor, subject or address.</summary>
    public string? Text { get; init; }

    /// <summary>The most records.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>Where the trail is kept.</summary>
public interface IAuditStore
{
    /// <summary>Links a record to the newest one and adds it. Of several writers, in other processes too, one after the other does.</summary>
    Task<AuditRecord> AppendAsync(AuditRecord draft, CancellationToken cancellationToken = default);

    /// <summary>Records, newest first.</summary>
    Task<IReadOnlyList<AuditRecord>> ReadAsync(AuditQuery query, CancellationToken cancellationToken = default);

    /// <summary>All records, oldest first, read a page at a time.</summary>
    IAsyncEnumerable<AuditRecord> ReadAllAsync(CancellationToken cancellationToken = default);

    /// <summary>Removes what is older than a time and appends the mark that says so; the number of what was removed.</summary>
    Task<long> PurgeAsync(DateTimeOffset before, AuditRecord draft, CancellationToken cancellationToken = default);
}
