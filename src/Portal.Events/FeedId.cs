using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Events;

/// <summary>
/// The name of a feed in addresses and in the log: a lower-case letter or digit, then up to 99 of
/// <c>a-z 0-9 . _ -</c>. It never changes once a feed exists.
/// </summary>
[JsonConverter(typeof(FeedIdJsonConverter))]
public readonly record struct FeedId : IParsable<FeedId>
{
    /// <summary>The most characters that an id may have.</summary>
    public const int MaxLength = 100;

    /// <summary>What a feed id must look like, for messages.</summary>
    public const string Rule = "1 to 100 characters: a lower-case letter or digit first, then letters, digits, '.', '_' or '-'";

    private readonly string? _value;

    private FeedId(string value) => _value = value;

    /// <summary>The id as text; empty for the default value, which names no feed.</summary>
    public string Value => _value ?? "";

    /// <summary>Reads an id that must be valid.</summary>
    /// <exception cref="FormatException">The text is no feed id (<see cref="Rule"/>).</exception>
    public static FeedId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a feed id: {Rule}.");

    /// <inheritdoc />
    public static FeedId Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <summary>Reads an id; false when the text is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out FeedId id)
    {
        id = default;
        if (text is not { Length: > 0 and <= MaxLength } || !IsLetterOrDigit(text[0]))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!IsLetterOrDigit(c) && c is not ('.' or '_' or '-'))
            {
                return false;
            }
        }

        id = new FeedId(text);
        return true;
    }

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out FeedId result) =>
        TryParse(s, out result);

    /// <inheritdoc />
    public override string ToString() => Value;

    private static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= '0' and <= '9');

    private sealed class FeedIdJsonConverter : JsonConverter<FeedId>
    {
        public override FeedId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var id) ? id : throw new JsonException($"Not a feed id: {Rule}.");

        public override void Write(Utf8JsonWriter writer, FeedId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }
}
