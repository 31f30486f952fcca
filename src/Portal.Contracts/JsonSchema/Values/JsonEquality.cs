using System.Text.Json;

namespace Portal.Contracts.JsonSchema.Values;

/// <summary>
/// Equality of JSON values as JSON Schema means it: numbers by value, objects without regard to order. Bounded by the
/// depth of payloads.
/// </summary>
internal sealed class JsonEquality : IEqualityComparer<JsonElement>
{
    public static JsonEquality Instance { get; } = new();

    public static bool AreEqual(JsonElement x, JsonElement y)
    {
        if (x.ValueKind != y.ValueKind)
        {
            return false;
        }

        return x.ValueKind switch
        {
            JsonValueKind.Number => JsonNumber.Of(x).CompareTo(JsonNumber.Of(y)) == 0,
            JsonValueKind.String => JsonText.Raw(x).SequenceEqual(JsonText.Raw(y)) || JsonText.Decode(x) == JsonText.Decode(y),
            JsonValueKind.Array => ArraysEqual(x, y),
            JsonValueKind.Object => ObjectsEqual(x, y),
            _ => true,
        };
    }

    public bool Equals(JsonElement x, JsonElement y) => AreEqual(x, y);

    public int GetHashCode(JsonElement value)
    {
        var hash = new HashCode();
        hash.Add(value.ValueKind);
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                hash.Add(JsonNumber.Of(value));
                break;
            case JsonValueKind.String:
                hash.Add(JsonText.Decode(value));
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    hash.Add(GetHashCode(item));
                }

                break;
            case JsonValueKind.Object:
                var members = 0;
                foreach (var member in value.EnumerateObject())
                {
                    members ^= HashCode.Combine(NameOf(member), GetHashCode(member.Value));
                }

                hash.Add(members);
                break;
            default:
                break;
        }

        return hash.ToHashCode();
    }

    private static string NameOf(JsonProperty member) =>
        JsonText.Decode(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8PropertyName(member));

    private static bool ArraysEqual(JsonElement x, JsonElement y)
    {
        if (x.GetArrayLength() != y.GetArrayLength())
        {
            return false;
        }

        var others = y.EnumerateArray();
        foreach (var item in x.EnumerateArray())
        {
            others.MoveNext();
            if (!AreEqual(item, others.Current))
            {
                return false;
            }
        }

        return true;
    }

    private static bool ObjectsEqual(JsonElement x, JsonElement y)
    {
        if (x.GetPropertyCount() != y.GetPropertyCount())
        {
            return false;
        }

        var others = y.EnumerateObject().ToDictionary(NameOf, member => member.Value, StringComparer.Ordinal);
        foreach (var member in x.EnumerateObject())
        {
            if (!others.TryGetValue(NameOf(member), out var other) || !AreEqual(member.Value, other))
            {
                return false;
            }
        }

        return true;
    }
}
