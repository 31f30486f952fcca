using System.Xml;
using System.Xml.Schema;
using Portal.Contracts.Samples.Xml;

namespace Portal.Contracts.Xsd.Forward;

/// <summary>Makes rules out of the declarations of a compiled set. A queue takes the place of recursion from type to type.</summary>
internal sealed class RuleCompiler(XmlSchemaSet set)
{
    // By which the places of all content models lead on; the types after that are not covered.
    private const int MaxNames = 1_000_000;

    // Of one element.
    private const int MaxSubstitutes = 64;

    // By one wildcard.
    private const int MaxAllowed = 256;

    private readonly Dictionary<XmlSchemaElement, ElementRule> _elements = [];
    private readonly Dictionary<XmlSchemaType, TypeRule> _types = [];
    private readonly Dictionary<XmlSchemaType, TextRule> _texts = [];
    private readonly Queue<XmlSchemaType> _waiting = new();
    private readonly ILookup<XmlQualifiedName, XmlSchemaElement> _members =
        set.GlobalElements.Values.OfType<XmlSchemaElement>().Where(element => !element.SubstitutionGroup.IsEmpty).ToLookup(element => element.SubstitutionGroup);

    private readonly SchemaLookup _lookup = new(set);
    private int _names;

    public KnownNames Names { get; } = new();

    /// <summary>The rule of a declaration. Its type is filled by <see cref="Finish"/>.</summary>
    public ElementRule RuleOf(XmlSchemaElement element)
    {
        var declaration = !element.RefName.IsEmpty && set.GlobalElements[element.RefName] is XmlSchemaElement global ? global : element;
        if (_elements.TryGetValue(declaration, out var known))
        {
            return known;
        }

        var rule = _elements[declaration] = new ElementRule(Names.Of(declaration.QualifiedName.Name), Names.Of(declaration.QualifiedName.Namespace))
        {
            Given = declaration.FixedValue ?? declaration.DefaultValue,
            IsFixed = declaration.FixedValue is not null,
        };
        if (!declaration.IsAbstract && declaration.Constraints.Count == 0 && declaration.ElementSchemaType is { } type)
        {
            rule.Type = TypeOf(type);
        }

        return rule;
    }

    /// <summary>The elements that may stand where one does, itself first.</summary>
    public ElementRule[] Substitutes(XmlSchemaElement element)
    {
        if (set.GlobalElements[element.QualifiedName] is not XmlSchemaElement head || (element.RefName.IsEmpty && head != element))
        {
            return [RuleOf(element)];
        }

        var all = new List<XmlSchemaElement> { head };
        for (var at = 0; at < all.Count && all.Count <= MaxSubstitutes; at++)
        {
            all.AddRange(_members[all[at].QualifiedName].Except(all));
        }

        // What is blocked for some, and what has too many, is left to the framework's validator.
        var isCovered = all.Count <= MaxSubstitutes && !all.Exists(Blocks);
        return [RuleOf(head), .. all.Skip(1).Take(MaxSubstitutes).Select(member => isCovered ? RuleOf(member) : RuleOf(member) with { Type = null })];
    }

    /// <summary>The declared elements that a wildcard lets in; none when they are not to be looked at, or are too many.</summary>
    public ElementRule[] Allowed(XmlSchemaAny any) =>
        any.ProcessContents != XmlSchemaContentProcessing.Skip && _lookup.Allowed(any).Take(MaxAllowed + 1).ToArray() is { Length: <= MaxAllowed } elements
            ? [.. elements.Select(RuleOf)]
            : [];

    /// <summary>Fills the types.</summary>
    public void Finish()
    {
        while (_waiting.TryDequeue(out var type))
        {
            Fill(_types[type], type);
        }
    }

    private static bool Blocks(XmlSchemaElement element) => element.BlockResolved != XmlSchemaDerivationMethod.Empty
        || element.ElementSchemaType is XmlSchemaComplexType { BlockResolved: not XmlSchemaDerivationMethod.Empty };

    private TypeRule TypeOf(XmlSchemaType type)
    {
        if (!_types.TryGetValue(type, out var rule))
        {
            _types[type] = rule = new TypeRule();
            _waiting.Enqueue(type);
        }

        return rule;
    }

    private void Fill(TypeRule rule, XmlSchemaType type)
    {
        if (type is not XmlSchemaComplexType complex)
        {
            rule.Text = TextOf(type);
            rule.IsCovered = true;
            return;
        }

        // What may be anything is assessed by declarations that the payload brings up.
        if (complex.IsAbstract || complex.QualifiedName == new XmlQualifiedName("anyType", XmlSchema.Namespace) || !FillAttributes(rule, complex))
        {
            return;
        }

        rule.IsMixed = complex.ContentType == XmlSchemaContentType.Mixed;
        rule.Text = complex.ContentType == XmlSchemaContentType.TextOnly ? TextOf(complex) : null;
        rule.Content = complex.ContentType is XmlSchemaContentType.ElementOnly or XmlSchemaContentType.Mixed ? ContentOf(complex.ContentTypeParticle) : null;
        rule.IsCovered = rule.Text is not null || rule.Content is not null || complex.ContentType == XmlSchemaContentType.Empty;
    }

    private bool FillAttributes(TypeRule rule, XmlSchemaComplexType type)
    {
        var uses = type.AttributeUses.Values.OfType<XmlSchemaAttribute>().Where(use => use.Use != XmlSchemaUse.Prohibited).ToArray();
        if (Array.Exists(uses, use => use.AttributeSchemaType is null))
        {
            return false;
        }

        rule.Attributes = [.. uses.Select(AttributeOf)];
        rule.RequiredAttributes = rule.Attributes.Count(attribute => attribute.IsRequired);
        return true;
    }

    private AttributeRule AttributeOf(XmlSchemaAttribute use)
    {
        var global = use.RefName.IsEmpty ? null : set.GlobalAttributes[use.RefName] as XmlSchemaAttribute;
        return new AttributeRule(
            Names.Of(use.QualifiedName.Name), Names.Of(use.QualifiedName.Namespace), TextOf(use.AttributeSchemaType!), use.Use == XmlSchemaUse.Required, use.FixedValue ?? global?.FixedValue);
    }

    private TextRule TextOf(XmlSchemaType type) => _texts.TryGetValue(type, out var known) ? known : _texts[type] = new TextRule(type);

    private IContentRule? ContentOf(XmlSchemaParticle particle)
    {
        if (particle is XmlSchemaAll all)
        {
            return AllOf(all);
        }

        var compiler = new ContentCompiler(this, MaxNames - _names);
        var content = compiler.Compile(particle);
        _names += compiler.NameCount;
        return content;
    }

    private AllContent? AllOf(XmlSchemaAll all)
    {
        var items = all.Items.OfType<XmlSchemaElement>().Where(item => item.MaxOccurs > 0).ToArray();
        if (items.Length > AllContent.MaxElements || Array.Exists(items, item => Substitutes(item).Length > 1))
        {
            return null;
        }

        var required = items.Index().Where(item => item.Item.MinOccurs > 0).Aggregate(0UL, (bits, item) => bits | (1UL << item.Index));
        return new AllContent([.. items.Select(RuleOf)], required, all.MinOccurs == 0);
    }
}
