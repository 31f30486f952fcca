using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.Comparison.Json;

/// <summary>Whether an old schema and a new one say the same of every value, as far as their text shows it.</summary>
internal sealed class SchemaSameness(SchemaSide before, SchemaSide after)
{
    private const int MaxDepth = 80;
    private const int MaxSteps = 200_000;

    private int _steps = MaxSteps;

    /// <summary>Whether two schemas are the same, or both absent.</summary>
    public bool SameOrNone(SchemaValue? a, SchemaValue? b) => a is null || b is null ? a is null && b is null : Same(a, b);

    /// <summary>Whether two schemas are the same but for notes.</summary>
    public bool Same(SchemaValue a, SchemaValue b) => Same(a, b, [], 0);

    // A pair that is open already is a recursion: it is the same if the rest of the ring is.
    private bool Same(SchemaValue a, SchemaValue b, HashSet<(SchemaValue, SchemaValue)> open, int depth)
    {
        if (a.Element.ValueKind != b.Element.ValueKind || depth > MaxDepth || --_steps < 0)
        {
            return false;
        }

        if (!a.IsObject || !open.Add((a, b)))
        {
            return true;
        }

        if (a.Resource is not { } left || b.Resource is not { } right || left.Dialect != right.Dialect)
        {
            return false;
        }

        var (olds, news) = (Keywords(a), Keywords(b));
        return olds.Length == news.Length && olds.All(keyword => b.TryGet(keyword, out var other) && SameKeyword(keyword, a, b, a.Members[keyword], other, open, depth));
    }

    private bool SameKeyword(
        string keyword, SchemaValue from, SchemaValue to, SchemaValue a, SchemaValue b, HashSet<(SchemaValue, SchemaValue)> open, int depth)
    {
        switch (keyword)
        {
            case "$ref":
                return before.Target(from) is { } left && after.Target(to) is { } right && Same(left, right, open, depth + 1);
            case "$dynamicRef" or "$recursiveRef":
                return false;
            default:
                return SameValue(a, b, open, depth);
        }
    }

    // What holds schemas holds schemas on both sides; all else is data.
    private bool SameValue(SchemaValue a, SchemaValue b, HashSet<(SchemaValue, SchemaValue)> open, int depth)
    {
        if (a.Resource is not null && b.Resource is not null)
        {
            return Same(a, b, open, depth + 1);
        }

        if (a.IsArray && b.IsArray && a.Items.Any(item => item.Resource is not null))
        {
            return a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(pair => SameValue(pair.First, pair.Second, open, depth + 1));
        }

        if (a.IsObject && b.IsObject && a.Members.Values.Any(member => member.Resource is not null))
        {
            return a.Members.Count == b.Members.Count
                && a.Members.All(pair => b.TryGet(pair.Key, out var other) && SameValue(pair.Value, other, open, depth + 1));
        }

        return JsonEquality.AreEqual(a.Element, b.Element);
    }

    private static string[] Keywords(SchemaValue schema) =>
        schema.Resource!.Dialect.RefStandsAlone && schema.TryGet("$ref", out _) ? ["$ref"] : [.. schema.Members.Keys.Where(keyword => !PartWords.IsNote(keyword))];
}
