namespace Portal.Syndication.Reading;

/// <summary>How to read a document, and how much of it.</summary>
public sealed record FeedReadOptions
{
    /// <summary>Bounds only: no address, no header.</summary>
    public static FeedReadOptions Default { get; } = new();

    /// <summary>
    /// Where the document came from (after redirects; Content-Location when given). Relative references are
    /// resolved against it where the document names no base of its own; null leaves them as written.
    /// </summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>The HTTP Content-Type header, for its charset parameter; null when there is none.</summary>
    public string? ContentType { get; init; }

    /// <summary>Whether a strict reader passes over dates that are none, because whoever asked replaces them.</summary>
    public bool IgnoresBadDates { get; init; }

    /// <summary>The most entries to read; the rest of the document is not looked at.</summary>
    public int MaxEntries { get; init; } = 10_000;

    /// <summary>The deepest nesting of elements or values.</summary>
    public int MaxDepth { get; init; } = 256;

    /// <summary>The most characters of a document.</summary>
    public long MaxCharacters { get; init; } = 64L * 1024 * 1024;
}
