namespace Portal.Syndication.Revisions;

/// <summary>Gathers the changes of one field; counts those beyond the bound.</summary>
internal sealed class ChangeList
{
    private readonly List<FieldChange> _changes = [];

    public int LeftOff { get; private set; }

    public IReadOnlyList<FieldChange> Changes => _changes;

    public void Add(string field, string path, string? before, string? after)
    {
        if (before != after)
        {
            var kind = before is null ? FieldChangeKind.Added : after is null ? FieldChangeKind.Removed : FieldChangeKind.Changed;
            Add(new FieldChange(field, path, kind, Cut(before), Cut(after)));
        }
    }

    /// <summary>A longer text: with its lines, where it has more than one.</summary>
    public void AddText(string field, string path, string? before, string? after)
    {
        if (before is null || after is null || before == after || !(before.Contains('\n', StringComparison.Ordinal) || after.Contains('\n', StringComparison.Ordinal)))
        {
            Add(field, path, before, after);
            return;
        }

        Add(new FieldChange(field, path, FieldChangeKind.Changed, Cut(before), Cut(after)) { Lines = LineDiff.Between(before, after) });
    }

    private void Add(FieldChange change)
    {
        if (_changes.Count < EntryDiff.MaxChanges)
        {
            _changes.Add(change);
        }
        else
        {
            LeftOff++;
        }
    }

    private static string? Cut(string? value) => value is { Length: > EntryDiff.MaxValue } ? $"{value[..EntryDiff.MaxValue]}…" : value;
}
