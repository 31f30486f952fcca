using System.Diagnostics.CodeAnalysis;

namespace Portal.Syndication.Reading;

/// <summary>What came of reading a document.</summary>
public sealed record FeedReadResult
{
    /// <summary>The feed; null when there is a <see cref="Problem"/>.</summary>
    public FeedDocument? Document { get; init; }

    /// <summary>Why there is no feed, for people, with line and column where known; null when there is one.</summary>
    public string? Problem { get; init; }

    /// <summary>The line of the first error, from 1; null when not known or when there is none.</summary>
    public int? Line { get; init; }

    /// <summary>The column of the first error, from 1; null when not known or when there is none.</summary>
    public int? Column { get; init; }

    /// <summary>The document was broken, yet entries could be read; <see cref="Note"/> says what was wrong.</summary>
    public bool Recovered { get; init; }

    /// <summary>
    /// Whether the document may hold entries that could not be read: it was cut off, or some of its items are broken. What was
    /// read of it then proves nothing about what was not.
    /// </summary>
    public bool IsPartial { get; init; }

    /// <summary>What a person should know of a document that was read; null when there is nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Whether there is a feed.</summary>
    [MemberNotNullWhen(true, nameof(Document))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsFeed => Document is not null;

    internal static FeedReadResult Failed(string problem, int? line = null, int? column = null) =>
        new() { Problem = problem, Line = line, Column = column };
}
