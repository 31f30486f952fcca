using Portal.Contracts.Samples.Patterns;
using Portal.Contracts.Samples.Values;

namespace Portal.Contracts.Samples.Json;

/// <summary>Makes strings: what the format says, else what the name says, else what the pattern asks for.</summary>
internal sealed class StringMaker(ValueMaker values)
{
    private const int MaxTries = 60;

    public string? Make(SchemaParts parts, SamplePlace place)
    {
        var (least, most) = (parts.Largest("minLength", 0), parts.Smallest("maxLength", SampleBudget.MaxLength));
        if (least > most || least > SampleBudget.MaxLength)
        {
            return null;
        }

        // A text cut to a length seldom still has its format: whole texts first.
        var natural = Natural(parts, place).ToArray();
        var patterns = parts.Each("pattern").Select(pattern => pattern.AsText()).OfType<string>().Distinct().ToArray();
        return natural
            .Concat(patterns.SelectMany(pattern => PatternSampler.Of(pattern, isXml: false, place.Variant, least, most)))
            .Concat(natural.Select(text => FittedText.Of(text, least, most)).OfType<string>())
            .Take(MaxTries).Select(SampleCheck.Quote).FirstOrDefault(text => values.Check.Fits(place.Schemas, text));
    }

    private static IEnumerable<string> Natural(SchemaParts parts, SamplePlace place)
    {
        var formats = parts.Each("format").Select(format => format.AsText()).OfType<string>().SelectMany(format => FormatText.Of(format, place.Name, place.Variant));
        var isJson = parts.Each("contentMediaType").Any(type => type.AsText() == "application/json");
        var isBase64 = parts.Each("contentEncoding").Any(encoding => encoding.AsText() == "base64");
        var content = (isJson, isBase64) switch
        {
            (true, true) => "eyJzYW1wbGUiOnRydWV9",
            (true, false) => "{\"sample\":true}",
            (false, true) => "c2FtcGxl",
            _ => null,
        };
        return formats.Concat(content is null ? [] : [content]).Concat(LikelyText.Of(place.Name, place.Variant));
    }
}
