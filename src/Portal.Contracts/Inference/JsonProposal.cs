using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Events.Payloads;

namespace Portal.Contracts.Inference;

/// <summary>Writes a profile as JSON Schema, draft 2020-12.</summary>
internal sealed class JsonProposal
{
    // Deeper than people read; what is below is left open.
    private const int MaxDepth = 20;

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<FieldEvidence> _evidence = [];

    public static ContractProposal Of(PayloadProfile profile)
    {
        var proposal = new JsonProposal();
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema" };
        foreach (var (keyword, value) in proposal.Schema(profile.Root, "", "", 0).ToArray())
        {
            schema[keyword] = value?.DeepClone();
        }

        return new ContractProposal(ContractLanguages.JsonSchema, schema.ToJsonString(Layout) + "\n", proposal._evidence, profile.Count, profile.Unreadable);
    }

    /// <summary>A schema for what was seen at one place, to put into another schema.</summary>
    public static JsonObject Fragment(NodeProfile node, string name) => new JsonProposal().Schema(node, name, "", 0);

    private JsonObject Schema(NodeProfile node, string name, string path, int depth)
    {
        var schema = new JsonObject();
        var types = TypesOf(node).ToArray();
        if (types.Length > 0)
        {
            schema["type"] = types.Length == 1 ? types[0] : new JsonArray([.. types.Select(type => JsonValue.Create(type))]);
        }

        if (node.Objects > 0 && depth < MaxDepth)
        {
            AddMembers(schema, node, path, depth);
        }

        if (node is { Arrays: > 0, Items: { } items } && depth < MaxDepth)
        {
            schema["items"] = Schema(items, name, path + "/*", depth + 1);
        }

        if (node.Objects == 0 && node.Arrays == 0 && types.Length > 0)
        {
            AddValues(schema, node, name);
        }

        return schema;
    }

    private static IEnumerable<string> TypesOf(NodeProfile node)
    {
        if (node.Objects > 0)
        {
            yield return "object";
        }

        if (node.Arrays > 0)
        {
            yield return "array";
        }

        if (node.Texts.Count > 0)
        {
            yield return "string";
        }

        if (node.Numbers.Count > 0)
        {
            yield return node.Numbers.All(ValueTrait.Integer) ? "integer" : "number";
        }

        if (node.Booleans > 0)
        {
            yield return "boolean";
        }

        if (node.Nulls > 0)
        {
            yield return "null";
        }
    }

    private void AddMembers(JsonObject schema, NodeProfile node, string path, int depth)
    {
        if (node.IsMap)
        {
            Note(path, "map", ["more names than a contract would list: they are taken for data"]);
            schema["additionalProperties"] = Schema(node.Others!, "", path, depth + 1);
            return;
        }

        var required = node.Members.Where(member => member.Value.Holders == node.Objects).Select(member => JsonValue.Create(member.Key)).ToArray();
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray([.. required]);
        }

        var properties = new JsonObject();
        foreach (var (name, member) in node.Members)
        {
            var at = $"{path}/{FieldPath.Escape(name)}";
            Note(at, Word(member), Statements(member, name, node.Objects));
            properties[name] = Schema(member, name, at, depth + 1);
        }

        schema["properties"] = properties;
    }

    private static void AddValues(JsonObject schema, NodeProfile node, string name)
    {
        if (node.Texts.Count > 0)
        {
            var guess = ValueGuess.Of(node.Texts, name);
            if (guess.Values.Count > 0 && node.Numbers.Count == 0 && node.Booleans == 0)
            {
                var values = guess.Values.Select(value => JsonValue.Create(value));
                schema["enum"] = new JsonArray([.. node.Nulls > 0 ? values.Cast<JsonNode?>().Append(null) : values]);
            }

            var (keyword, text) = guess.Trait switch
            {
                ValueTrait.DateTime => ("format", "date-time"),
                ValueTrait.Date => ("format", "date"),
                ValueTrait.Uuid => ("format", "uuid"),
                ValueTrait.Email => ("format", "email"),
                ValueTrait.Uri => ("format", "uri"),
                ValueTrait.IpAddress => ("format", "ipv4"),
                ValueTrait.Integer => ("pattern", "^-?[0-9]+$"),
                ValueTrait.Digits => ("pattern", "^[0-9]+$"),
                ValueTrait.Number => ("pattern", @"^-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$"),
                _ => ("", ""),
            };
            if (keyword.Length > 0)
            {
                schema[keyword] = text;
            }
        }

        // A bound that samples reach says little; that nothing is below zero says something.
        if (node.Numbers is { Count: > 0, Minimum: >= 0 })
        {
            schema["minimum"] = 0;
        }
    }

    private static List<string> Statements(NodeProfile node, string name, long holders)
    {
        var statements = new List<string> { $"seen in {ValueGuess.Number(node.Holders)} of {ValueGuess.Number(holders)}" };
        if (node.Nulls > 0)
        {
            statements.Add($"null in {ValueGuess.Number(node.Nulls)} of {ValueGuess.Number(node.Count)}");
        }

        var plain = node is { Arrays: > 0, Items: { } items } ? items : node;
        statements.AddRange(ValueGuess.Of(plain.Texts, name).Statements(plain.Texts));
        if (plain.Numbers is { Count: > 0, Minimum: { } least, Maximum: { } most })
        {
            statements.Add(least == most ? $"always {ValueGuess.Number(least)}" : $"{ValueGuess.Number(least)} to {ValueGuess.Number(most)}");
        }

        return statements;
    }

    private static string Word(NodeProfile node)
    {
        var word = string.Join(" or ", TypesOf(node).Where(type => type != "null"));
        return node is { Arrays: > 0, Items: { } items } ? $"array of {string.Join(" or ", TypesOf(items))}" : word.Length == 0 ? "null" : word;
    }

    private void Note(string path, string type, IReadOnlyList<string> statements) => _evidence.Add(new FieldEvidence(path, type, statements));
}
