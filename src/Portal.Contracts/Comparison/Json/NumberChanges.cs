using System.Text.Json;
using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.Comparison.Json;

/// <summary>Compares the limits of numbers and what they must be multiples of.</summary>
internal static class NumberChanges
{
    private static readonly JsonNumber One = JsonNumber.Parse("1"u8);

    public static void Compare(ViewComparison run, string path, SchemaView before, SchemaView after)
    {
        CompareLimit(run, path, before, after, isMinimum: true);
        CompareLimit(run, path, before, after, isMinimum: false);
        CompareMultiples(run, path, before, after);
    }

    private static void CompareLimit(ViewComparison run, string path, SchemaView before, SchemaView after, bool isMinimum)
    {
        var (from, to) = (Strictest(before, isMinimum), Strictest(after, isMinimum));
        var order = from is null ? (to is null ? 0 : -1) : to is null ? 1 : Strictness(from, to, isMinimum);
        if (order == 0)
        {
            return;
        }

        var isTighter = order < 0;
        var relevant = (isTighter ? before : after).Reachable & ValueKinds.Number;
        run.AddLimit(
            path, ContractChangeKind.RangeTightened, isTighter, relevant != 0, from?.Text, to?.Text, isMinimum ? "The least number" : "The greatest number");
    }

    private static Limit? Strictest(SchemaView view, bool isMinimum)
    {
        Limit? strictest = null;
        foreach (var limit in view.Parts.Where(part => part.Validates()).SelectMany(part => Limits(part, isMinimum)))
        {
            strictest = strictest is null || Strictness(strictest, limit, isMinimum) < 0 ? limit : strictest;
        }

        return strictest;
    }

    private static IEnumerable<Limit> Limits(SchemaValue part, bool isMinimum)
    {
        var (plain, exclusive) = isMinimum ? ("minimum", "exclusiveMinimum") : ("maximum", "exclusiveMaximum");
        var isFlagged = part.Draft() == Draft.V4 && part.TryGet(exclusive, out var flag) && flag.Element.ValueKind == JsonValueKind.True;
        if (part.Number(plain) is { } limit)
        {
            yield return new Limit(limit, isFlagged, $"{(isFlagged ? exclusive : plain)} {PartWords.Raw(part.Members[plain].Element)}");
        }

        if (part.Draft() > Draft.V4 && part.Number(exclusive) is { } bound)
        {
            yield return new Limit(bound, true, $"{exclusive} {PartWords.Raw(part.Members[exclusive].Element)}");
        }
    }

    // Less than 0 when the second limit is the stricter one.
    private static int Strictness(Limit a, Limit b, bool isMinimum)
    {
        var order = isMinimum ? a.Value.CompareTo(b.Value) : b.Value.CompareTo(a.Value);
        return order != 0 ? order : a.IsExclusive.CompareTo(b.IsExclusive);
    }

    private static void CompareMultiples(ViewComparison run, string path, SchemaView before, SchemaView after)
    {
        var (olds, news) = (Multiples(before), Multiples(after));
        var isTighter = news.Any(divisor => !IsImplied(before, olds, divisor.Value));
        var isLooser = olds.Any(divisor => !IsImplied(after, news, divisor.Value));
        var (from, to) = (Words(olds), Words(news));
        if (isTighter)
        {
            run.AddLimit(path, ContractChangeKind.PrecisionTightened, true, (before.Reachable & ValueKinds.Number) != 0, from, to, "What the number must be a multiple of");
        }

        if (isLooser)
        {
            run.AddLimit(path, ContractChangeKind.PrecisionTightened, false, (after.Reachable & ValueKinds.Number) != 0, from, to, "What the number must be a multiple of");
        }
    }

    private static (JsonNumber Value, string Text)[] Multiples(SchemaView view) =>
        [.. view.Parts.Where(part => part.Validates() && part.Number("multipleOf") is { IsZero: false })
            .Select(part => (part.Number("multipleOf")!, PartWords.Raw(part.Members["multipleOf"].Element)))];

    private static bool IsImplied(SchemaView view, (JsonNumber Value, string)[] known, JsonNumber divisor) =>
        known.Any(other => other.Value.IsMultipleOf(divisor))
        || ((view.Reachable & ValueKinds.Fraction) == 0 && One.IsMultipleOf(divisor));

    private static string? Words((JsonNumber, string Text)[] multiples) =>
        multiples.Length == 0 ? null : "multiple of " + string.Join(" and of ", multiples.Select(pair => pair.Text));

    private sealed record Limit(JsonNumber Value, bool IsExclusive, string Text);
}
