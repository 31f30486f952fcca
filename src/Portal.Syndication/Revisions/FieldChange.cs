namespace Portal.Syndication.Revisions;

/// <summary>What became of a part of an entry.</summary>
public enum FieldChangeKind
{
    /// <summary>It was not there before.</summary>
    Added,

    /// <summary>It is not there any more.</summary>
    Removed,

    /// <summary>It is another one.</summary>
    Changed,
}

/// <summary>What became of a line of text.</summary>
public enum LineChangeKind
{
    /// <summary>It stays.</summary>
    Same,

    /// <summary>It is new.</summary>
    Added,

    /// <summary>It has gone.</summary>
    Removed,
}

/// <summary>A line of a text that changed.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Text">The line.</param>
public sealed record LineChange(LineChangeKind Kind, string Text);

/// <summary>A change of one part of an entry.</summary>
/// <param name="Field">The part: <c>title</c>, <c>content</c>, <c>categories</c>, ...</param>
/// <param name="Path">
/// Where within it: a JSON Pointer (RFC 6901) for JSON, a path like <c>/order/line[2]/@qty</c> for XML; empty for all of it.
/// </param>
/// <param name="Kind">What became of it.</param>
/// <param name="Before">What was there, at most <see cref="EntryDiff.MaxValue"/> characters; null when nothing was.</param>
/// <param name="After">What is there, at most as much; null when nothing is.</param>
public sealed record FieldChange(string Field, string Path, FieldChangeKind Kind, string? Before, string? After)
{
    /// <summary>The lines that changed, with some around them; empty where the values say it all.</summary>
    public IReadOnlyList<LineChange> Lines { get; init; } = [];

    /// <inheritdoc />
    public bool Equals(FieldChange? other) =>
        other is not null && (Field, Path, Kind, Before, After) == (other.Field, other.Path, other.Kind, other.Before, other.After)
        && Lines.SequenceEqual(other.Lines);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Field, Path, Kind, Before, After);
}

/// <summary>What changed between two revisions of an entry.</summary>
/// <param name="Changes">The changes, in the order of an entry's parts.</param>
/// <param name="LeftOff">How many more there are than <see cref="EntryDiff.MaxChanges"/>.</param>
public sealed record EntryChanges(IReadOnlyList<FieldChange> Changes, int LeftOff);
