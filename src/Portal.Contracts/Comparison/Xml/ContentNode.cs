namespace Portal.Contracts.Comparison.Xml;

/// <summary>What may still come in a content model.</summary>
/// <param name="Number">Tells it apart: nodes that say the same are the same node.</param>
/// <param name="Shape">What it is.</param>
/// <param name="Leaf">The element or wildcard of a leaf.</param>
/// <param name="Parts">What it is made of.</param>
/// <param name="Least">How often a repetition comes at least.</param>
/// <param name="Most">How often a repetition comes at most.</param>
/// <param name="MayEnd">Whether nothing more needs to come.</param>
internal sealed record ContentNode(int Number, ContentShape Shape, ContentLeaf? Leaf, ContentNode[] Parts, decimal Least, decimal Most, bool MayEnd);

/// <summary>The shapes of content.</summary>
internal enum ContentShape
{
    /// <summary>Nothing is valid.</summary>
    Never,

    /// <summary>The end.</summary>
    End,

    /// <summary>One element.</summary>
    Leaf,

    /// <summary>One part after the other.</summary>
    Sequence,

    /// <summary>One of the parts.</summary>
    Choice,

    /// <summary>All parts in any order.</summary>
    All,

    /// <summary>The part again and again.</summary>
    Repeat,
}
