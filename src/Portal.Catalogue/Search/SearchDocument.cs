using Portal.Events;

namespace Portal.Catalogue.Search;

/// <summary>What can be found.</summary>
public enum SearchKind
{
    /// <summary>A feed.</summary>
    Feed,

    /// <summary>An event type of a feed.</summary>
    EventType,

    /// <summary>A field of a feed's contract, with the values that it can have.</summary>
    Field,
}

/// <summary>A thing that can be found, with the texts that it is found by.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Feed">The feed that it belongs to: who may see that may find it.</param>
/// <param name="Title">Its name.</param>
/// <param name="Texts">What it is found by.</param>
public sealed record SearchDocument(SearchKind Kind, FeedId Feed, string Title, IReadOnlyList<SearchField> Texts)
{
    /// <summary>More about it: the path of a field; null when the name says all.</summary>
    public string? Detail { get; init; }

    /// <summary>How much of its score counts: less for what should not be used any more.</summary>
    public float Share { get; init; } = 1;
}

/// <summary>A text of a document.</summary>
/// <param name="Name">What it is, for people: "summary".</param>
/// <param name="Text">The text.</param>
/// <param name="Weight">How much a match in it says.</param>
public sealed record SearchField(string Name, string Text, float Weight);

/// <summary>Something that was found.</summary>
/// <param name="Document">What.</param>
/// <param name="Score">How well it fits; only good to compare hits of one search.</param>
/// <param name="Because">The text that it was found by, when that is not its name; null else.</param>
/// <param name="Terms">The words that matched, as the index knows them: for highlighting.</param>
public sealed record SearchMatch(SearchDocument Document, float Score, SearchField? Because, IReadOnlyList<MatchedTerm> Terms);

/// <summary>A word that matched.</summary>
/// <param name="Term">The word.</param>
/// <param name="Typed">How many of its characters were typed; all of them when the match allowed for a slip.</param>
public readonly record struct MatchedTerm(string Term, int Typed);
