using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Portal.Catalogue;
using Portal.Catalogue.Feeds;
using Portal.Events;

namespace Portal.Web.CatalogueFolder;

/// <summary>What an AsyncAPI document does not say.</summary>
/// <param name="Owner">The owning team; null for the contact that the document names, or its title.</param>
/// <param name="Domain">The domain; null for the document's title.</param>
internal sealed record AsyncApiDefaults(string? Owner, string? Domain);

/// <summary>
/// Turns an AsyncAPI document (2.x or 3.0, JSON or YAML) into a folder of feed descriptions: a feed for each channel, an event type
/// and a contract for each message with a JSON schema. From there it is imported as any folder. Pure.
/// </summary>
internal sealed partial class AsyncApiImport
{
    private const int MaxChannels = 1000;
    private const int MaxReferences = 20;
    private const string Version = "1.0.0";

    private readonly JsonObject _document;
    private readonly string _owner;
    private readonly string _domain;
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    private AsyncApiImport(JsonObject document, AsyncApiDefaults defaults)
    {
        _document = document;
        var info = document["info"];
        var title = Text(Get(info, "title")) ?? "Imported";
        _owner = defaults.Owner ?? Text(Get(Get(info, "contact"), "name")) ?? title;
        _domain = defaults.Domain ?? title;
    }

    /// <summary>The folder, or why the document is none that can be read.</summary>
    public static Outcome<FolderFiles> ToFolder(string text, AsyncApiDefaults defaults)
    {
        var read = YamlJson.Read(text);
        if (!read.Succeeded)
        {
            return read.Refusal;
        }

        var version = Text(read.Value["asyncapi"]);
        if (version is null || !(version.StartsWith("2.", StringComparison.Ordinal) || version.StartsWith("3.0", StringComparison.Ordinal)))
        {
            return new Refusal(RefusalKind.Unprocessable, $"This is not an AsyncAPI document of version 2 or 3.0: 'asyncapi' is {(version is null ? "missing" : $"'{version}'")}.");
        }

        if (read.Value["channels"] is not JsonObject { Count: > 0 } channels)
        {
            return new Refusal(RefusalKind.Unprocessable, "The document has no channels.");
        }

        if (channels.Count > MaxChannels)
        {
            return new Refusal(RefusalKind.Unprocessable, $"The document has {channels.Count} channels; at most {MaxChannels} are taken at once.");
        }

        var import = new AsyncApiImport(read.Value, defaults);
        foreach (var (key, node) in channels)
        {
            if (import.Follow(node) is JsonObject channel)
            {
                import.Add(key, channel, isVersion2: version[0] == '2');
            }
        }

        return FolderFiles.OfMemory(import._files);
    }

    private void Add(string key, JsonObject channel, bool isVersion2)
    {
        var id = FeedIdOf(key);
        for (var number = 2; _files.ContainsKey($"{id}/{FolderReader.FeedFile}"); number++)
        {
            // Two channels whose addresses differ only in what an id cannot have.
            id = FeedIdOf($"{key}-{number}");
        }

        var title = Text(channel["title"]) ?? Words(key);
        var yaml = new StringBuilder();
        Line(yaml, "id", id);
        Line(yaml, "title", title);
        Line(yaml, "summary", Text(channel["summary"]) ?? FirstLine(Text(channel["description"])));
        Line(yaml, "owner", Text(Get(channel["x-portal"], "owner")) ?? _owner);
        Line(yaml, "domain", Text(Get(channel["x-portal"], "domain")) ?? _domain);
        Line(yaml, "subdomain", Text(Get(channel["x-portal"], "subdomain")));
        Line(yaml, "documentation", Text(channel["description"]));
        var tags = (channel["tags"] as JsonArray ?? Get(_document["info"], "tags") as JsonArray ?? _document["tags"] as JsonArray)?
            .Select(tag => Text(Get(Follow(tag), "name"))).OfType<string>().Take(20).ToList() ?? [];
        if (tags.Count > 0)
        {
            yaml.Append("tags: [").AppendJoin(", ", tags.Select(Quote)).Append("]\n");
        }

        var messages = (isVersion2 ? MessagesOfVersion2(channel) : MessagesOfVersion3(channel)).DistinctBy(message => message.Name).ToList();
        if (messages.Count > 0)
        {
            yaml.Append("eventTypes:\n");
            foreach (var (name, message) in messages)
            {
                yaml.Append("  - name: ").Append(Quote(name)).Append('\n');
                if ((Text(message["summary"]) ?? Text(message["title"]) ?? FirstLine(Text(message["description"]))) is { } summary)
                {
                    yaml.Append("    summary: ").Append(Quote(summary)).Append('\n');
                }
            }

            var patch = 0;
            var contracts = messages.Select(message => Contract(id, message.Name, message.Message, messages.Count == 1, ref patch)).OfType<string>().ToList();
            if (contracts.Count > 0)
            {
                yaml.Append("contracts:\n").AppendJoin("", contracts);
            }
        }

        _files[$"{id}/{FolderReader.FeedFile}"] = Encoding.UTF8.GetBytes(yaml.ToString());
    }

