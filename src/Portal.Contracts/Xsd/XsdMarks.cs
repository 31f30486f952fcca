using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Portal.Contracts.Fields;

namespace Portal.Contracts.Xsd;

/// <summary>The marks in <c>xs:appinfo</c>, elements of <see cref="MarkWords.Namespace"/>.</summary>
internal static class XsdMarks
{
    private static readonly XName AppInfo = XName.Get("appinfo", XmlSchema.Namespace);

    /// <summary>The marks of a declaration together with those of its type and of what that is derived from.</summary>
    public static FieldMarks Of(XmlSchemaAnnotated declaration, XmlSchemaType? type)
    {
        var marks = Of(declaration);
        for (var at = type; at is not null; at = at.BaseXmlSchemaType)
        {
            marks = marks.With(Of(at));
        }

        return marks;
    }

    /// <summary>What the values of a type are.</summary>
    public static FieldKind KindOf(XmlSchemaType? type)
    {
        if (type is XmlSchemaComplexType { ContentType: not XmlSchemaContentType.TextOnly })
        {
            return type.TypeCode == XmlTypeCode.Item && type.QualifiedName.Name == "anyType" ? FieldKind.Any : FieldKind.Object;
        }

        return type?.Datatype is not { Variety: XmlSchemaDatatypeVariety.Atomic } atomic
            ? type?.Datatype is null ? FieldKind.Any : FieldKind.Text
            : atomic.TypeCode switch
            {
                XmlTypeCode.Decimal or XmlTypeCode.Float or XmlTypeCode.Double => FieldKind.Number,
                >= XmlTypeCode.Integer and <= XmlTypeCode.PositiveInteger => FieldKind.Integer,
                XmlTypeCode.Boolean => FieldKind.Boolean,
                XmlTypeCode.DateTime => FieldKind.DateTime,
                XmlTypeCode.Date => FieldKind.Date,
                XmlTypeCode.AnyAtomicType => FieldKind.Any,
                _ => FieldKind.Text,
            };
    }

    /// <summary>What is wrong with the marks of a document by themselves.</summary>
    public static IEnumerable<SchemaError> CheckWords(XDocument schema, string? location)
    {
        foreach (var info in schema.Descendants(AppInfo))
        {
            var marks = info.Elements().Where(mark => mark.Name.NamespaceName == MarkWords.Namespace).ToArray();
            foreach (var mark in marks)
            {
                if (Problem(mark) is { } problem)
                {
                    yield return Error(mark, problem, location);
                }
            }

            if (marks.Where(mark => MarkWords.RoleOf(mark.Name.LocalName) is not null).Skip(1).FirstOrDefault() is { } second)
            {
                yield return Error(second, "A field is a measure, a dimension or a key, not two of them.", location);
            }
        }
    }

    /// <summary>What is wrong with the marks of the declarations in compiled schemas.</summary>
    public static IEnumerable<SchemaError> CheckUse(XmlSchemaSet set)
    {
        foreach (var (declaration, type) in SchemaDeclarations.All(set))
        {
            var role = Of(declaration).Role;
            if (MarkWords.Contradiction(role, KindOf(type)) is { } contradiction)
            {
                var info = declaration.Annotation!.Items.OfType<XmlSchemaAppInfo>().First(info => Of(info).Role == role);
                yield return new SchemaError(contradiction, info.LineNumber, info.LinePosition, ImportResolver.LocationOf(info.SourceUri));
            }
        }
    }

    private static FieldMarks Of(XmlSchemaAnnotated component) =>
        component.Annotation?.Items.OfType<XmlSchemaAppInfo>().Aggregate(FieldMarks.None, (marks, info) => marks.With(Of(info))) ?? FieldMarks.None;

    private static FieldMarks Of(XmlSchemaAppInfo info)
    {
        var marks = FieldMarks.None;
        foreach (var mark in (info.Markup ?? []).OfType<XmlElement>().Where(mark => mark.NamespaceURI == MarkWords.Namespace))
        {
            marks = mark.LocalName == "private" ? marks with { IsPrivate = true }
                : MarkWords.RoleOf(mark.LocalName) is not { } role ? marks
                : role != FieldRole.Measure ? marks with { Role = role }
                : marks with
                {
                    Role = role,
                    Unit = mark.GetAttributeNode("unit")?.Value,
                    Aggregation = MarkWords.AggregationOf(mark.GetAttributeNode("aggregation")?.Value ?? "sum") ?? FieldAggregation.Sum,
                };
        }

        return marks;
    }

    private static string? Problem(XElement mark)
    {
        var word = mark.Name.LocalName;
        if (MarkWords.RoleOf(word) is null && word != "private")
        {
            return $"'{word}' is not a mark: use measure, dimension, key or private.";
        }

        foreach (var attribute in mark.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
        {
            var problem = (word, attribute.Name.ToString()) switch
            {
                ("measure", "unit") => MarkWords.UnitProblem(attribute.Value),
                ("measure", "aggregation") => MarkWords.AggregationOf(attribute.Value) is null ? MarkWords.UnknownAggregation(attribute.Value) : null,
                ("measure", var name) => $"A measure has a unit and an aggregation, no '{name}'.",
                var (_, name) => $"'{word}' has no attribute '{name}'.",
            };
            if (problem is not null)
            {
                return problem;
            }
        }

        return mark.Nodes().Any() ? $"'{word}' is empty." : null;
    }

    private static SchemaError Error(XElement at, string message, string? location) =>
        new(message, ((IXmlLineInfo)at).LineNumber, ((IXmlLineInfo)at).LinePosition, location);
}
