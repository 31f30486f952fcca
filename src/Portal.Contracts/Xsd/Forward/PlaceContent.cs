using System.Xml.Schema;

namespace Portal.Contracts.Xsd.Forward;

/// <summary>
/// Sequences and choices as an automaton: a state for the start and for each place of the model where an element stands. The
/// model says by the next name alone which place comes next (XML Schema part 1, section 3.8.6); where it does not, it is not
/// compiled to this.
/// </summary>
/// <param name="places">The places; the first is the start, where nothing stands.</param>
internal sealed class PlaceContent(ContentPlace[] places) : IContentRule
{
    public ElementRule? Next(ref ContentState state, string localName, string name)
    {
        var at = places[state.Place];
        if (at.Repeats && Find(at.Elements, localName, name) is { } again)
        {
            return ++state.Count <= at.Most ? again : null;
        }

        if (state.Count < at.Least)
        {
            return null;
        }

        foreach (var next in at.Next)
        {
            if (Find(places[next].Elements, localName, name) is { } element)
            {
                (state.Place, state.Count) = (next, 1);
                return element;
            }
        }

        return null;
    }

    public bool MayEnd(in ContentState state) => places[state.Place].MayEnd && state.Count >= places[state.Place].Least;

    private static ElementRule? Find(ElementRule[] elements, string localName, string name)
    {
        foreach (var element in elements)
        {
            if (element.Is(localName, name))
            {
                return element;
            }
        }

        return null;
    }
}

/// <summary>A place of a content model where an element stands.</summary>
/// <param name="Elements">The element, and those that may stand in its place.</param>
/// <param name="Least">How often it comes in a row at least.</param>
/// <param name="Most">How often it comes in a row at most.</param>
internal sealed record ContentPlace(ElementRule[] Elements, long Least, long Most)
{
    /// <summary>The wildcard that lets the elements in; null when they are named.</summary>
    public XmlSchemaAny? Wildcard { get; init; }

    /// <summary>The places that may come after it, itself not counted when it only repeats.</summary>
    public SortedSet<int> Following { get; } = [];

    /// <summary>The same, to walk through.</summary>
    public int[] Next { get; set; } = [];

    /// <summary>Whether the content may end here.</summary>
    public bool MayEnd { get; set; }

    /// <summary>Whether the element may come several times in a row.</summary>
    public bool Repeats => Most > 1;
}
