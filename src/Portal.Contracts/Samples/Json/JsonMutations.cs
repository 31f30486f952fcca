using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Contracts.Samples.Json;

/// <summary>Changes one thing of a JSON payload at a time.</summary>
internal static class JsonMutations
{
    private const int MaxDepth = 512;
    private const int LongArray = 1_001;

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxDepth,
    };

    // Of the wrong type, out of range, too short, too long, of no format, not in any list.
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1", "0.001953125", "-1000000000000000", "1000000000000000", "\"\"", "\"?\"", "\"not one of them\"", $"\"{new string('x', 5_000)}\"",
        "\"1000-01-01T00:00:00Z\"", "\"9000-01-01T00:00:00Z\"", "\"1000-01-01\"", "\"9000-01-01\"", "{}", "[]",
    ];

    /// <summary>The changed payloads, as text.</summary>
    public static IEnumerable<string> Of(string valid)
    {
        var root = JsonNode.Parse(valid, documentOptions: new JsonDocumentOptions { MaxDepth = MaxDepth });
        var paths = new List<object[]>();
        List(root, [], paths);

        // What is missing first, then values, then what is too much: the order in which people look for them.
        return paths.Where(path => path is [.., string]).Select(path => Change(root, path, Remove))
            .Concat(Values.SelectMany(value => paths.Select(path => Change(root, path, (parent, step) => Set(parent, step, JsonNode.Parse(value))))))
            .Concat(paths.Select(path => Change(root, path, Extend)))
            .Concat(paths.Select(path => Change(root, path, Repeat)))
            .OfType<string>();
    }

    private static void List(JsonNode? node, object[] path, List<object[]> paths)
    {
        paths.Add(path);
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members)
            {
                List(value, [.. path, name], paths);
            }
        }
        else if (node is JsonArray { Count: > 0 } items)
        {
            // One item stands for all.
            List(items[0], [.. path, 0], paths);
        }
    }

    // Null when nothing changes.
    private static string? Change(JsonNode? root, object[] path, Func<JsonNode, object?, bool> change)
    {
        var holder = new JsonArray(root?.DeepClone());
        JsonNode? parent = holder;
        object step = 0;
        foreach (var next in path)
        {
            parent = Get(parent!, step);
            step = next;
        }

        return change(parent!, step) ? holder[0]?.ToJsonString(Layout) ?? "null" : null;
    }

    private static JsonNode? Get(JsonNode parent, object? step) => step is string name ? parent[name] : parent[(int)step!];

    private static bool Set(JsonNode parent, object? step, JsonNode? value)
    {
        if (JsonNode.DeepEquals(Get(parent, step), value))
        {
            return false;
        }

        if (step is string name)
        {
            parent[name] = value;
        }
        else
        {
            parent[(int)step!] = value;
        }

        return true;
    }

    private static bool Remove(JsonNode parent, object? step) => ((JsonObject)parent).Remove((string)step!);

    // A member that nobody declared, an item more than before.
    private static bool Extend(JsonNode parent, object? step)
    {
        switch (Get(parent, step))
        {
            case JsonObject members:
                members["undeclared"] = "x";
                return true;
            case JsonArray { Count: > 0 } items:
                items.Add(items[0]?.DeepClone());
                return true;
            default:
                return false;
        }
    }

    private static bool Repeat(JsonNode parent, object? step)
    {
        if (Get(parent, step) is not JsonArray { Count: > 0 } items || items[0]?.ToJsonString().Length > 100)
        {
            return false;
        }

        while (items.Count < LongArray)
        {
            items.Add(items[0]?.DeepClone());
        }

        return true;
    }
}
