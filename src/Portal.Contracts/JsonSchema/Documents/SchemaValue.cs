using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Portal.Contracts.JsonSchema.Documents;

/// <summary>A JSON value in a schema document, with an identity of its own so that schemas can be told apart.</summary>
internal sealed class SchemaValue
{
    private readonly Dictionary<string, SchemaValue>? _members;

    public SchemaValue(SchemaDocument document, JsonElement element)
    {
        Document = document;
        Element = element;
        if (element.ValueKind == JsonValueKind.Object)
        {
            _members = new Dictionary<string, SchemaValue>(StringComparer.Ordinal);
            foreach (var member in element.EnumerateObject())
            {
                _members[member.Name] = new SchemaValue(document, member.Value);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            Items = [.. element.EnumerateArray().Select(item => new SchemaValue(document, item))];
        }
    }

    public SchemaDocument Document { get; }

    public JsonElement Element { get; }

    public IReadOnlyDictionary<string, SchemaValue> Members => _members ?? Empty;

    public IReadOnlyList<SchemaValue> Items { get; } = [];

    /// <summary>The resource that this schema belongs to; null until it is known to be a schema.</summary>
    public SchemaResource? Resource { get; set; }

    public bool IsObject => _members is not null;

    public bool IsArray => Element.ValueKind == JsonValueKind.Array;

    /// <summary>Whether it can be a schema: an object or a boolean.</summary>
    public bool IsSchema => IsObject || Element.ValueKind is JsonValueKind.True or JsonValueKind.False;

    private static Dictionary<string, SchemaValue> Empty { get; } = [];

    public bool TryGet(string name, [NotNullWhen(true)] out SchemaValue? value)
    {
        value = null;
        return _members is not null && _members.TryGetValue(name, out value);
    }

    /// <summary>A member that is a string; null when it is absent or something else.</summary>
    public string? Text(string name) => TryGet(name, out var value) ? value.AsText() : null;

    /// <summary>The value when it is a string.</summary>
    public string? AsText() => Element.ValueKind == JsonValueKind.String ? Values.JsonText.Decode(Element) : null;

    /// <summary>An error that stands here.</summary>
    public SchemaError Error(string message) => Document.ErrorAt(Element, message);
}
