using System.Text;
using Portal.Contracts.Fields;

namespace Portal.Contracts.CodeGeneration;

/// <summary>Writes types as TypeScript interfaces.</summary>
internal sealed class TypeScriptCode
{
    private readonly CodeModel _model;
    private readonly Dictionary<CodeType, string> _names;
    private readonly StringBuilder _code = new();

    private TypeScriptCode(CodeModel model)
    {
        var identifiers = Identifiers.ForTypes();
        (_model, _names) = (model, model.Types.ToDictionary(type => type, type => identifiers.Next(type.Name)));
    }

    public static string Write(CodeModel model)
    {
        var code = new TypeScriptCode(model);
        code.Line("// Made from a contract; changes are lost when it is made again.");
        code.Line(model.IsXml
            ? "// XML: elements are members by their local names, attributes have '@' before, the text of an element with attributes is 'value'."
            : "// JSON: JSON.parse(payload) as the first type. Dates and moments stay texts; numbers beyond 2^53 lose digits.");
        if (model.IsCut)
        {
            code.Line("// The contract has more types than are written here; what they stand for is left open.");
        }

        foreach (var type in model.Types)
        {
            code.Line("");
            code.Comment(type.Description, "");
            code.WriteType(type);
        }

        return code._code.ToString();
    }

    private void WriteType(CodeType type)
    {
        if (type.Values.Count > 0)
        {
            Line($"export type {_names[type]} = {string.Join(" | ", type.Values.Select(Identifiers.Literal))};");
            return;
        }

        Line($"export interface {_names[type]} {{");
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
        var type = reference.Target is { } target ? _names[target] : reference.Kind switch
        {
            FieldKind.Text or FieldKind.DateTime or FieldKind.Date => "string",
            FieldKind.Number or FieldKind.Integer => _model.IsXml ? "string" : "number",
            FieldKind.Boolean => _model.IsXml ? "string" : "boolean",
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

    private void Line(string text) => _code.Append(text).Append('\n');
}
