namespace Portal.Contracts.Masking;

/// <summary>What a contract declares at one place, as far as masking is concerned. A graph: recursive contracts lead back.</summary>
internal sealed class MaskNode(bool isPrivate)
{
    /// <summary>A place that no contract declares.</summary>
    public static MaskNode Unknown { get; } = new(false);

    /// <summary>Whether what stands here is private.</summary>
    public bool IsPrivate { get; } = isPrivate;

    /// <summary>Members of an object; child elements by local name, attributes by <c>@</c> and theirs.</summary>
    public Dictionary<string, MaskNode> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>What the items of an array are; null when it is not declared.</summary>
    public MaskNode? Items { get; set; }

    /// <summary>What members without a declaration of their own are; null when nothing is said.</summary>
    public MaskNode? Others { get; set; }

    /// <summary>Whether something inside is private.</summary>
    public bool HasPrivateInside()
    {
        var seen = new HashSet<MaskNode>(ReferenceEqualityComparer.Instance) { this };
        var open = new Stack<MaskNode>([this]);
        while (open.TryPop(out var node))
        {
            foreach (var part in node.Parts())
            {
                if (part.IsPrivate)
                {
                    return true;
                }

                if (seen.Add(part))
                {
                    open.Push(part);
                }
            }
        }

        return false;
    }

    /// <summary>A name by which two spellings of a field are one: <c>birth_date</c>, <c>BirthDate</c>.</summary>
    public static string Fold(string name) => string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant));

    private IEnumerable<MaskNode> Parts()
    {
        foreach (var part in Members.Values)
        {
            yield return part;
        }

        foreach (var part in new[] { Items, Others }.OfType<MaskNode>())
        {
            yield return part;
        }
    }
}
