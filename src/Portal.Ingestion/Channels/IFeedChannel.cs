using Portal.Ingestion.Channels.Credentials;
using Portal.Ingestion.Subscriptions;

namespace Portal.Ingestion.Channels;

/// <summary>Asks sources for their documents.</summary>
internal interface IFeedChannel
{
    /// <summary>Asks once. Whatever the source does is a value; only cancellation throws.</summary>
    Task<FetchResult> FetchAsync(FetchRequest request, CancellationToken cancellationToken);
}

/// <summary>A question to a source.</summary>
/// <param name="Address">Where.</param>
/// <param name="ETag">The <c>ETag</c> of the document known already.</param>
/// <param name="LastModified">The <c>Last-Modified</c> of the document known already.</param>
internal sealed record FetchRequest(Uri Address, string? ETag = null, string? LastModified = null)
{
    /// <summary>What the source wants to know of who asks, sent to its own origin only; null for nothing.</summary>
    public SourceCredentials? Credentials { get; init; }

    /// <summary>The question for another page of the same feed, unconditional; credentials stay with the feed's own origin.</summary>
    public FetchRequest For(Uri page) => new(Origins.WithCredentials(page, Address)) { Credentials = Credentials };
}

internal enum FetchKind
{
    Document,
    NotModified,
    Failed,
}

/// <summary>What a source answered.</summary>
internal sealed record FetchResult
{
    public required FetchKind Kind { get; init; }

    /// <summary>The status of the answer (HTTP); null when there was none.</summary>
    public int? Status { get; init; }

    /// <summary>The source's clock as it answered (RFC 9110 section 6.6.1); null when not said.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The document, decompressed; empty unless there is one.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The <c>Content-Type</c> as it was served.</summary>
    public string? ContentType { get; init; }

    /// <summary>The language that the answer names for the whole document.</summary>
    public string? ContentLanguage { get; init; }

    /// <summary>The address that relative ones in the document start from (RFC 3986 section 5.1).</summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>The <c>Link</c> headers as they were served (RFC 8288).</summary>
    public string? Link { get; init; }

    /// <summary>Where the source has moved to for good.</summary>
    public Uri? MovedTo { get; init; }

    /// <summary>Whether the answer came from there: no other redirect followed the permanent ones.</summary>
    public bool IsMovedAllTheWay { get; init; }

    public string? ETag { get; init; }

    public string? LastModified { get; init; }

    public TimeSpan? MaxAge { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public PollProblem Problem { get; init; }

    /// <summary>What went wrong, for people.</summary>
    public string? Detail { get; init; }

    public static FetchResult Failure(PollProblem problem, string detail, TimeSpan? retryAfter = null) =>
        new() { Kind = FetchKind.Failed, Problem = problem, Detail = detail, RetryAfter = retryAfter };
}
