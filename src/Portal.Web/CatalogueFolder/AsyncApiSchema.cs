using System.Text.Json.Nodes;

namespace Portal.Web.CatalogueFolder;

/// <summary>Takes a payload's schema out of an AsyncAPI document, with what it refers to. Pure.</summary>
internal static class AsyncApiSchema
{
    private const int MaxDefinitions = 2000;

    /// <summary>The schema as one that stands alone: what it refers to in the document comes along as <c>$defs</c>.</summary>
    public static JsonObject Standalone(JsonObject schema, JsonObject document)
    {
        var alone = (JsonObject)schema.DeepClone();
        Dictionary<string, string> names = [];
        Queue<string> waiting = new();
        Redirect(alone, names, waiting);
        var definitions = new JsonObject();
        while (waiting.TryDequeue(out var reference) && definitions.Count < MaxDefinitions)
        {
            // What is not there is left out: the contract's compiler says so, with its place.
            if (Find(document, reference)?.DeepClone() is { } found)
            {
                Redirect(found, names, waiting);
                definitions[names[reference]] = found;
            }
        }

        if (definitions.Count > 0)
        {
            alone["$defs"] = definitions;
        }

        return alone;
    }

    /// <summary>What a reference within the document names (RFC 6901); null when there is nothing, or it leads elsewhere.</summary>
    public static JsonNode? Find(JsonObject document, string reference)
    {
        if (!reference.StartsWith("#/", StringComparison.Ordinal))
        {
            return null;
        }

        JsonNode? node = document;
        foreach (var part in reference[2..].Split('/'))
        {
            var name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            node = node switch
            {
                JsonObject map => map[name],
                JsonArray list when int.TryParse(name, System.Globalization.CultureInfo.InvariantCulture, out var index) && index >= 0 && index < list.Count => list[index],
                _ => null,
            };
        }

        return node;
    }

    private static void Redirect(JsonNode node, Dictionary<string, string> names, Queue<string> waiting)
    {
        switch (node)
        {
            case JsonObject map:
                if (map["$ref"] is JsonValue value && value.TryGetValue<string>(out var reference) && reference.StartsWith("#/", StringComparison.Ordinal))
                {
                    if (!names.TryGetValue(reference, out var name))
                    {
                        // The last part for people, with a number where two end alike.
                        var stem = reference.Split('/')[^1];
                        name = names.ContainsValue(stem) ? $"{stem}-{names.Count}" : stem;
                        names[reference] = name;
                        waiting.Enqueue(reference);
                    }

                    map["$ref"] = $"#/$defs/{name}";
                }

                foreach (var child in map.Select(pair => pair.Value).OfType<JsonNode>().ToList())
                {
                    Redirect(child, names, waiting);
                }

                break;
            case JsonArray list:
                foreach (var child in list.OfType<JsonNode>())
                {
                    Redirect(child, names, waiting);
                }

                break;
            default:
                break;
        }
    }
}
