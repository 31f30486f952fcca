using System.Xml;
using System.Xml.Schema;
using Portal.Contracts.Samples.Values;

namespace Portal.Contracts.Samples.Xml;

/// <summary>Makes the texts of attributes and of elements without elements.</summary>
internal sealed class LeafMaker(XmlNamespaceManager prefixes, RuleHints hints, XmlSearch search, SampleSeed seed)
{
    private const int MaxTries = 100;

    private readonly SimpleCheck _check = new(prefixes);
    private readonly Dictionary<string, string> _needed = new(StringComparer.Ordinal);
    private int _identifiers;

    public RuleHints Hints => hints;

    /// <summary>The prefixes that texts make use of, with their namespaces.</summary>
    public IReadOnlyDictionary<string, string> NeededPrefixes => _needed;

    /// <summary>A text; null when none was found.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="name">The name of the element or attribute.</param>
    /// <param name="variant">Rotates.</param>
    /// <param name="fixedValue">The only value that is allowed; null when others are.</param>
    /// <param name="defaultValue">The value that is meant when none is there.</param>
    /// <param name="isNeeded">Whether it has to be there; references to identifiers are not made up otherwise.</param>
    public string? Text(XmlSchemaType type, string name, int variant, string? fixedValue, string? defaultValue, bool isNeeded = true)
    {
        var code = type.Datatype?.TypeCode;
        if (fixedValue is not null)
        {
            return Note(code, fixedValue);
        }

        if (code is XmlTypeCode.Idref && !isNeeded && _identifiers == 0)
        {
            return null;
        }

        var rotation = code == XmlTypeCode.Id ? _identifiers++ : variant + seed.Rotation + search.Attempt;
        return Candidates(type, name, rotation, defaultValue).Take(MaxTries).FirstOrDefault(text => _check.Fits(type, text)) is { } found
            ? Note(code, found)
            : null;
    }

    /// <summary>A name as a text, whose prefix is declared at the root.</summary>
    public string Qualify(XmlQualifiedName name)
    {
        if (name.Namespace.Length == 0)
        {
            return name.Name;
        }

        var prefix = prefixes.LookupPrefix(name.Namespace);
        if (string.IsNullOrEmpty(prefix))
        {
            prefix = "t" + (_needed.Count + 1);
            prefixes.AddNamespace(prefix, name.Namespace);
        }

        _needed[prefix] = name.Namespace;
        return $"{prefix}:{name.Name}";
    }

    private IEnumerable<string> Candidates(XmlSchemaType type, string name, int rotation, string? defaultValue)
    {
        var hinted = search.Attempt > 0 ? LikelyText.Rotate(hints.ValuesOf(name), rotation) : [];
        return hinted.Concat(search.IsPlain ? ["1"] : defaultValue is null ? [] : [defaultValue]).Concat(SimpleText.Of(type, name, rotation));
    }

    private string Note(XmlTypeCode? code, string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (code is XmlTypeCode.QName or XmlTypeCode.Notation && colon > 0 && prefixes.LookupNamespace(text[..colon]) is { } found)
        {
            _needed[text[..colon]] = found;
        }

        return text;
    }
}
