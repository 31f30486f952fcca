using Portal.Contracts.Fields;

namespace Portal.Contracts.CodeGeneration;

/// <summary>Writes types as TypeScript interfaces.</summary>
internal sealed class TypeScriptCode : CodeText
{
    private TypeScriptCode(CodeModel model)
        : base(model)
    {
    }

    public static string Write(CodeModel model)
    {
        var code = new TypeScriptCode(model);
        code.Head(model.IsXml
            ? "XML: elements are members by their local names, attributes have '@' before, the text of an element with attributes is 'value'."
            : "JSON: JSON.parse(payload) as the first type. Dates and moments stay texts; numbers beyond 2^53 lose digits.");
        foreach (var type in model.Types)
        {
            code.Line("");
            code.Comment(type.Description, "");
            code.WriteType(type);
        }

        return code.ToString();
    }

    private void WriteType(CodeType type)
    {
        if (type.Values.Count > 0)
        {
            Line($"export type {NameOf(type)} = {string.Join(" | ", type.Values.Select(Identifiers.Literal))};");
            return;
        }

        Line($"export interface {NameOf(type)} {{");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in type.Members)
        {
            // Two namespaces can share a local name; the first one is written.
            var name = (member.Place == CodePlace.Attribute ? "@" : "") + member.Name;
            if (seen.Add(name))
            {
                Comment(member.Description, "  ");
                Line($"  readonly {(IsPlain(name) ? name : Identifiers.Literal(name))}{(member.IsRequired ? "" : "?")}: {TypeOf(member.Type)};");
            }
        }

        Line("}");
    }

    private string TypeOf(CodeReference reference)
    {
        var type = reference.Target is { } target ? NameOf(target) : reference.Kind switch
        {
            FieldKind.Text or FieldKind.DateTime or FieldKind.Date => "string",
            FieldKind.Number or FieldKind.Integer => Model.IsXml ? "string" : "number",
            FieldKind.Boolean => Model.IsXml ? "string" : "boolean",
            _ => "unknown",
        };
        type = reference.IsMap ? $"Readonly<Record<string, {type}>>" : type;
        for (var i = 0; i < reference.Dimensions; i++)
        {
            type = $"ReadonlyArray<{type}>";
        }

        return type + (reference.IsNullable ? " | null" : "");
    }

    private void Comment(string? description, string indent)
    {
        var lines = description is null ? [] : Identifiers.Lines(description).Select(line => line.Replace("*/", "*\\/", StringComparison.Ordinal)).ToArray();
        if (lines.Length > 0)
        {
            Line($"{indent}/** {string.Join($"\n{indent} * ", lines)} */");
        }
    }

    private static bool IsPlain(string name) => name.Length > 0 && (char.IsAsciiLetter(name[0]) || name[0] is '_' or '$') && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$');
}
