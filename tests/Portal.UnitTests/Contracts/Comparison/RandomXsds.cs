using System.Xml.Linq;

namespace Portal.UnitTests.Contracts.Comparison;

/// <summary>Makes up XML Schemas and changes them at random, all from one seed.</summary>
internal sealed class RandomXsds(int seed)
{
    private static readonly XNamespace Xs = "http://www.w3.org/2001/XMLSchema";
    private static readonly string[] Names = ["a", "b", "c", "d"];
    private static readonly string[] Types = ["xs:string", "xs:int", "xs:decimal", "xs:boolean", "xs:date", "xs:token", "xs:positiveInteger", "T", "T2", "S"];

    private readonly Random _random = new(seed);

    public XElement Schema() => new(
        Xs + "schema", new XAttribute(XNamespace.Xmlns + "xs", Xs.NamespaceName), new XAttribute("elementFormDefault", "qualified"),
        new XElement(Xs + "element", new XAttribute("name", "r"), Complex(2)),
        new XElement(Xs + "element", new XAttribute("name", "h"), new XAttribute("type", "xs:int")),
        new XElement(Xs + "element", new XAttribute("name", "m"), new XAttribute("type", "xs:int"), _random.Next(2) == 0 ? new XAttribute("substitutionGroup", "h") : null),
        Named(Complex(1), "T"), Named(Extension(), "T2"), Named(Simple(), "S"));

    public XElement Changed(XElement schema)
    {
        var copy = new XElement(schema);
        for (var count = _random.Next(1, 3); count > 0; count--)
        {
            var all = copy.Descendants().ToArray();
            Change(all[_random.Next(all.Length)]);
        }

        return copy;
    }

    /// <summary>A document with something in it replaced, added or left out.</summary>
    public string Spoilt(string document)
    {
        var root = XElement.Parse(document);
        var all = root.DescendantsAndSelf().ToArray();
        var at = all[_random.Next(all.Length)];
        switch (_random.Next(6))
        {
            case 0 when at != root:
                at.Remove();
                break;
            case 1:
                at.Add(new XElement(Names[_random.Next(Names.Length)], Text()));
                break;
            case 2 when !at.HasElements:
                at.Value = Text();
                break;
            case 3:
                at.SetAttributeValue(_random.Next(2) == 0 ? "k" : "l", _random.Next(2) == 0 ? null : Text());
                break;
            case 4 when at != root:
                at.AddAfterSelf(new XElement(at));
                break;
            default:
                at.Name = Names[_random.Next(Names.Length)];
                break;
        }

        return root.ToString();
    }

    /// <summary>A document written in another way: often the same, sometimes another one or none.</summary>
    public string Respelt(string document) => _random.Next(9) switch
    {
        0 => document.Replace("1", "<!-- one -->1", StringComparison.Ordinal),
        1 => document.Replace(">", "> ", StringComparison.Ordinal),
        2 => document.Replace("<a>", "<a> <![CDATA[ ]]>", StringComparison.Ordinal),
        3 => document.Replace("<b>", "<b xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\">", StringComparison.Ordinal),
        4 => document.Replace("<c>", "<c xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"T\">", StringComparison.Ordinal),
        5 => document.Replace("<h>", "<m>", StringComparison.Ordinal).Replace("</h>", "</m>", StringComparison.Ordinal),
        6 => document.Replace("2", "002.0", StringComparison.Ordinal),
        7 => document.Replace("<a", "<a xml:lang=\"en\"", StringComparison.Ordinal),
        _ => document.Remove(_random.Next(document.Length), 1),
    };

    private static XElement Named(XElement type, string name)
    {
        type.SetAttributeValue("name", name.Length == 0 ? null : name);
        return type;
    }

    private string Text() => new[] { "", "1", "-3", "2.50", "true", "2026-01-01", "ab", "a b", "x" }[_random.Next(9)];

    private XElement Complex(int depth) => new(
        Xs + "complexType", _random.Next(8) == 0 ? new XAttribute("mixed", "true") : null, Group(depth),
        Enumerable.Range(0, _random.Next(3)).Select(n => Attribute(n == 0 ? "k" : "l")),
        _random.Next(8) == 0 ? new XElement(Xs + "anyAttribute", new XAttribute("processContents", "lax")) : null);

    private XElement Extension() => new(
        Xs + "complexType", new XElement(Xs + "complexContent", new XElement(
            Xs + "extension", new XAttribute("base", "T"), new XElement(Xs + "sequence", Element("e", 0)))));

    private XElement Attribute(string name) => new(
        Xs + "attribute", new XAttribute("name", name), new XAttribute("type", _random.Next(2) == 0 ? "xs:int" : "S"),
        _random.Next(2) == 0 ? new XAttribute("use", "required") : null, _random.Next(8) == 0 ? new XAttribute("default", "1") : null);

