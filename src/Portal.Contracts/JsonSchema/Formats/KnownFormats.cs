using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Patterns;

namespace Portal.Contracts.JsonSchema.Formats;

/// <summary>The formats of JSON Schema Validation section 7.3, each since the draft that brought it.</summary>
internal static class KnownFormats
{
    private static readonly Dictionary<string, (Draft Since, FormatCheck Check)> Formats = new(StringComparer.Ordinal)
    {
        ["date-time"] = (Draft.V4, DateFormats.IsDateTime),
        ["email"] = (Draft.V4, text => MailFormat.IsAddress(text, international: false)),
        ["hostname"] = (Draft.V4, text => HostFormats.IsHostname(text, international: false)),
        ["ipv4"] = (Draft.V4, AddressFormats.IsIpv4),
        ["ipv6"] = (Draft.V4, AddressFormats.IsIpv6),
        ["uri"] = (Draft.V4, text => UriFormats.IsUri(text, international: false, mayBeRelative: false)),
        ["uri-reference"] = (Draft.V6, text => UriFormats.IsUri(text, international: false, mayBeRelative: true)),
        ["uri-template"] = (Draft.V6, UriFormats.IsTemplate),
        ["json-pointer"] = (Draft.V6, PointerFormats.IsPointer),
        ["relative-json-pointer"] = (Draft.V7, PointerFormats.IsRelativePointer),
        ["date"] = (Draft.V7, DateFormats.IsDate),
        ["time"] = (Draft.V7, DateFormats.IsTime),
        ["idn-email"] = (Draft.V7, text => MailFormat.IsAddress(text, international: true)),
        ["idn-hostname"] = (Draft.V7, text => HostFormats.IsHostname(text, international: true)),
        ["iri"] = (Draft.V7, text => UriFormats.IsUri(text, international: true, mayBeRelative: false)),
        ["iri-reference"] = (Draft.V7, text => UriFormats.IsUri(text, international: true, mayBeRelative: true)),
        ["regex"] = (Draft.V4, text => EcmaPattern.Translate(text.ToString(), strict: true).Pattern is not null),
        ["duration"] = (Draft.V201909, DateFormats.IsDuration),
        ["uuid"] = (Draft.V201909, text => Guid.TryParseExact(text, "D", out _) && text.Length == 36),
    };

    /// <summary>The check of a format; null when the draft does not know it, and every value has it.</summary>
    public static FormatCheck? Find(string name, Draft draft) =>
        Formats.TryGetValue(name, out var format) && draft >= format.Since ? format.Check : null;
}
