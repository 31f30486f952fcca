namespace Portal.Contracts.Comparison;

/// <summary>Says which values of a list came and went, all of one place in one sentence, as people would write it.</summary>
internal static class ListedValues
{
    // Of a long list the first ones, and how many more.
    private const int MaxShown = 12;

    public static void Compare(ChangeLog log, string path, IReadOnlyList<string> removed, IReadOnlyList<string> added)
    {
        if (removed.Count > 0)
        {
            log.Add(new ContractChange(
                path, ContractChangeKind.ValueRemoved, true, false, string.Join(", ", removed), null,
                removed.Count == 1 ? $"The value {removed[0]} is no longer allowed: documents with it are refused."
                    : $"The values {Words(removed)} are no longer allowed: documents with them are refused."));
        }

        if (added.Count > 0)
        {
            log.Add(new ContractChange(
                path, ContractChangeKind.ValueAdded, false, true, null, string.Join(", ", added),
                added.Count == 1 ? $"The value {added[0]} is new: consumers may not know it." : $"The values {Words(added)} are new: consumers may not know them."));
        }
    }

    private static string Words(IReadOnlyList<string> values) =>
        values.Count > MaxShown ? $"{string.Join(", ", values.Take(MaxShown))} and {values.Count - MaxShown} more" : $"{string.Join(", ", values.SkipLast(1))} and {values[^1]}";
}
