using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.JsonSchema.Documents;

/// <summary>The text of a schema or an import, parsed once.</summary>
internal sealed class SchemaDocument
{
    // Deeper schemas are not written by people; the bound keeps the recursion over a document small.
    private const int MaxDepth = 256;

    private readonly byte[] _text;
    private readonly string? _location;

    private SchemaDocument(byte[] text, string? location, JsonElement root)
    {
        (_text, _location) = (text, location);
        Root = new SchemaValue(this, root);
    }

    public SchemaValue Root { get; }

    /// <summary>The text in UTF-8, which nobody may change.</summary>
    public byte[] Text => _text;

    /// <summary>Parses a document; an error instead when it is not JSON.</summary>
    /// <param name="text">The text.</param>
    /// <param name="location">The import's location; null for the schema itself.</param>
    public static (SchemaDocument? Document, SchemaError? Error) Parse(string text, string? location)
    {
        var bytes = Encoding.UTF8.GetBytes(ByteOrderMark.Strip(text));
        try
        {
            var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            return (new SchemaDocument(bytes, location, json.RootElement), null);
        }
        catch (JsonException problem)
        {
            return (null, new SchemaError(
                $"The schema is not well-formed JSON: {JsonProblem.Describe(problem)}",
                (int?)problem.LineNumber + 1, (int?)problem.BytePositionInLine + 1, location));
        }
    }

    public SchemaError ErrorAt(JsonElement element, string message)
    {
        var place = TextPlace.Of(_text, JsonMarshal.GetRawUtf8Value(element));
        return new SchemaError(message, place?.Line, place?.Column, _location);
    }
}
