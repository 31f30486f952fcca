using System.Globalization;
using System.Text.Json.Nodes;
using Portal.Catalogue;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Portal.Web.CatalogueFolder;

/// <summary>Reads YAML as the JSON that it means; JSON is YAML, too. Pure.</summary>
internal static class YamlJson
{
    private const int MaxDepth = 100;

    // An anchor that is used a thousand times is copied a thousand times: this ends it.
    private const int MaxNodes = 500_000;

    /// <summary>The document, or what is wrong with it and where.</summary>
    public static Outcome<JsonObject> Read(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            var nodes = 0;
            return stream.Documents is [{ RootNode: YamlMappingNode root }] && Convert(root, 0, ref nodes) is JsonObject document
                ? document
                : Wrong("line 1: this must be one document with keys and values.");
        }
        catch (YamlException wrong)
        {
            return Wrong($"line {wrong.Start.Line}, position {wrong.Start.Column}: {wrong.InnerException?.Message ?? wrong.Message}");
        }
    }

    private static Refusal Wrong(string problem) => new(RefusalKind.Unprocessable, $"The document cannot be read: {problem}");

    private static JsonNode? Convert(YamlNode node, int depth, ref int nodes)
    {
        if (depth > MaxDepth || ++nodes > MaxNodes)
        {
            throw new YamlException(node.Start, node.End, $"This is nested deeper than {MaxDepth} or has more than {MaxNodes} values.");
        }

        switch (node)
        {
            case YamlMappingNode map:
                var result = new JsonObject();
                foreach (var (key, value) in map.Children)
                {
                    result[key.ToString()] = Convert(value, depth + 1, ref nodes);
                }

                return result;
            case YamlSequenceNode list:
                var items = new JsonArray();
                foreach (var item in list.Children)
                {
                    items.Add(Convert(item, depth + 1, ref nodes));
                }

                return items;
            default:
                return Scalar((YamlScalarNode)node);
        }
    }

    // YAML 1.2, core schema.
    private static JsonValue? Scalar(YamlScalarNode scalar) => scalar.Style != ScalarStyle.Plain ? JsonValue.Create(scalar.Value) : scalar.Value switch
    {
        null or "" or "~" or "null" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        { } text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        { } text when IsNumber(text) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        { } text => JsonValue.Create(text),
    };

    private static bool IsNumber(string text) => char.IsAsciiDigit(text[^1]) && (char.IsAsciiDigit(text[0]) || text[0] is '-' or '+');
}
