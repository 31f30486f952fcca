using System.Xml.Schema;

namespace Portal.Contracts.Xsd;

/// <summary>All that compiled schemas declare, each once, wherever it stands.</summary>
internal static class SchemaDeclarations
{
    /// <summary>Elements and attributes with their types, and named types as themselves.</summary>
    public static IEnumerable<(XmlSchemaAnnotated Declaration, XmlSchemaType? Type)> All(XmlSchemaSet set)
    {
        // Bounded by the schemas' text, SchemaBounds: references are not followed, uses of groups neither.
        var open = new Stack<XmlSchemaObject>(set.Schemas().Cast<XmlSchema>().SelectMany(schema => schema.Items.Cast<XmlSchemaObject>()).Reverse());
        var seen = new HashSet<XmlSchemaObject>(ReferenceEqualityComparer.Instance);
        while (open.TryPop(out var component))
        {
            if (!seen.Add(component))
            {
                continue;
            }

            switch (component)
            {
                case XmlSchemaElement element:
                    yield return (element, element.ElementSchemaType);
                    break;
                case XmlSchemaAttribute attribute:
                    yield return (attribute, attribute.AttributeSchemaType);
                    break;
                case XmlSchemaType { Name: not null } type:
                    yield return (type, type);
                    break;
            }

            foreach (var part in Parts(component).Reverse())
            {
                open.Push(part);
            }
        }
    }

    private static IEnumerable<XmlSchemaObject> Parts(XmlSchemaObject component)
    {
        IEnumerable<XmlSchemaObject?> parts = component switch
        {
            XmlSchemaElement element => [element.SchemaType],
            XmlSchemaAttribute attribute => [attribute.SchemaType],
            XmlSchemaComplexType type => [.. type.Attributes.Cast<XmlSchemaObject?>(), type.Particle, type.ContentModel?.Content],
            XmlSchemaComplexContentExtension extension => [.. extension.Attributes.Cast<XmlSchemaObject?>(), extension.Particle],
            XmlSchemaComplexContentRestriction restriction => [.. restriction.Attributes.Cast<XmlSchemaObject?>(), restriction.Particle],
            XmlSchemaSimpleContentExtension extension => extension.Attributes.Cast<XmlSchemaObject?>(),
            XmlSchemaSimpleContentRestriction restriction => restriction.Attributes.Cast<XmlSchemaObject?>(),
            XmlSchemaGroupBase group => group.Items.Cast<XmlSchemaObject?>(),
            XmlSchemaGroup group => [group.Particle],
            XmlSchemaAttributeGroup group => group.Attributes.Cast<XmlSchemaObject?>(),
            XmlSchemaRedefine redefine => redefine.Items.Cast<XmlSchemaObject?>(),
            _ => [],
        };
        return parts.OfType<XmlSchemaObject>();
    }
}
