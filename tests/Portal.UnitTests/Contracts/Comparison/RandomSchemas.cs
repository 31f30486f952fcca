using System.Text.Json.Nodes;

namespace Portal.UnitTests.Contracts.Comparison;

/// <summary>Makes up JSON Schemas, changes them at random, and makes up values, all from one seed.</summary>
internal sealed class RandomSchemas(int seed)
{
    private static readonly string[] Names = ["a", "b", "c", "x1"];
    private static readonly string[] Types = ["object", "array", "string", "number", "integer", "boolean", "null"];

    private readonly Random _random = new(seed);

    public JsonNode Schema(int depth = 3)
    {
        if (_random.Next(12) == 0)
        {
            return _random.Next(4) > 0;
        }

        var schema = new JsonObject();
        for (var count = _random.Next(1, 4); count > 0; count--)
        {
            AddKeyword(schema, depth);
        }

        return schema;
    }

    /// <summary>A copy with one to three changes anywhere in it.</summary>
    public JsonNode Changed(JsonNode schema)
    {
        var copy = new JsonObject { ["root"] = schema.DeepClone() };
        for (var count = _random.Next(1, 4); count > 0; count--)
        {
            Change(copy);
        }

        return copy["root"]!.DeepClone();
    }

    public JsonNode? Value(int depth = 3) => _random.Next(depth > 0 ? 8 : 6) switch
    {
        0 => _random.Next(2) == 0,
        1 => null,
        2 => _random.Next(-2, 8),
        3 => _random.Next(-4, 12) / 2.0,
        4 or 5 => Text(),
        6 => new JsonArray([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Value(depth - 1))]),
        _ => new JsonObject(Names.Append("other").Where(_ => _random.Next(2) == 0).Select(name => KeyValuePair.Create(name, Value(depth - 1)))),
    };

    /// <summary>A document with something in it replaced, added or left out.</summary>
    public JsonNode? Spoilt(JsonNode? document)
    {
        var all = Containers(document).ToArray();
        if (all.Length == 0 || _random.Next(8) == 0)
        {
            return Value();
        }

        switch (all[_random.Next(all.Length)])
        {
            case JsonObject o when o.Count > 0 && _random.Next(2) == 0:
                var key = o.ElementAt(_random.Next(o.Count)).Key;
                if (_random.Next(2) == 0)
                {
                    o.Remove(key);
                }
                else
                {
                    o[key] = Value(1);
                }

                break;
            case JsonObject o:
                o[Names[_random.Next(Names.Length)]] = Value(1);
                break;
            case JsonArray { Count: > 0 } a when _random.Next(2) == 0:
                a.RemoveAt(_random.Next(a.Count));
                break;
            case JsonArray a:
                a.Add(Value(1));
                break;
        }

        return document;
    }

    /// <summary>A text written in another way: often the same document, sometimes another one or none.</summary>
    public string Respelt(string text) => _random.Next(8) switch
    {
        0 => text.Replace("\"a\"", "\"\\u0061\"", StringComparison.Ordinal),
        1 => text.Replace("1", "1.0", StringComparison.Ordinal),
        2 => text.Replace("2", "20e-1", StringComparison.Ordinal),
        3 => text.Replace("\"b\"", "\"a\"", StringComparison.Ordinal),
        4 => text.Replace(",", " ,\n ", StringComparison.Ordinal),
        5 => text.Replace("0", "-0", StringComparison.Ordinal),
        6 => text.Replace("other", "a", StringComparison.Ordinal),
        _ => text.Remove(_random.Next(text.Length), 1),
    };

    private static IEnumerable<JsonNode> Containers(JsonNode? node) => node switch
    {
        JsonObject o => o.Select(pair => pair.Value).SelectMany(Containers).Prepend(o),
        JsonArray a => a.SelectMany(Containers).Prepend(a),
        _ => [],
    };

    private string Text() => new([.. Enumerable.Range(0, _random.Next(5)).Select(_ => (char)('a' + _random.Next(4)))]);

    private void AddKeyword(JsonObject schema, int depth)
    {
        var (keyword, value) = Keyword(depth);
        schema[keyword] = value;
    }

    private (string Keyword, JsonNode? Value) Keyword(int depth) => _random.Next(depth > 0 ? 34 : 17) switch
    {
        0 or 1 => ("type", Types[_random.Next(Types.Length)]),
        2 => ("type", new JsonArray([.. Types.Where(_ => _random.Next(2) == 0).Append("null").Distinct().Select(name => (JsonNode)name)])),
        3 => ("enum", new JsonArray([.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Value(1)).DistinctBy(node => node?.ToJsonString())])),
        4 => ("const", Value(1)),
        5 => (_random.Next(2) == 0 ? "minimum" : "exclusiveMinimum", _random.Next(-3, 5)),
        6 => (_random.Next(2) == 0 ? "maximum" : "exclusiveMaximum", _random.Next(0, 8)),
        7 => ("multipleOf", _random.Next(1, 5) / 2.0),
        8 => ("minLength", _random.Next(3)),
        9 => ("maxLength", _random.Next(1, 5)),
        10 => ("pattern", "^[a-" + (char)('b' + _random.Next(3)) + "]*$"),
        11 => ("minItems", _random.Next(3)),
        12 => ("maxItems", _random.Next(4)),
        13 => ("uniqueItems", _random.Next(2) == 0),
        14 => ("required", new JsonArray([.. Names.Where(_ => _random.Next(3) == 0).Select(name => (JsonNode)name)])),
        15 => (_random.Next(2) == 0 ? "minProperties" : "maxProperties", _random.Next(4)),
        16 => ("dependentRequired", new JsonObject { [Names[_random.Next(Names.Length)]] = new JsonArray(Names[_random.Next(Names.Length)]) }),
        17 or 18 or 19 => ("properties", Members(Names, depth)),
        20 => ("patternProperties", Members(["^x", "^[ab]", "1$"], depth)),
        21 or 22 => ("additionalProperties", _random.Next(2) == 0 ? false : Schema(depth - 1)),
        23 => ("propertyNames", Schema(depth - 1)),
        24 => ("items", Schema(depth - 1)),
        25 => ("prefixItems", Many(depth)),
        26 => ("contains", Schema(depth - 1)),
        27 => ("allOf", Many(depth)),
        28 => ("anyOf", Many(depth)),
        29 => ("oneOf", Many(depth)),
        30 => ("not", Schema(depth - 1)),
        31 => (new[] { "if", "then", "else" }[_random.Next(3)], Schema(depth - 1)),
        32 => (_random.Next(2) == 0 ? "unevaluatedProperties" : "unevaluatedItems", _random.Next(2) == 0 ? false : Schema(depth - 1)),
        _ => ("dependentSchemas", Members(Names, depth)),
    };

    private JsonArray Many(int depth) => new([.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Schema(depth - 1))]);

    private JsonObject Members(string[] names, int depth) =>
        new(names.Where(_ => _random.Next(2) == 0).Select(name => KeyValuePair.Create<string, JsonNode?>(name, Schema(depth - 1))));

    private void Change(JsonObject root)
    {
        var schemas = Schemas(root["root"]).ToArray();
        var at = schemas.Length == 0 ? null : schemas[_random.Next(schemas.Length)];
        if (at is null || _random.Next(15) == 0)
        {
            root["root"] = Schema();
        }
        else if (at.Count > 0 && _random.Next(2) == 0)
        {
            var key = at.ElementAt(_random.Next(at.Count)).Key;
            if (at[key] is JsonArray { Count: > 1 } list && _random.Next(2) == 0)
            {
                list.RemoveAt(_random.Next(list.Count));
            }
            else
            {
                at.Remove(key);
            }
        }
        else
        {
            AddKeyword(at, 2);
        }
    }

    // Only where a schema stands: what is changed elsewhere would not compile.
    private static IEnumerable<JsonObject> Schemas(JsonNode? node)
    {
        if (node is not JsonObject schema)
        {
            yield break;
        }

        yield return schema;
        foreach (var (key, value) in schema)
        {
            var inside = key switch
            {
                "properties" or "patternProperties" or "dependentSchemas" => value!.AsObject().Select(pair => pair.Value),
                "allOf" or "anyOf" or "oneOf" or "prefixItems" => value!.AsArray(),
                "enum" or "const" or "dependentRequired" or "required" or "type" => [],
                _ => [value],
            };
            foreach (var found in inside.SelectMany(Schemas))
            {
                yield return found;
            }
        }
    }
}
