namespace Portal.Contracts.Masking;

/// <summary>What a contract declares at each place, and the names of all that it marks private.</summary>
/// <param name="Root">The root: of a JSON payload its value, of an XML payload what holds the root elements.</param>
/// <param name="PrivateNames">The names, folded by <see cref="MaskNode.Fold"/>.</param>
internal sealed record MaskTree(MaskNode Root, IReadOnlySet<string> PrivateNames)
{
    // More places than any contract that people write; beyond, names decide.
    public const int MaxNodes = 5_000;

    /// <summary>What stands at a member, and whether it is to be masked there.</summary>
    public (MaskNode Node, bool IsHidden, bool IsDeclared) Member(MaskNode parent, string name)
    {
        if (parent.Members.TryGetValue(name, out var declared))
        {
            return (declared, declared.IsPrivate, true);
        }

        var node = parent.Others ?? MaskNode.Unknown;
        return (node, node.IsPrivate || PrivateNames.Contains(MaskNode.Fold(name)), false);
    }
}
