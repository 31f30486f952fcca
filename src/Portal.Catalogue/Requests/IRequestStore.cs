namespace Portal.Catalogue.Requests;

/// <summary>What became of a change to a request.</summary>
public enum RequestSaved
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>Somebody else changed the request in between; nothing was done.</summary>
    Overtaken,

    /// <summary>Another open request asks for the same; nothing was done.</summary>
    AskedAlready,

    /// <summary>As many as may be were approved without anybody's decision; nothing was done.</summary>
    QuotaUsed,
}

/// <summary>How many requests are approved without anybody's decision.</summary>
/// <param name="Domain">In which domain.</param>
/// <param name="Day">On which day, in UTC.</param>
/// <param name="Most">How many at most.</param>
public sealed record ApprovalQuota(string Domain, DateOnly Day, int Most);

/// <summary>Which requests; what is null does not limit.</summary>
public sealed record RequestQuery
{
    /// <summary>The most that a list has, whatever is asked for.</summary>
    public const int MaxListed = 1000;

    /// <summary>Of this requester.</summary>
    public string? RequesterId { get; init; }

    /// <summary>In one of these states.</summary>
    public IReadOnlyList<RequestState>? States { get; init; }

    /// <summary>About one of these feeds, and asking to read it.</summary>
    public IReadOnlyList<string>? AccessTo { get; init; }

    /// <summary>Drafts of this person only: a draft is its writer's.</summary>
    public string? DraftsOf { get; init; }

    /// <summary>Only those of which people are still to be told something.</summary>
    public bool UntoldOnly { get; init; }

    /// <summary>Those that were changed longest ago first, instead of the newest.</summary>
    public bool OldestFirst { get; init; }

    /// <summary>How many at most.</summary>
    public int Limit { get; init; } = MaxListed;
}

/// <summary>Where requests are kept.</summary>
public interface IRequestStore
{
    /// <summary>A request; null when there is none.</summary>
    Task<FeedRequest?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Requests, newest first, at most <see cref="RequestQuery.MaxListed"/>.</summary>
    Task<IReadOnlyList<FeedRequest>> ListAsync(RequestQuery query, CancellationToken cancellationToken = default);

    /// <summary>How many there are.</summary>
    Task<int> CountAsync(RequestQuery query, CancellationToken cancellationToken = default);

    /// <summary>Adds a request.</summary>
    Task<RequestSaved> AddAsync(FeedRequest request, CancellationToken cancellationToken = default);

    /// <summary>Saves a request that moved <see cref="FeedRequest.Version"/> on by one, if nobody else changed it since it was read.</summary>
    Task<RequestSaved> SaveAsync(FeedRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// The same of one that was approved by policy, if fewer were on that day in that domain: the count and the approval are one step, so
    /// that several at once, in whichever process, do not exceed the quota.
    /// </summary>
    Task<RequestSaved> SaveWithinAsync(ApprovalQuota quota, FeedRequest request, CancellationToken cancellationToken = default);

    /// <summary>People were told of all that had happened to a request; one that somebody changed since keeps what they are to be told of.</summary>
    Task ToldAsync(FeedRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes a draft without a trace; false when it is no draft any more.</summary>
    Task<bool> DiscardAsync(string id, CancellationToken cancellationToken = default);
}
