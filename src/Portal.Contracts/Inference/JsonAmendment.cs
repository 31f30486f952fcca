using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Properties;
using Portal.Events.Payloads;

namespace Portal.Contracts.Inference;

/// <summary>Puts fields and values into the text of a JSON Schema; all else stays as it was written.</summary>
internal sealed class JsonAmendment
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly byte[] _text;
    private readonly SchemaRegistry _registry;
    private readonly SchemaValue _root;

    // What goes in where; several at one place keep their order.
    private readonly SortedDictionary<int, List<(string Member, bool IsFirst, string Gap)>> _insertions = [];

    private JsonAmendment(ContractSource source)
    {
        _registry = new SchemaRegistry(source.Imports);
        var document = SchemaDocument.Parse(source.Schema, location: null).Document!;
        _registry.AddRoot(document);
        (_root, _text) = (document.Root, document.Text);
    }

    public static (string Text, IReadOnlyList<DriftFinding> Done) Apply(ContractSource source, IReadOnlyList<DriftFinding> lacking, PayloadProfile profile)
    {
        var amendment = new JsonAmendment(source);
        var done = lacking.Where(finding => amendment.TryAdd(finding, profile)).ToList();
        return (amendment.Write(), done);
    }

    private bool TryAdd(DriftFinding finding, PayloadProfile profile)
    {
        var steps = FieldPath.Parse(finding.ValuePath, PayloadForm.Json).Steps;
        if (finding.Kind == DriftKind.NewValue)
        {
            var list = SchemasAt(steps).Where(schema => schema.Document == _root.Document)
                .Select(schema => schema.TryGet("enum", out var values) ? values : null).FirstOrDefault(values => values is { IsArray: true });
            return list is not null && Insert(list, JsonSerializer.Serialize(finding.Value, Layout));
        }

        var name = steps[^1].Name;
        if (ContractDrift.Find(profile.Root, steps) is not { } seen
            || SchemasAt([.. steps.SkipLast(1)]).FirstOrDefault(schema => schema.Document == _root.Document && schema.TryGet("properties", out _)) is not { } parent)
        {
            return false;
        }

        var fragment = JsonProposal.Fragment(seen, name).ToJsonString(Layout);
        return Insert(parent.Members["properties"], $"{JsonSerializer.Serialize(name, Layout)}: {fragment}");
    }

    private IReadOnlyList<SchemaValue> SchemasAt(IReadOnlyList<FieldStep> steps)
    {
        var at = JsonFields.Together(_root, _registry);
        foreach (var step in steps)
        {
            var next = step.Kind == FieldStepKind.EachItem ? JsonFields.ItemsOf(at)
                : at.Select(schema => schema.TryGet("properties", out var members) && members.TryGet(step.Name, out var member) ? member : null)
                    .FirstOrDefault(member => member is not null);
            if (next is null)
            {
                return [];
            }

            at = JsonFields.Together(next, _registry);
        }

        return at;
    }

    // Behind the last member, laid out as the one before it.
    private bool Insert(SchemaValue container, string member)
    {
        var raw = JsonMarshal.GetRawUtf8Value(container.Element);
        if (!_text.AsSpan().Overlaps(raw, out var start))
        {
            return false;
        }

        var inside = raw[1..^1];
        var last = inside.TrimEnd(" \t\r\n"u8).Length;
        var first = inside[..^inside.TrimStart(" \t\r\n"u8).Length];
        var at = start + 1 + last;
        var gap = Encoding.UTF8.GetString(last == 0 ? [] : first);
        if (!_insertions.TryGetValue(at, out var all))
        {
            _insertions[at] = all = [];
        }

        all.Add((member, last == 0 && all.Count == 0, gap));
        return true;
    }

    private string Write()
    {
        var result = new StringBuilder();
        var copied = 0;
        foreach (var (at, members) in _insertions)
        {
            result.Append(Encoding.UTF8.GetString(_text.AsSpan(copied, at - copied)));
            foreach (var (member, isFirst, gap) in members)
            {
                var isOnLines = gap.Contains('\n', StringComparison.Ordinal);
                var indent = isOnLines ? gap[(gap.LastIndexOf('\n') + 1)..] : "";
                result.Append(isFirst ? "" : isOnLines ? "," : ", ").Append(isOnLines ? gap : "")
                    .Append(isOnLines ? member.Replace("\n", "\n" + indent, StringComparison.Ordinal) : JsonText(member));
            }

            copied = at;
        }

        return result.Append(Encoding.UTF8.GetString(_text.AsSpan(copied))).ToString();
    }

    // On one line, as what stands around it.
    private static string JsonText(string member) =>
        string.Join(' ', member.Split('\n').Select(line => line.Trim())).Replace("{ ", "{", StringComparison.Ordinal).Replace(" }", "}", StringComparison.Ordinal);
}
