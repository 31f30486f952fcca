using System.Globalization;
using System.Xml.Schema;

namespace Portal.Contracts.Comparison.Xml;

/// <summary>Compares what two types say of texts.</summary>
internal static class SimpleChanges
{
    private const int MaxDepth = 20;

    public static void Compare(ChangeLog log, string path, SimpleFacts old, SimpleFacts next) => Compare(log, path, old, next, 0);

    private static void Compare(ChangeLog log, string path, SimpleFacts old, SimpleFacts next, int depth)
    {
        if (depth > MaxDepth)
        {
            log.CannotTell(path, "Types are nested too deeply to be compared.");
            return;
        }

        if (old.IsAnyText || next.IsAnyText)
        {
            AnyText(log, path, old, next);
            return;
        }

        if (!Shapes(log, path, old, next, depth))
        {
            return;
        }

        Values(log, path, old, next);
        Patterns(log, path, old, next);
        Range(log, path, old.Min, next.Min, isMinimum: true);
        Range(log, path, old.Max, next.Max, isMinimum: false);
        Count(log, path, old.MinLength, next.MinLength, ContractChangeKind.LengthTightened, isLeast: true, "length");
        Count(log, path, old.MaxLength, next.MaxLength, ContractChangeKind.LengthTightened, isLeast: false, "length");
        Count(log, path, old.TotalDigits, next.TotalDigits, ContractChangeKind.PrecisionTightened, isLeast: false, "number of digits");
        Count(log, path, old.FractionDigits, next.FractionDigits, ContractChangeKind.PrecisionTightened, isLeast: false, "number of decimals");
        if (old.WhiteSpace != next.WhiteSpace)
        {
            log.CannotTell(path, "White space is read in another way.", old.WhiteSpace, next.WhiteSpace);
        }
    }

    private static void AnyText(ChangeLog log, string path, SimpleFacts old, SimpleFacts next)
    {
        if (!old.IsAnyText || !next.IsAnyText)
        {
            var isWider = next.IsAnyText;
            log.Add(new ContractChange(
                path, isWider ? ContractChangeKind.TypeWidened : ContractChangeKind.TypeNarrowed, !isWider, isWider, old.Words, next.Words,
                isWider ? "Any text is allowed now: consumers expect more." : "Not every text is allowed any more: documents with others are refused."));
        }
    }

    // The facets are worth comparing only when the shapes are of a kind.
    private static bool Shapes(ChangeLog log, string path, SimpleFacts old, SimpleFacts next, int depth)
    {
        if (old.Item is { } from && next.Item is { } to)
        {
            Compare(log, path, SimpleFacts.Of(from), SimpleFacts.Of(to), depth + 1);
            return true;
        }

        if (old.Members is not null && next.Members is not null)
        {
            Unions(log, path, old.Members, next.Members, depth);
            return true;
        }

        if (old.Item is not null || next.Item is not null || old.Members is not null || next.Members is not null)
        {
            log.Add(new ContractChange(path, ContractChangeKind.TypeChanged, true, true, old.Words, next.Words, "One is a list or a union and the other is not."));
            return false;
        }

        return BuiltIns(log, path, old, next);
    }

    private static bool BuiltIns(ChangeLog log, string path, SimpleFacts old, SimpleFacts next)
    {
        var (from, to) = (old.BuiltIn!, next.BuiltIn!);
        if (from == to)
        {
            return true;
        }

        var isWider = XmlSchemaType.IsDerivedFrom(from, to, XmlSchemaDerivationMethod.Empty);
        var isNarrower = XmlSchemaType.IsDerivedFrom(to, from, XmlSchemaDerivationMethod.Empty);
        log.Add(new ContractChange(
            path, isWider ? ContractChangeKind.TypeWidened : isNarrower ? ContractChangeKind.TypeNarrowed : ContractChangeKind.TypeChanged,
            !isWider, !isNarrower, Name(from), Name(to),
            isWider ? "More values are allowed: consumers may get what they do not expect."
                : isNarrower ? "Fewer values are allowed: documents with the others are refused." : "Other values are allowed: those of one version are not those of the other."));
        return isWider || isNarrower;
    }