    // A version number of its own for each: a feed has each number once.
    private string? Contract(string id, string type, JsonObject message, bool only, ref int patch)
    {
        var payload = Follow(message["payload"]);
        if (payload is JsonObject multi && multi["schemaFormat"] is { } format && multi["schema"] is { } inner)
        {
            if (Text(format)?.Contains("xsd", StringComparison.OrdinalIgnoreCase) == true && Text(inner) is { } xsd)
            {
                _files[$"{id}/{type}.xsd"] = Encoding.UTF8.GetBytes(xsd);
                return Entry($"{type}.xsd", ref patch);
            }

            payload = Text(format)?.Contains("json", StringComparison.OrdinalIgnoreCase) == true || Text(format)?.Contains("asyncapi", StringComparison.OrdinalIgnoreCase) == true
                ? Follow(inner)
                : null;
        }
        else if (Text(message["schemaFormat"]) is { } other && !other.Contains("json", StringComparison.OrdinalIgnoreCase) && !other.Contains("asyncapi", StringComparison.OrdinalIgnoreCase))
        {
            // Avro and the like: the catalogue has no such language.
            return null;
        }

        if (payload is not JsonObject schema)
        {
            return null;
        }

        _files[$"{id}/{type}.json"] = Encoding.UTF8.GetBytes(AsyncApiSchema.Standalone(schema, _document).ToJsonString(new() { WriteIndented = true }));
        return Entry($"{type}.json", ref patch);

        string Entry(string file, ref int number) =>
            $"  - version: {Version[..^1]}{number++}\n{(only ? "" : $"    eventType: {Quote(type)}\n")}    schema: {Quote(file)}\n    enforcement: flag\n";
    }

    private IEnumerable<(string Name, JsonObject Message)> MessagesOfVersion2(JsonObject channel) =>
        new[] { channel["publish"], channel["subscribe"] }
            .Select(operation => Follow(Get(Follow(operation), "message")))
            .SelectMany(message => Get(message, "oneOf") is JsonArray several ? several.Select(Follow) : [message])
            .OfType<JsonObject>()
            .Select(message => (NameOf(message, null), message));

    private IEnumerable<(string Name, JsonObject Message)> MessagesOfVersion3(JsonObject channel) =>
        (channel["messages"] as JsonObject ?? new JsonObject()).Select(pair => (pair.Key, Message: Follow(pair.Value) as JsonObject))
            .Where(pair => pair.Message is not null)
            .Select(pair => (NameOf(pair.Message!, pair.Key), pair.Message!));

    private string NameOf(JsonObject message, string? key)
    {
        var name = Text(message["name"]) ?? Text(message["messageId"]) ?? key ?? Text(message["title"]) ?? "message";
        return EventTypeName.Fits(name) ? name : EventTypeName.Suggest(name, _domain);
    }

    // References within the document only; nothing is ever fetched.
    private JsonNode? Follow(JsonNode? node)
    {
        for (var step = 0; step < MaxReferences && node is JsonObject map && Text(map["$ref"]) is { } reference; step++)
        {
            node = AsyncApiSchema.Find(_document, reference);
        }

        return node;
    }

    private static JsonNode? Get(JsonNode? node, string name) => node is JsonObject map ? map[name] : null;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : node is JsonValue other && other.GetValueKind() == System.Text.Json.JsonValueKind.Number ? other.ToString() : null;

    private static string FeedIdOf(string key)
    {
        var id = OtherCharacters().Replace(key.ToLowerInvariant(), "-").Trim('-', '.', '_');
        return id.Length == 0 ? "channel" : id.Length > FeedId.MaxLength ? id[..FeedId.MaxLength] : id;
    }

    private static string Words(string key)
    {
        var words = OtherCharacters().Replace(key, " ").Replace('-', ' ').Trim();
        return words.Length == 0 ? key : char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static string? FirstLine(string? text) => text?.Split('\n', 2)[0].Trim() is { Length: > 0 } line ? line : null;

    private static void Line(StringBuilder yaml, string key, string? value)
    {
        if (value is not null)
        {
            yaml.Append(key).Append(": ").Append(Quote(value)).Append('\n');
        }
    }

    // Text of JSON is a quoted text of YAML.
    private static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    [GeneratedRegex("[^A-Za-z0-9._-]+")]
    private static partial Regex OtherCharacters();
}
