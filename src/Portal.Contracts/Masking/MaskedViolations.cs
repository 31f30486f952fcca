using Portal.Events.Entries;

namespace Portal.Contracts.Masking;

/// <summary>Keeps private values out of what is said about payloads.</summary>
/// <param name="tree">What the contract declares.</param>
/// <param name="isXml">Whether paths are of XML.</param>
/// <param name="rules">The rules of the contract: their messages are its author's words and quote nothing.</param>
internal sealed class MaskedViolations(MaskTree tree, bool isXml, HashSet<string> rules)
{
    // What says only names and counts.
    private static readonly HashSet<string> Quoteless = new(StringComparer.Ordinal)
    {
        "required", "dependentRequired", "additionalProperties", "unevaluatedProperties", "minItems", "maxItems", "minProperties", "maxProperties",
        "content", "root", "limit",
    };

    public Violation Mask(Violation violation)
    {
        var node = tree.Root;
        var isHidden = node.IsPrivate;
        var shown = isHidden ? 0 : violation.Path.Length;
        for (var at = 0; !isHidden && at < violation.Path.Length;)
        {
            var end = violation.Path.IndexOf('/', at + 1);
            end = end < 0 ? violation.Path.Length : end;
            (node, isHidden) = Follow(node, violation.Path[(at + 1)..end]);
            at = end;
            shown = isHidden ? end : shown;
        }

        var quotes = violation.Rule is null || !(Quoteless.Contains(violation.Rule) || rules.Contains(violation.Rule));
        if (!isHidden && !(quotes && (node.HasPrivateInside() || (violation.Rule == "well-formed" && tree.PrivateNames.Count > 0))))
        {
            return violation;
        }

        // Names inside what is private can be data themselves: the path ends where it begins.
        return violation with
        {
            Path = violation.Path[..shown],
            Message = $"What stands here breaks {(violation.Rule is null ? "the contract" : $"'{violation.Rule}'")}; it is private.",
        };
    }

    private (MaskNode Node, bool IsHidden) Follow(MaskNode node, string step)
    {
        if (isXml)
        {
            // o:line[2] -> line
            var name = step[(step.IndexOf(':', StringComparison.Ordinal) + 1)..];
            var bracket = name.IndexOf('[', StringComparison.Ordinal);
            var (child, isHidden, _) = tree.Member(node, bracket < 0 ? name : name[..bracket]);
            return (child, isHidden);
        }

        var member = step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        if (!node.Members.ContainsKey(member) && node.Items is { } items && member.All(char.IsAsciiDigit))
        {
            return (items, items.IsPrivate);
        }

        var (declared, hidden, _) = tree.Member(node, member);
        return (declared, hidden);
    }
}
