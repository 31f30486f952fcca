using Portal.Contracts.Fields;

namespace Portal.Contracts.CodeGeneration;

/// <summary>Writes types as C# records: for System.Text.Json, or for XmlSerializer.</summary>
internal sealed class CSharpCode : CodeText
{
    private CSharpCode(CodeModel model)
        : base(model)
    {
    }

    public static string Write(CodeModel model, string space)
    {
        var code = new CSharpCode(model);
        code.Head(model.IsXml
            ? "XML: new XmlSerializer(typeof(T)) reads and writes it. A member that may be missing has a member ...Specified beside it."
            : "JSON: JsonSerializer.Deserialize<T>(payload) reads it. A member that is missing is null.");
        code.Line("#nullable enable");
        foreach (var used in model.IsXml ? new[] { "System", "System.Collections.Generic", "System.Xml.Serialization" } : ["System", "System.Collections.Generic", "System.Text.Json", "System.Text.Json.Serialization"])
        {
            code.Line($"using {used};");
        }

        code.Line("");
        code.Line($"namespace {space};");
        foreach (var type in model.Types)
        {
            code.Line("");
            code.WriteType(type);
        }

        return code.ToString();
    }

    private void WriteType(CodeType type)
    {
        Comment(type.Description, "");
        if (type.Values.Count > 0)
        {
            WriteEnumeration(type);
            return;
        }

        if (Model.IsXml)
        {
            // Two types of one name in one namespace cannot be told apart by the serializer: its name is the identifier.
            Line($"[XmlType({Identifiers.Literal(NameOf(type))}, Namespace = {Identifiers.Literal(type.Namespace)})]");
            if (type.Root is { } root)
            {
                Line($"[XmlRoot({Identifiers.Literal(root.Name)}, Namespace = {Identifiers.Literal(root.Namespace)})]");
            }
        }

        Line($"public sealed record {NameOf(type)}");
        Line("{");
        var identifiers = Identifiers.ForMembers(NameOf(type));
        var isFirst = true;
        foreach (var member in type.Members)
        {
            if (!isFirst)
            {
                Line("");
            }

            isFirst = false;
            Comment(member.Description, "    ");
            if (Model.IsXml)
            {
                WriteXmlMember(member, identifiers);
            }
            else
            {
                WriteJsonMember(member, identifiers.Next(member.Name));
            }
        }

        Line("}");
    }

    private void WriteEnumeration(CodeType type)
    {
        if (!Model.IsXml)
        {
            Line($"[JsonConverter(typeof(JsonStringEnumConverter<{NameOf(type)}>))]");
        }

        Line($"public enum {NameOf(type)}");
        Line("{");
        var identifiers = Identifiers.ForMembers("");
        foreach (var value in type.Values)
        {
            Line($"    [{(Model.IsXml ? "XmlEnum" : "JsonStringEnumMemberName")}({Identifiers.Literal(value)})]");
            Line($"    {identifiers.Next(value)},");
        }

        Line("}");
    }

    private void WriteJsonMember(CodeMember member, string name)
    {
        var isRequired = member.IsRequired && !member.Type.IsNullable;
        Line($"    [JsonPropertyName({Identifiers.Literal(member.Name)})]");
        if (!member.IsRequired)
        {
            Line("    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]");
        }

        Line($"    public {(member.IsRequired ? "required " : "")}{TypeOf(member.Type, "IReadOnlyList")}{(isRequired ? "" : "?")} {name} {{ get; init; }}");
    }

    private void WriteXmlMember(CodeMember member, Identifiers identifiers)
    {
        var name = identifiers.Next(member.Name);
        var type = TypeOf(member.Type, "List");
        var isMany = member.Type.Dimensions > 0;
        var data = member.Type is { Kind: FieldKind.Date, Target: null } ? ", DataType = \"date\"" : "";
        Line(member.Place switch
        {
            CodePlace.Text => $"    [XmlText{(data.Length > 0 ? "(DataType = \"date\")" : "")}]",
            CodePlace.Attribute => $"    [XmlAttribute({Identifiers.Literal(member.Name)}{NamespaceOf(member)}{data})]",
            _ => $"    [XmlElement({Identifiers.Literal(member.Name)}, Namespace = {Identifiers.Literal(member.Namespace)}{data})]",
        });
        var isStruct = !isMany && (member.Type.Target is { Values.Count: > 0 } || (member.Type.Target is null && member.Type.Kind is not (FieldKind.Text or FieldKind.Any)));
        Line(isMany ? $"    public {type} {name} {{ get; set; }} = [];"
            : isStruct ? $"    public {type} {name} {{ get; set; }}"
            : $"    public {type}? {name} {{ get; set; }}");
        if (isStruct && !member.IsRequired)
        {
            // The serializer finds it by its name.
            Line("");
            Line($"    /// <summary>Whether {name} is there.</summary>");
            Line("    [XmlIgnore]");
            Line($"    public bool {identifiers.Next(name + "Specified")} {{ get; set; }}");
        }
    }

    private static string NamespaceOf(CodeMember member) =>
        member.Namespace.Length == 0 ? "" : $", Namespace = {Identifiers.Literal(member.Namespace)}, Form = System.Xml.Schema.XmlSchemaForm.Qualified";

    private string TypeOf(CodeReference reference, string list)
    {
        var type = reference.Target is { } target ? NameOf(target) : reference.Kind switch
        {
            FieldKind.Text => "string",
            FieldKind.Number => "decimal",
            FieldKind.Integer => "long",
            FieldKind.Boolean => "bool",
            FieldKind.DateTime => "DateTimeOffset",
            FieldKind.Date => Model.IsXml ? "DateTime" : "DateOnly",
            _ => Model.IsXml ? "object" : "JsonElement",
        };
        type = reference.IsMap ? $"IReadOnlyDictionary<string, {type}>" : type;
        for (var i = 0; i < reference.Dimensions; i++)
        {
            type = $"{list}<{type}>";
        }

        return type;
    }

    private void Comment(string? description, string indent)
    {
        var lines = description is null ? [] : Identifiers.Lines(description).Select(line => line.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)).ToArray();
        if (lines.Length == 1)
        {
            Line($"{indent}/// <summary>{lines[0]}</summary>");
        }
        else if (lines.Length > 1)
        {
            Line($"{indent}/// <summary>");
            foreach (var line in lines)
            {
                Line($"{indent}/// {line}");
            }

            Line($"{indent}/// </summary>");
        }
    }
}
