namespace Portal.Contracts.Samples.Xml;

/// <summary>One way to look for a payload.</summary>
/// <param name="Attempt">Its number: it moves values and the parts that rules mention.</param>
/// <param name="MaxDepth">How deep elements may nest.</param>
/// <param name="IsRoomy">Whether more than the least is wanted.</param>
internal sealed record XmlSearch(int Attempt, int MaxDepth, bool IsRoomy)
{
    /// <summary>Whether all values are alike where that is allowed, which is what references to keys need.</summary>
    public bool IsPlain { get; init; }

    /// <summary>How many branches of a choice to pass over before the first that is tried.</summary>
    public int BranchShift { get; init; }

    /// <summary>The searches in their order: rich and shallow first, then the least, deeper, plainer and otherwise.</summary>
    /// <param name="hasRules">Whether rules have to be met too, which takes more attempts.</param>
    public static IEnumerable<XmlSearch> All(bool hasRules)
    {
        yield return new XmlSearch(0, 10, true);
        yield return new XmlSearch(0, 10, false);
        yield return new XmlSearch(0, 64, false);
        yield return new XmlSearch(0, 10, true) { IsPlain = true };
        yield return new XmlSearch(0, 10, false) { IsPlain = true };
        for (var attempt = 1; attempt <= (hasRules ? 40 : 6); attempt++)
        {
            yield return new XmlSearch(attempt, 10, attempt % 2 == 1) { BranchShift = attempt / 2 };
        }
    }
}