    private static void Unions(ChangeLog log, string path, IReadOnlyList<XmlSchemaSimpleType> olds, IReadOnlyList<XmlSchemaSimpleType> news, int depth)
    {
        foreach (var old in olds.Where(old => !news.Any(next => !Try(old, next, depth).BreaksProducers)))
        {
            log.Add(new ContractChange(
                path, ContractChangeKind.AlternativeRemoved, true, false, SimpleFacts.Of(old).Words, null, "A member of the union is gone or narrower: documents with its values are refused."));
        }

        foreach (var next in news.Where(next => !olds.Any(old => !Try(old, next, depth).BreaksConsumers)))
        {
            log.Add(new ContractChange(
                path, ContractChangeKind.AlternativeAdded, false, true, null, SimpleFacts.Of(next).Words, "A member of the union is new or wider: consumers may get values that they do not know."));
        }
    }

    private static ChangeLog Try(XmlSchemaSimpleType old, XmlSchemaSimpleType next, int depth)
    {
        var log = new ChangeLog();
        if (old != next)
        {
            Compare(log, "", SimpleFacts.Of(old), SimpleFacts.Of(next), depth + 1);
        }

        return log;
    }

    private static void Values(ChangeLog log, string path, SimpleFacts old, SimpleFacts next)
    {
        switch (old.Values, next.Values)
        {
            case (null, null):
                return;
            case (null, { } values):
                log.Add(new ContractChange(
                    path, ContractChangeKind.ValueRemoved, true, false, null, string.Join(", ", values), "Only listed values are allowed now: documents with others are refused."));
                return;
            case ({ } values, null):
                log.Add(new ContractChange(
                    path, ContractChangeKind.ValueAdded, false, true, string.Join(", ", values), null, "The values are no longer listed: consumers may get values that they do not know."));
                return;
            case ({ } olds, { } news):
                ListedValues.Compare(log, path, [.. olds.Except(news, StringComparer.Ordinal)], [.. news.Except(olds, StringComparer.Ordinal)]);
                return;
        }
    }

    private static void Patterns(ChangeLog log, string path, SimpleFacts old, SimpleFacts next)
    {
        string[] removed = [.. old.Patterns.Except(next.Patterns)], added = [.. next.Patterns.Except(old.Patterns)];
        if (removed.Length > 0 && added.Length > 0)
        {
            log.CannotTell(path, "The pattern is another one; whether it matches the same texts cannot be told.", string.Join(" and ", removed), string.Join(" and ", added));
        }
        else if (added.Length > 0)
        {
            log.Add(new ContractChange(
                path, ContractChangeKind.PatternAdded, true, false, null, string.Join(" and ", added), "Texts must match a pattern now: documents with other texts are refused."));
        }
        else if (removed.Length > 0)
        {
            log.Add(new ContractChange(
                path, ContractChangeKind.PatternRemoved, false, true, string.Join(" and ", removed), null, "Texts need not match the pattern any more: consumers may get others."));
        }
    }

    private static void Range(ChangeLog log, string path, SimpleLimit? old, SimpleLimit? next, bool isMinimum)
    {
        if (old == next)
        {
            return;
        }

        if (old is not null && next is not null && (old.Number is null || next.Number is null))
        {
            log.CannotTell(path, "The limit is another one; which is stricter cannot be told.", old.Text, next.Text);
            return;
        }

        var order = old is null ? 1 : next is null ? -1 : Strictness(old, next, isMinimum);
        if (order != 0)
        {
            Add(log, path, ContractChangeKind.RangeTightened, order > 0, old?.Text, next?.Text, isMinimum ? "least value" : "greatest value");
        }
    }

    // More than 0 when the new limit is the stricter one.
    private static int Strictness(SimpleLimit old, SimpleLimit next, bool isMinimum)
    {
        var order = isMinimum ? next.Number!.Value.CompareTo(old.Number!.Value) : old.Number!.Value.CompareTo(next.Number!.Value);
        return order != 0 ? order : next.IsExclusive.CompareTo(old.IsExclusive);
    }

    private static void Count(ChangeLog log, string path, string? old, string? next, ContractChangeKind tightened, bool isLeast, string what)
    {
        var (from, to) = (Number(old, isLeast), Number(next, isLeast));
        if (from != to)
        {
            Add(log, path, tightened, isLeast ? to > from : to < from, old, next, what);
        }
    }

    private static decimal Number(string? text, bool isLeast) =>
        decimal.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : isLeast ? 0 : decimal.MaxValue;

    private static void Add(ChangeLog log, string path, ContractChangeKind tightened, bool isTighter, string? from, string? to, string what) =>
        log.Add(new ContractChange(
            path, isTighter ? tightened : tightened + 1, isTighter, !isTighter, from, to,
            isTighter ? $"The {what} is stricter: documents that were valid may be refused." : $"The {what} is looser: consumers may get what they refused."));

    private static string Name(XmlSchemaSimpleType type) => "xs:" + type.QualifiedName.Name;
}
