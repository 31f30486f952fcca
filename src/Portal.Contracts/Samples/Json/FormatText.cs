using System.Globalization;
using Portal.Contracts.Samples.Values;

namespace Portal.Contracts.Samples.Json;

/// <summary>Texts that have a format of JSON Schema Validation section 7.3.</summary>
internal static class FormatText
{
    public static IEnumerable<string> Of(string format, string name, int variant)
    {
        var number = (1 + (variant % 200)).ToString(CultureInfo.InvariantCulture);
        return format switch
        {
            "date-time" => [LikelyMoments.DateTime(name, variant)],
            "date" => [LikelyMoments.Date(name, variant)],
            "time" => [LikelyMoments.Time(name, variant)],
            "duration" => [$"PT{number}H", $"P{number}D"],
            "email" or "idn-email" => LikelyText.Of("email", variant).Take(3).Append($"person{number}@example.com"),
            "hostname" or "idn-hostname" => LikelyText.Of("hostname", variant).Take(2).Append($"host{number}.example.com"),
            "ipv4" => [$"192.0.2.{number}"],
            "ipv6" => [$"2001:db8::{number}"],
            "uri" or "iri" or "uri-reference" or "iri-reference" => [.. LikelyText.Of("uri", variant).Take(2), $"https://example.com/{number}", $"urn:example:{number}"],
            "uri-template" => ["https://example.com/items/{id}"],
            "uuid" => [LikelyText.Uuid(name, variant)],
            "json-pointer" => [$"/items/{number}"],
            "relative-json-pointer" => [$"{number}/id"],
            "regex" => ["^[a-z]+$"],
            _ => [],
        };
    }
}
