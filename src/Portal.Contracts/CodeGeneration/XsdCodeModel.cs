using System.Xml;
using System.Xml.Schema;
using Portal.Contracts.Fields;
using Portal.Contracts.Xsd;

namespace Portal.Contracts.CodeGeneration;

/// <summary>Finds the types of compiled XML Schemas. What a choice offers is put together, each member optional.</summary>
internal sealed class XsdCodeModel(XmlSchemaSet set)
{
    private readonly Dictionary<(XmlSchemaType, XmlQualifiedName?), CodeType> _known = [];
    private readonly List<CodeType> _types = [];
    private readonly Queue<(CodeType Type, XmlSchemaComplexType Schema)> _open = new();
    private bool _isCut;

    public static CodeModel Of(XmlSchemaSet set)
    {
        var model = new XsdCodeModel(set);
        foreach (var element in set.GlobalElements.Values.OfType<XmlSchemaElement>().Where(element => !element.IsAbstract).OrderBy(element => element.LineNumber))
        {
            model.AddRoot(element);
            while (model._open.TryDequeue(out var next))
            {
                model.Fill(next.Type, next.Schema);
            }
        }

        return new CodeModel(model._types, IsXml: true, model._isCut);
    }

    private void AddRoot(XmlSchemaElement element)
    {
        if (_types.Count >= JsonCodeModel.MaxTypes || element.ElementSchemaType is not { } schema)
        {
            return;
        }

        var type = new CodeType(element.QualifiedName.Name, XsdWords.DocumentationOf(element) ?? XsdWords.DocumentationOf(schema))
        {
            Root = (element.QualifiedName.Name, element.QualifiedName.Namespace),
            Namespace = element.QualifiedName.Namespace,
        };
        _types.Add(type);
        _known[(schema, element.QualifiedName)] = type;
        if (schema is XmlSchemaComplexType complex)
        {
            _open.Enqueue((type, complex));
        }
        else
        {
            type.Members.Add(new CodeMember("value", Simple(schema, element.QualifiedName.Name), true, null, CodePlace.Text));
        }
    }

    private void Fill(CodeType type, XmlSchemaComplexType schema)
    {
        foreach (var attribute in schema.AttributeUses.Values.OfType<XmlSchemaAttribute>().Where(use => use.Use != XmlSchemaUse.Prohibited))
        {
            type.Members.Add(new CodeMember(
                attribute.QualifiedName.Name, Simple(attribute.AttributeSchemaType!, attribute.QualifiedName.Name), attribute.Use == XmlSchemaUse.Required,
                XsdWords.DocumentationOf(attribute), CodePlace.Attribute, attribute.QualifiedName.Namespace));
        }

        if (schema.ContentType == XmlSchemaContentType.TextOnly)
        {
            type.Members.Add(new CodeMember("value", new CodeReference(XsdMarks.KindOf(schema) is FieldKind.Any ? FieldKind.Text : XsdMarks.KindOf(schema)), true, null, CodePlace.Text));
            return;
        }

        AddParticle(type, schema.ContentTypeParticle, required: true, many: false);
    }

    private void AddParticle(CodeType type, XmlSchemaParticle particle, bool required, bool many)
    {
        required &= particle.MinOccurs > 0;
        many |= particle.MaxOccurs > 1;
        if (particle is XmlSchemaGroupBase group)
        {
            foreach (var item in group.Items.OfType<XmlSchemaParticle>())
            {
                AddParticle(type, item, required && group is not XmlSchemaChoice, many);
            }
        }
        else if (particle is XmlSchemaElement element)
        {
            var index = type.Members.FindIndex(member => member.Place == CodePlace.Element && (member.Name, member.Namespace) == (element.QualifiedName.Name, element.QualifiedName.Namespace));
            if (index >= 0)
            {
                // The same element twice in one parent.
                type.Members[index] = type.Members[index] with { Type = type.Members[index].Type with { Dimensions = 1 } };
                return;
            }

            var reference = Reference(element) with { Dimensions = many ? 1 : 0 };
            type.Members.Add(new CodeMember(
                element.QualifiedName.Name, reference, required, XsdWords.DocumentationOf(element), CodePlace.Element, element.QualifiedName.Namespace));
        }
    }

    private CodeReference Reference(XmlSchemaElement element)
    {
        if (element.ElementSchemaType is not XmlSchemaComplexType complex)
        {
            return Simple(element.ElementSchemaType!, element.QualifiedName.Name);
        }

        if (XsdMarks.KindOf(complex) == FieldKind.Any)
        {
            return new CodeReference(FieldKind.Any);
        }

        var key = set.GlobalElements[element.RefName] is XmlSchemaElement { IsAbstract: false } ? element.RefName : null;
        if (_known.TryGetValue((complex, key), out var known) || (key is not null && _known.TryGetValue((complex, null), out known)))
        {
            return new CodeReference(FieldKind.Object, known);
        }

        if (_types.Count >= JsonCodeModel.MaxTypes)
        {
            _isCut = true;
            return new CodeReference(FieldKind.Any);
        }

        var type = new CodeType(complex.QualifiedName.IsEmpty ? element.QualifiedName.Name : complex.QualifiedName.Name, XsdWords.DocumentationOf(complex))
        {
            Namespace = complex.QualifiedName.IsEmpty ? element.QualifiedName.Namespace : complex.QualifiedName.Namespace,
        };
        _types.Add(type);
        _known[(complex, null)] = type;
        _open.Enqueue((type, complex));
        return new CodeReference(FieldKind.Object, type);
    }

    private CodeReference Simple(XmlSchemaType schema, string name)
    {
        // A simple value of any type is written as text.
        var kind = XsdMarks.KindOf(schema) is FieldKind.Any ? FieldKind.Text : XsdMarks.KindOf(schema);
        if (kind != FieldKind.Text || schema is not XmlSchemaSimpleType simple || XsdWords.ValuesOf(simple) is not { Count: > 0 and < ContractProperty.MaxValues } values
            || values.Distinct().Count() != values.Count)
        {
            return new CodeReference(kind);
        }

        if (!_known.TryGetValue((simple, null), out var type) && _types.Count < JsonCodeModel.MaxTypes)
        {
            type = new CodeType(simple.QualifiedName.IsEmpty ? name : simple.QualifiedName.Name, XsdWords.DocumentationOf(simple)) { Values = values };
            _types.Add(type);
            _known[(simple, null)] = type;
        }

        return new CodeReference(FieldKind.Text, type);
    }
}
