using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Portal.Contracts.Samples.Xml;

/// <summary>Makes elements with their attributes and content.</summary>
internal sealed class ElementMaker(SchemaLookup lookup, LeafMaker leaves, XmlSearch search, SampleBudget budget)
{
    private const int MaxRepeats = 2_000;

    // Optional parts are for the outer levels: a sample is to be read.
    private const int RoomyDepth = 5;
    private const int MaxOptional = 10;
    private const int MaxOptionalDeep = 4;

    private static readonly XNamespace Xsi = XmlSchema.InstanceNamespace;

    private readonly HashSet<XmlSchemaType> _open = [];
    private readonly HashSet<XmlQualifiedName> _openNames = [];
    private int _length;

    /// <summary>An element; null when none was found.</summary>
    /// <param name="declared">Its declaration or its use in a content model.</param>
    /// <param name="depth">How deep it stands.</param>
    /// <param name="variant">Rotates its values.</param>
    public XElement? Make(XmlSchemaElement declared, int depth, int variant)
    {
        var head = lookup.Declaration(declared);
        if (budget.IsSpent)
        {
            return null;
        }

        foreach (var element in lookup.Substitutes(head))
        {
            foreach (var type in lookup.Types(element.ElementSchemaType!))
            {
                if (Of(element, type, depth, variant) is { } made)
                {
                    return made;
                }
            }

            if (element is { IsNillable: true, FixedValue: null } && Nil(element) is { } nil)
            {
                return nil;
            }
        }

        return null;
    }

    private static XName NameOf(XmlQualifiedName name) => XName.Get(name.Name, name.Namespace);

    private XElement? Of(XmlSchemaElement element, XmlSchemaType type, int depth, int variant)
    {
        if (depth > search.MaxDepth || !budget.Spend())
        {
            return null;
        }

        var made = new XElement(NameOf(element.QualifiedName));
        if (type != element.ElementSchemaType)
        {
            made.Add(new XAttribute(Xsi + "type", leaves.Qualify(type.QualifiedName)));
        }

        var (isFirst, isFirstName) = (_open.Add(type), _openNames.Add(element.QualifiedName));
        var isRoomy = search.IsRoomy && depth < RoomyDepth && isFirst;
        var complete = Fill(made, element, type, depth, variant, isRoomy);
        if (isFirst)
        {
            _open.Remove(type);
        }

        if (isFirstName)
        {
            _openNames.Remove(element.QualifiedName);
        }

        return complete ? made : null;
    }

    private XElement? Nil(XmlSchemaElement element)
    {
        var nil = new XElement(NameOf(element.QualifiedName), new XAttribute(Xsi + "nil", "true"));
        return element.ElementSchemaType is not XmlSchemaComplexType complex || Attributes(nil, complex, 0, int.MaxValue, isRoomy: false) ? nil : null;
    }

    private bool Fill(XElement made, XmlSchemaElement element, XmlSchemaType type, int depth, int variant, bool isRoomy)
    {
        if (type is not XmlSchemaComplexType complex)
        {
            return Text(made, element, type, variant);
        }

        if (!Attributes(made, complex, variant, depth, isRoomy))
        {
            return false;
        }

        return complex.ContentType == XmlSchemaContentType.TextOnly ? Text(made, element, type, variant)
            : (element.FixedValue ?? element.DefaultValue) is { } fixedText ? AddText(made, fixedText)
            : type.QualifiedName.Namespace == XmlSchema.Namespace || Particles(complex.ContentTypeParticle, made, depth, variant, isRoomy);
    }

    private bool Text(XElement made, XmlSchemaElement element, XmlSchemaType type, int variant) =>
        leaves.Text(type, made.Name.LocalName, variant, element.FixedValue, element.DefaultValue) is { } text && AddText(made, text);

    private bool AddText(XElement made, string text)
    {
        made.Add(new XText(text));
        return (_length += text.Length) <= SampleBudget.MaxLength;
    }