    private XElement Group(int depth)
    {
        var names = Names.Where(_ => _random.Next(2) == 0).OrderBy(_ => _random.Next()).ToArray();
        if (_random.Next(5) == 0)
        {
            return new XElement(Xs + "all", names.Select(name => Optional(Element(name, depth - 1))));
        }

        return new XElement(
            Xs + (_random.Next(3) == 0 ? "choice" : "sequence"), Occurs(),
            names.Select(name => Occurring(Element(name, depth - 1))),
            _random.Next(5) == 0 ? Occurring(new XElement(Xs + "element", new XAttribute("ref", "h"))) : null,
            depth > 0 && _random.Next(4) == 0 ? Group(depth - 1) : null,
            _random.Next(8) == 0 ? new XElement(Xs + "any", new XAttribute("namespace", "##other"), new XAttribute("processContents", "lax"), new XAttribute("minOccurs", 0)) : null);
    }

    private XElement Element(string name, int depth) => _random.Next(depth > 0 ? 3 : 2) switch
    {
        0 => new XElement(Xs + "element", new XAttribute("name", name), new XAttribute("type", Types[_random.Next(Types.Length)])),
        1 => new XElement(Xs + "element", new XAttribute("name", name), _random.Next(6) == 0 ? new XAttribute("nillable", "true") : null, Simple()),
        _ => new XElement(Xs + "element", new XAttribute("name", name), Complex(depth)),
    };

    private XElement Simple() => _random.Next(6) switch
    {
        0 => new XElement(Xs + "simpleType", new XElement(Xs + "list", new XAttribute("itemType", "xs:int"))),
        1 => new XElement(Xs + "simpleType", new XElement(Xs + "union", new XAttribute("memberTypes", _random.Next(2) == 0 ? "xs:int xs:date" : "xs:boolean xs:int"))),
        2 => Restriction("xs:decimal", Facet("minInclusive", -3, 4), Facet("fractionDigits", 0, 4)),
        3 => Restriction("xs:int", Facet("minExclusive", -3, 4), Facet("maxInclusive", 4, 9)),
        4 => Restriction("xs:string", [.. Names.Where(_ => _random.Next(2) == 0).Append("x").Select(name => new XElement(Xs + "enumeration", new XAttribute("value", name)))]),
        _ => Restriction("xs:string", Facet("minLength", 0, 3), Facet("maxLength", 3, 6), new XElement(Xs + "pattern", new XAttribute("value", _random.Next(2) == 0 ? "[a-z ]*" : ".*"))),
    };

    private static XElement Restriction(string type, params XElement?[] facets) =>
        new(Xs + "simpleType", new XElement(Xs + "restriction", new XAttribute("base", type), facets));

    private XElement? Facet(string name, int from, int to) =>
        _random.Next(2) == 0 ? new XElement(Xs + name, new XAttribute("value", _random.Next(from, to))) : null;

    private XElement Optional(XElement element)
    {
        element.SetAttributeValue("minOccurs", _random.Next(2));
        return element;
    }

    private XElement Occurring(XElement element)
    {
        element.Add(Occurs());
        return element;
    }

    private XAttribute[] Occurs() => _random.Next(5) switch
    {
        0 => [new XAttribute("minOccurs", 0)],
        1 => [new XAttribute("maxOccurs", _random.Next(1, 4))],
        2 => [new XAttribute("minOccurs", 0), new XAttribute("maxOccurs", "unbounded")],
        3 => [new XAttribute("minOccurs", 2), new XAttribute("maxOccurs", 3)],
        _ => [],
    };

    private void Change(XElement at)
    {
        switch (at.Name.LocalName)
        {
            case "element" when at.Parent!.Name.LocalName != "schema" && _random.Next(3) == 0:
                at.Remove();
                break;
            case "element" when at.Parent!.Name.LocalName != "schema" && _random.Next(2) == 0:
                at.SetAttributeValue("minOccurs", _random.Next(2));
                break;
            case "element" when at.Attribute("type") is { } type:
                type.Value = Types[_random.Next(at.Parent!.Name.LocalName == "schema" ? 3 : Types.Length)];
                break;
            case "sequence" or "choice":
                if (_random.Next(2) == 0)
                {
                    at.AddFirst(Element("f", 1));
                }
                else
                {
                    at.Name = Xs + (at.Name.LocalName == "choice" ? "sequence" : "choice");
                }

                break;
            case "attribute" when _random.Next(2) == 0:
                at.SetAttributeValue("use", at.Attribute("use") is null ? "required" : null);
                break;
            case "complexType" when at.Element(Xs + "complexContent") is null:
                at.ReplaceWith(Named(Complex(1), at.Attribute("name")?.Value ?? ""));
                break;
            case "simpleType":
                at.ReplaceWith(Named(Simple(), at.Attribute("name")?.Value ?? ""));
                break;
            default:
                at.Remove();
                break;
        }
    }
}
