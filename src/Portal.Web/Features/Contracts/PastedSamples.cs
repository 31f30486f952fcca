using System.Text;
using System.Text.Json;
using System.Xml;
using Portal.Contracts.Inference;
using Portal.Events.Payloads;
using Portal.Web.Shared.Choices;

namespace Portal.Web.Features.Contracts;

/// <summary>Samples that were pasted one after another: JSON values, or XML documents. Pure.</summary>
internal static class PastedSamples
{
    /// <summary>The most characters that are read.</summary>
    public const int MaxLength = PastedText.MaxLength;

    private const int MaxSamples = 5_000;

    /// <summary>What they look like; or why they cannot be read.</summary>
    public static (PayloadProfile? Profile, string? Problem) Read(string text)
    {
        var samples = text.Trim('\uFEFF', ' ', '\t', '\r', '\n');
        if (samples.Length is 0 or > MaxLength)
        {
            return (null, samples.Length == 0 ? "Paste at least one payload." : $"At most {MaxLength} characters; this has {samples.Length}.");
        }

        try
        {
            return (samples[0] == '<' ? Xml(samples) : Json(samples), null);
        }
        catch (JsonException exception)
        {
            return (null, $"Line {exception.LineNumber + 1}, position {exception.BytePositionInLine + 1}: this is not JSON.");
        }
        catch (XmlException exception)
        {
            return (null, $"Line {exception.LineNumber}, position {exception.LinePosition}: {exception.Message}");
        }
    }

    private static PayloadProfile Json(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var profile = new PayloadProfile(PayloadForm.Json);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowMultipleValues = true });
        for (var i = 0; i < MaxSamples && reader.Read(); i++)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            profile.Add(bytes.AsMemory(start, (int)reader.BytesConsumed - start));
        }

        return profile;
    }

    private static PayloadProfile Xml(string text)
    {
        var profile = new PayloadProfile(PayloadForm.Xml);
        var settings = new XmlReaderSettings
        {
            ConformanceLevel = ConformanceLevel.Fragment,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxLength,
        };

        // Each document may begin with a declaration, which a fragment may not have in its middle.
        using var reader = XmlReader.Create(new StringReader(Declaration().Replace(text, "")), settings);
        for (var i = 0; i < MaxSamples && reader.MoveToContent() == XmlNodeType.Element; i++)
        {
            profile.Add(Encoding.UTF8.GetBytes(reader.ReadOuterXml()));
        }

        return profile;
    }

    private static System.Text.RegularExpressions.Regex Declaration() => new(@"<\?xml\s[^>]*\?>", System.Text.RegularExpressions.RegexOptions.CultureInvariant);
}
