namespace Portal.Contracts.Xsd.Forward;

/// <summary>How far the child elements of an element have come.</summary>
internal struct ContentState
{
    /// <summary>The place in a sequence of elements; 0 is the start.</summary>
    public int Place;

    /// <summary>How often the element of that place came.</summary>
    public long Count;

    /// <summary>Which elements of an <c>all</c> came.</summary>
    public ulong Seen;
}

/// <summary>A content model.</summary>
internal interface IContentRule
{
    /// <summary>Takes the next child element; null when it may not come here, or is left to the framework's validator.</summary>
    ElementRule? Next(ref ContentState state, string localName, string name);

    /// <summary>Whether nothing more has to come.</summary>
    bool MayEnd(in ContentState state);
}
