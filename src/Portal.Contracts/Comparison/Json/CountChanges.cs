namespace Portal.Contracts.Comparison.Json;

/// <summary>A pair of keywords that limit a count.</summary>
/// <param name="Least">The keyword of the least count.</param>
/// <param name="Most">The keyword of the greatest count.</param>
/// <param name="Kind">The kind of values that are counted.</param>
/// <param name="Tightened">The kind of change when it is stricter; the next one is when it is looser.</param>
/// <param name="What">What is counted, in words.</param>
internal sealed record Counted(string Least, string Most, ValueKinds Kind, ContractChangeKind Tightened, string What);

/// <summary>Compares limits of lengths and counts.</summary>
internal static class CountChanges
{
    public static void Compare(ViewComparison run, string path, SchemaView before, SchemaView after, Counted counted)
    {
        var (oldLeast, newLeast) = (Least(before, counted.Least), Least(after, counted.Least));
        var (oldMost, newMost) = (Most(before, counted.Most), Most(after, counted.Most));
        if (oldLeast != newLeast)
        {
            Add(run, path, before, after, counted, newLeast > oldLeast, Words(counted.Least, oldLeast, 0), Words(counted.Least, newLeast, 0));
        }

        if (oldMost != newMost)
        {
            Add(run, path, before, after, counted, newMost < oldMost, Words(counted.Most, oldMost, long.MaxValue), Words(counted.Most, newMost, long.MaxValue));
        }
    }

    private static void Add(
        ViewComparison run, string path, SchemaView before, SchemaView after, Counted counted, bool isTighter, string? from, string? to) =>
        run.AddLimit(path, counted.Tightened, isTighter, ((isTighter ? before : after).Reachable & counted.Kind) != 0, from, to, counted.What);

    private static long Least(SchemaView view, string keyword) => Counts(view, keyword).DefaultIfEmpty(0).Max();

    private static long Most(SchemaView view, string keyword) => Counts(view, keyword).DefaultIfEmpty(long.MaxValue).Min();

    private static IEnumerable<long> Counts(SchemaView view, string keyword) =>
        view.Parts.Where(part => part.Validates()).Select(part => part.Count(keyword)).OfType<long>();

    private static string? Words(string keyword, long count, long none) => count == none ? null : $"{keyword} {count}";
}
