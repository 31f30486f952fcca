using System.Xml.Schema;
using Portal.Contracts.Samples.Xml;

namespace Portal.Contracts.Xsd.Forward;

/// <summary>
/// Makes an automaton of a content model after Glushkov: which places may be first, which last, and which may follow each. What
/// it cannot do (groups that come many times, places that a name does not tell apart) is not compiled.
/// </summary>
/// <param name="rules">Where the rules of elements come from.</param>
/// <param name="maxNames">The most names that places may lead to by, all places together.</param>
internal sealed class ContentCompiler(RuleCompiler rules, int maxNames)
{
    // In one content model.
    private const int MaxPlaces = 256;

    // Groups that have nothing in them make no places, and may come any number of times.
    private const int MaxReads = 5_000;

    // Groups within groups.
    private const int MaxDepth = 40;

    private readonly List<ContentPlace> _places = [new([], 0, 1)];
    private int _reads;
    private bool _fails;

    /// <summary>How many names the places lead to by.</summary>
    public int NameCount { get; private set; }

    /// <summary>The automaton; null when there is none for it.</summary>
    public PlaceContent? Compile(XmlSchemaParticle particle)
    {
        var whole = Read(particle, MaxDepth);
        _places[0].Following.UnionWith(whole.First);
        _places[0].MayEnd = whole.MayBeNothing;
        foreach (var last in whole.Last)
        {
            _places[last].MayEnd = true;
        }

        foreach (var place in _places)
        {
            place.Next = [.. place.Following];
        }

        NameCount = _places.Sum(place => place.Next.Sum(next => 1 + _places[next].Elements.Length));
        return _fails || NameCount > maxNames || !Enumerable.Range(0, _places.Count).All(IsCertain) ? null : new PlaceContent([.. _places]);
    }

    // A name leads to one place only, and a row that is counted is not entered again from its own end.
    private bool IsCertain(int at)
    {
        var place = _places[at];
        var isCounted = place.Least > 1 || place is { Repeats: true, Most: < long.MaxValue };
        ContentPlace[] next = [.. place.Next.Where(number => number != at).Select(number => _places[number]), .. place.Repeats || place.Following.Contains(at) ? [place] : Array.Empty<ContentPlace>()];
        var names = next.SelectMany(other => other.Elements).Select(element => (element.LocalName, element.Namespace)).ToArray();
        return !(isCounted && place.Following.Contains(at)) && names.Distinct().Count() == names.Length
            && next.Where(other => other.Wildcard is not null).All(any => next.All(other => other == any || IsApart(any.Wildcard!, other)));
    }

    private static bool IsApart(XmlSchemaAny any, ContentPlace other) =>
        other.Wildcard is null && other.Elements.All(element => !SchemaLookup.IsAllowed(any, element.Namespace));

    private Part Read(XmlSchemaParticle particle, int depth)
    {
        if (depth == 0 || _places.Count > MaxPlaces || ++_reads > MaxReads || particle is XmlSchemaAll or XmlSchemaGroupRef)
        {
            _fails = true;
        }

        return _fails || particle.MaxOccurs == 0 ? Part.Nothing
            : particle is XmlSchemaElement element ? Place(element, rules.Substitutes(element))
            : particle is XmlSchemaAny any ? Place(any, rules.Allowed(any), any)
            : particle is XmlSchemaGroupBase group ? Repeat(group, depth)
            : Part.Nothing;
    }

    private Part Place(XmlSchemaParticle particle, ElementRule[] elements, XmlSchemaAny? wildcard = null)
    {
        _places.Add(new ContentPlace(elements, Count(particle.MinOccurs), Count(particle.MaxOccurs)) { Wildcard = wildcard });
        return new Part([_places.Count - 1], [_places.Count - 1], particle.MinOccurs == 0);
    }

    // As often as it has to come, and then as often as it may: a(a(a)?)? or a a+.
    private Part Repeat(XmlSchemaGroupBase group, int depth)
    {
        var isEndless = group.MaxOccurs == decimal.MaxValue;
        var most = isEndless ? Math.Max(group.MinOccurs, 1) : group.MaxOccurs;
        var times = new List<Part>();
        while (times.Count < Math.Min(most, MaxReads) && !_fails)
        {
            times.Add(group is XmlSchemaChoice ? Choice(group, depth) : Sequence(group, depth));
        }

        _fails |= times.Count < most;
        if (isEndless && times.Count > 0)
        {
            Follow(times[^1].Last, times[^1].First);
        }

        var whole = new Part([], [], true);
        for (var time = times.Count; time > 0; time--)
        {
            whole = Then(times[time - 1], whole);
            whole = time > group.MinOccurs ? whole with { MayBeNothing = true } : whole;
        }

        return whole;
    }

    private Part Sequence(XmlSchemaGroupBase group, int depth) =>
        group.Items.OfType<XmlSchemaParticle>().Aggregate(new Part([], [], true), (before, item) => Then(before, Read(item, depth - 1)));

    private Part Choice(XmlSchemaGroupBase group, int depth)
    {
        Part[] parts = [.. group.Items.OfType<XmlSchemaParticle>().Where(item => item.MaxOccurs > 0).Select(item => Read(item, depth - 1))];

        // A choice between nothing cannot be met.
        _fails |= parts.Length == 0;
        return new Part([.. parts.SelectMany(part => part.First)], [.. parts.SelectMany(part => part.Last)], parts.Any(part => part.MayBeNothing));
    }

    private static long Count(decimal occurs) => (long)Math.Min(occurs, long.MaxValue);

    private Part Then(Part before, Part after)
    {
        Follow(before.Last, after.First);
        return new Part(
            before.MayBeNothing ? [.. before.First, .. after.First] : before.First,
            after.MayBeNothing ? [.. before.Last, .. after.Last] : after.Last,
            before.MayBeNothing && after.MayBeNothing);
    }

    private void Follow(int[] last, int[] first)
    {
        foreach (var place in last)
        {
            _places[place].Following.UnionWith(first);
        }
    }

    /// <summary>What a part of a model may begin and end with.</summary>
    private sealed record Part(int[] First, int[] Last, bool MayBeNothing)
    {
        public static Part Nothing { get; } = new([], [], true);
    }
}
