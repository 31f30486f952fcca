using System.Xml;
using System.Xml.Schema;
using Portal.Contracts.Samples.Xml;

namespace Portal.Contracts.Comparison.Xml;

/// <summary>Walks two sets of schemas side by side, element by element.</summary>
internal sealed class XmlWalk(XmlSchemaSet before, XmlSchemaSet after, ChangeLog log)
{
    private const int MaxSteps = 20_000;
    private const int MaxDepth = 60;

    private readonly HashSet<(XmlSchemaType Old, XmlSchemaType New)> _open = [];
    private readonly HashSet<(XmlSchemaType Old, XmlSchemaType New)> _unchanged = [];
    private int _steps = MaxSteps;

    public XmlSchemaSet Before => before;

    public XmlSchemaSet After => after;

    public SchemaLookup OldLookup { get; } = new(before);

    public SchemaLookup NewLookup { get; } = new(after);

    public ChangeLog Log => log;

    /// <summary>Whether a wildcard was met, which lets undeclared things in.</summary>
    public bool HasWildcard { get; set; }

    /// <summary>Compares two declarations of an element.</summary>
    public void Elements(string path, XmlSchemaElement old, XmlSchemaElement next)
    {
        (old, next) = (OldLookup.Declaration(old), NewLookup.Declaration(next));
        ElementChanges.Compare(this, path, old, next);
        Types(path, old.ElementSchemaType, next.ElementSchemaType);
    }

    /// <summary>Compares two types. A pair that is being compared already is a recursion, and adds nothing.</summary>
    public void Types(string path, XmlSchemaType? old, XmlSchemaType? next)
    {
        if (old is null || next is null)
        {
            log.CannotTell(path, "An element without a type cannot be compared.");
            return;
        }

        if (_open.Contains((old, next)) || _unchanged.Contains((old, next)))
        {
            return;
        }

        if (--_steps < 0 || _open.Count >= MaxDepth)
        {
            log.CannotTell(path, "The schemas are too large or too deep to be compared further.");
            return;
        }

        var earlier = log.Count;
        _open.Add((old, next));
        TypeComparison.Compare(this, path, old, next);
        _open.Remove((old, next));
        if (log.Count == earlier)
        {
            _unchanged.Add((old, next));
        }
    }

    /// <summary>Whether either set has a declaration of that name for all documents.</summary>
    public static XmlSchemaElement? Global(XmlSchemaSet set, XmlQualifiedName name) => set.GlobalElements[name] as XmlSchemaElement;
}
