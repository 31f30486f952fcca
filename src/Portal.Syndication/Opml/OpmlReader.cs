using System.Globalization;
using System.Xml;
using Portal.Events.Entries;

namespace Portal.Syndication.Opml;

/// <summary>
/// Reads lists of subscriptions (OPML 1.0 and 2.0): each outline with an <c>xmlUrl</c>, or of a type that says that it is a feed. No
/// document type is allowed, nothing is fetched, and only so much is read.
/// </summary>
/// <example><c>&lt;outline text="Sales"&gt;&lt;outline text="Orders" type="rss" xmlUrl="https://example.org/orders"/&gt;&lt;/outline&gt;</c></example>
public static class OpmlReader
{
    /// <summary>The most bytes of a list.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>The most feeds of a list.</summary>
    public const int MaxFeeds = 2000;

    /// <summary>How deep outlines nest at most.</summary>
    public const int MaxDepth = 32;

    private const int MaxText = 2000;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        MaxCharactersInDocument = MaxBytes,
    };

    /// <summary>Reads a list. Never throws for what it may contain.</summary>
    public static OpmlReading Read(byte[] document)
    {
        if (document.Length > MaxBytes)
        {
            return new OpmlReading([], string.Create(CultureInfo.InvariantCulture, $"The list has {document.Length:N0} bytes; at most {MaxBytes:N0} are read."));
        }

        List<OpmlFeed> feeds = [];
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(document, writable: false), Settings);
            if (reader.MoveToContent() != XmlNodeType.Element || !reader.LocalName.Equals("opml", StringComparison.OrdinalIgnoreCase))
            {
                return new OpmlReading([], "This is no OPML: the document's element is not <opml>.");
            }

            return new OpmlReading(feeds, Walk(reader, feeds));
        }
        catch (XmlException exception)
        {
            return new OpmlReading(feeds, $"The list cannot be read from line {exception.LineNumber}, position {exception.LinePosition} on: {exception.Message}");
        }
    }

    private static string? Walk(XmlReader reader, List<OpmlFeed> feeds)
    {
        List<string?> folders = [];
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "outline" && folders.Count > 0)
            {
                folders.RemoveAt(folders.Count - 1);
            }

            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "outline")
            {
                continue;
            }

            if (folders.Count >= MaxDepth)
            {
                return $"Outlines nest more than {MaxDepth} deep in line {((IXmlLineInfo)reader).LineNumber}; the list is read as far as there.";
            }

            var isEmpty = reader.IsEmptyElement;
            var title = Attribute(reader, "text") ?? Attribute(reader, "title");
            if (IsFeed(reader))
            {
                if (feeds.Count == MaxFeeds)
                {
                    return string.Create(CultureInfo.InvariantCulture, $"The list names more than {MaxFeeds:N0} feeds; the first {MaxFeeds:N0} are read.");
                }

                feeds.Add(FeedOf(reader, folders));
                title = null;
            }

            if (!isEmpty)
            {
                folders.Add(title);
            }
        }

        return null;
    }

    private static bool IsFeed(XmlReader reader) =>
        Attribute(reader, "xmlUrl") is not null || Attribute(reader, "type")?.ToUpperInvariant() is "RSS" or "ATOM" or "FEED" or "JSON";

    private static OpmlFeed FeedOf(XmlReader reader, List<string?> folders) => new()
    {
        Address = Attribute(reader, "xmlUrl"),
        Title = Attribute(reader, "text") ?? Attribute(reader, "title") ?? "",
        Description = Attribute(reader, "description"),
        Folders = [.. folders.OfType<string>()],
        Categories = Categories(Attribute(reader, "category")),
        Line = ((IXmlLineInfo)reader).LineNumber,
        Id = reader.GetAttribute("id", OpmlWriter.Namespace),
        Owner = reader.GetAttribute("owner", OpmlWriter.Namespace),
        Interval = IntervalOf(reader.GetAttribute("interval", OpmlWriter.Namespace)),
    };

    // "/Boston/Weather,sports": a path and a tag (OPML 2.0, "category").
    private static IReadOnlyList<string> Categories(string? text) =>
    [
        .. (text ?? "").Split([',', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    private static TimeSpan? IntervalOf(string? text)
    {
        try
        {
            return text is null ? null : XmlConvert.ToTimeSpan(text);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return null;
        }
    }

    // The names are told apart by case in the specification, and not by everybody who writes them.
    private static string? Attribute(XmlReader reader, string name)
    {
        var value = reader.GetAttribute(name) ?? reader.GetAttribute(name.ToLowerInvariant()) ?? reader.GetAttribute(char.ToUpperInvariant(name[0]) + name[1..]);
        value = value?.Trim();
        return string.IsNullOrEmpty(value) ? null : ShortText.Cut(value, MaxText);
    }
}