    private bool Attributes(XElement made, XmlSchemaComplexType type, int variant, int depth, bool isRoomy)
    {
        var optional = 0;
        foreach (var attribute in type.AttributeUses.Values.OfType<XmlSchemaAttribute>().Where(use => use.Use != XmlSchemaUse.Prohibited))
        {
            var isNeeded = attribute.Use == XmlSchemaUse.Required;
            if (!isNeeded && !IsWanted(attribute.QualifiedName.Name, isRoomy && optional++ < (depth < 2 ? MaxOptional : MaxOptionalDeep)))
            {
                continue;
            }

            var text = leaves.Text(
                attribute.AttributeSchemaType!, attribute.QualifiedName.Name, variant, lookup.FixedValue(attribute), attribute.DefaultValue, isNeeded);
            if (text is not null)
            {
                made.Add(new XAttribute(NameOf(attribute.QualifiedName), text));
                _length += text.Length;
            }
            else if (isNeeded)
            {
                return false;
            }
        }

        return _length <= SampleBudget.MaxLength;
    }

    private bool IsWanted(string name, bool isRoomy) => leaves.Hints.IsThere(name, search.Attempt) ?? isRoomy;

    private bool Particles(XmlSchemaParticle? particle, XElement parent, int depth, int variant, bool isRoomy)
    {
        if (particle is null or { MaxOccurs: 0 } || !budget.Spend())
        {
            return !budget.IsSpent;
        }

        var least = particle.MinOccurs;
        var wanted = Math.Max(least, IsOptionalWanted(particle, parent, depth, isRoomy) ? 1 : 0);
        if (wanted > MaxRepeats)
        {
            return false;
        }

        for (var at = 0; at < wanted; at++)
        {
            var last = parent.LastNode;
            if (!One(particle, parent, depth, variant + at, isRoomy, isNeeded: at < least))
            {
                Undo(parent, last);
                return at >= least;
            }
        }

        return true;
    }

    private bool IsOptionalWanted(XmlSchemaParticle particle, XElement parent, int depth, bool isRoomy)
    {
        var hasRoom = isRoomy && parent.Elements().Count() < (depth < 2 ? MaxOptional : MaxOptionalDeep);
        return particle is XmlSchemaElement element ? IsWanted(element.QualifiedName.Name, hasRoom) : hasRoom;
    }

    private static void Undo(XElement parent, XNode? last)
    {
        while (parent.LastNode != last)
        {
            parent.LastNode!.Remove();
        }
    }

    private bool One(XmlSchemaParticle particle, XElement parent, int depth, int variant, bool isRoomy, bool isNeeded)
    {
        switch (particle)
        {
            case XmlSchemaElement element:
                return Add(parent, Make(element, depth + 1, variant));
            case XmlSchemaAny any:
                return Add(parent, Wildcard(any, depth, variant, isNeeded));
            case XmlSchemaChoice choice:
                return Choice(choice, parent, depth, variant, isRoomy);
            case XmlSchemaGroupBase group:
                return group.Items.OfType<XmlSchemaParticle>().All(item => Particles(item, parent, depth, variant, isRoomy));
            default:
                return true;
        }
    }

    private static bool Add(XElement parent, XElement? child)
    {
        if (child is not null)
        {
            parent.Add(child);
        }

        return child is not null;
    }

    // The first branch that can end.
    private bool Choice(XmlSchemaChoice choice, XElement parent, int depth, int variant, bool isRoomy)
    {
        var branches = choice.Items.OfType<XmlSchemaParticle>().ToArray();
        for (var at = 0; at < branches.Length; at++)
        {
            var branch = branches[(at + search.BranchShift) % branches.Length];
            var last = parent.LastNode;
            if (branch.MaxOccurs > 0 && Particles(branch, parent, depth, variant, isRoomy))
            {
                return true;
            }

            Undo(parent, last);
        }

        return false;
    }

    private XElement? Wildcard(XmlSchemaAny any, int depth, int variant, bool isNeeded)
    {
        if (any.ProcessContents != XmlSchemaContentProcessing.Skip)
        {
            foreach (var element in lookup.Allowed(any).Where(element => !_openNames.Contains(element.QualifiedName)))
            {
                if (Make(element, depth + 1, variant) is { } made)
                {
                    return made;
                }
            }
        }

        return isNeeded ? SchemaLookup.Invented(any) : null;
    }
}
