namespace Portal.Ingestion.Subscriptions;

/// <summary>Keeps which entries came by a push that shows nothing about those before them. Pure.</summary>
internal static class PushedEntries
{
    /// <summary>The most ids that are kept; of more, the oldest count as proven.</summary>
    public const int MaxUnproven = 1000;

    /// <summary>After a document that does not join what is known.</summary>
    /// <param name="unproven">Those before, oldest first.</param>
    /// <param name="added">Those that the document brought, oldest first.</param>
    public static IReadOnlyList<string>? With(IReadOnlyList<string>? unproven, IEnumerable<string> added)
    {
        if (unproven is { Count: > 0 } && !added.Any())
        {
            return unproven;
        }

        List<string> all = [.. (unproven ?? []).Concat(added).Distinct(StringComparer.Ordinal).TakeLast(MaxUnproven)];
        return all.Count == 0 ? null : all;
    }

    /// <summary>After a document was read down to what is known, or a gap below it was recorded: those in it are proven.</summary>
    public static IReadOnlyList<string>? Without(IReadOnlyList<string>? unproven, IEnumerable<string> seen)
    {
        if (unproven is null)
        {
            return null;
        }

        List<string> rest = [.. unproven.Except(seen, StringComparer.Ordinal)];
        return rest.Count == 0 ? null : rest.Count == unproven.Count ? unproven : rest;
    }
}
