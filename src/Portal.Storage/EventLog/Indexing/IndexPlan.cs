using Portal.Events.Log;

namespace Portal.Storage.EventLog.Indexing;

/// <summary>The archive of a feed that is being filled.</summary>
/// <param name="Number">Its number.</param>
/// <param name="After">It begins after this position.</param>
/// <param name="Entries">How many revisions it has.</param>
/// <param name="Bytes">How many bytes as received.</param>
internal readonly record struct OpenArchive(int Number, long After, int Entries, long Bytes);

/// <summary>What is to be written of entries that were read: their categories, and the archives that they complete. Pure.</summary>
internal sealed class IndexPlan
{
    /// <summary>Longer terms and schemes are found, but not listed; nor are those that a column of text does not take.</summary>
    private const int MaxListedLength = 300;

    /// <summary>Rows of <c>log_categories</c>.</summary>
    public List<object[]> Categories { get; } = [];

    /// <summary>Rows of <c>log_categories</c> that are of revisions that were replaced.</summary>
    public List<object[]> Replaced { get; } = [];

    /// <summary>Rows of <c>log_terms</c>, by feed, scheme and term.</summary>
    public Dictionary<(int Feed, string Scheme, string Term), object[]> Terms { get; } = [];

    /// <summary>Rows of <c>log_archives</c>.</summary>
    public List<object[]> Archives { get; } = [];

    /// <summary>Adds an entry.</summary>
    /// <param name="feed">The feed's key.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="open">The archive that is being filled; what comes back is in its place.</param>
    /// <param name="previous">The revision that it replaced; null when it is the first, or that was purged.</param>
    public OpenArchive Add(int feed, RecordedEntry entry, OpenArchive open, RecordedEntry? previous)
    {
        if (previous is not null)
        {
            Replaced.AddRange(RowsOf(feed, previous));
        }

        // What replaced it comes later in the log.
        if (!entry.Superseded)
        {
            Categories.AddRange(RowsOf(feed, entry));
            foreach (var category in entry.Entry.Categories.Where(c => c.Term.Length > 0 && IsListed(c.Term) && IsListed(c.Scheme ?? "")))
            {
                var label = category.Label is { } given && IsListed(given) ? given : "";
                Terms[(feed, category.Scheme ?? "", category.Term)] = [feed, category.Scheme ?? "", category.Term, label];
            }
        }

        var filled = open with { Entries = open.Entries + 1, Bytes = open.Bytes + entry.Size };
        if (filled.Entries < IEventArchive.ArchiveEntries)
        {
            return filled;
        }

        Archives.Add([feed, filled.Number, filled.After, entry.Position.Value, filled.Entries, filled.Bytes, (int)ArchiveState.Live]);
        return new OpenArchive(filled.Number + 1, entry.Position.Value, 0, 0);
    }

    /// <summary>The rows of <c>log_categories</c> of a revision.</summary>
    public static IEnumerable<object[]> RowsOf(int feed, RecordedEntry entry) => entry.Entry.Categories
        .Select(category => TermKey(category.Term))
        .DistinctBy(Convert.ToHexString)
        .Select(term => new object[] { feed, term, entry.Position.Value });

    private static bool IsListed(string text) => text.Length <= MaxListedLength && PlainText.IsStorable(text);

    /// <summary>The bytes by which a term is found, whatever its case and length.</summary>
    public static byte[] TermKey(string term) => EntryKey.Of(term.ToUpperInvariant()).Bytes;
}
