namespace Portal.Syndication.Opml;

/// <summary>A feed in a list of subscriptions (OPML 2.0).</summary>
public sealed record OpmlFeed
{
    /// <summary>Where it is, as it was written; null when the outline names no address.</summary>
    public string? Address { get; init; }

    /// <summary>Its title; empty when it has none.</summary>
    public string Title { get; init; } = "";

    /// <summary>What it is about.</summary>
    public string? Description { get; init; }

    /// <summary>The titles of the outlines that it is in, the outermost first.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>Its categories; those with a path are cut into its words.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The line that it is on; 0 when it does not come from a document.</summary>
    public int Line { get; init; }

    /// <summary>The id by which a portal knows it.</summary>
    public string? Id { get; init; }

    /// <summary>The owning team, as a portal has it.</summary>
    public string? Owner { get; init; }

    /// <summary>How often a portal polls it.</summary>
    public TimeSpan? Interval { get; init; }

    /// <inheritdoc />
    public bool Equals(OpmlFeed? other) =>
        other is not null
        && (Address, Title, Description, Line, Id, Owner, Interval) == (other.Address, other.Title, other.Description, other.Line, other.Id, other.Owner, other.Interval)
        && Folders.SequenceEqual(other.Folders) && Categories.SequenceEqual(other.Categories);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Address, Title, Line);
}

/// <summary>What was read of a list.</summary>
/// <param name="Feeds">The feeds, in the order of the document.</param>
/// <param name="Problem">Why nothing, or nothing more, could be read; null when all was.</param>
public sealed record OpmlReading(IReadOnlyList<OpmlFeed> Feeds, string? Problem);
