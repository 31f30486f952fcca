using System.Globalization;
using System.Xml;

namespace Portal.Syndication.Opml;

/// <summary>
/// Writes lists of subscriptions (OPML 2.0). Folders are outlines around their feeds; what OPML has no place for is in attributes of
/// the portal's own namespace, which others pass over and another portal reads back.
/// </summary>
public static class OpmlWriter
{
    /// <summary>The namespace of the portal's own attributes.</summary>
    public const string Namespace = "urn:portal:opml:1";

    private const string Prefix = "portal";

    private static readonly XmlWriterSettings Settings = new() { Indent = true, CheckCharacters = true, Encoding = new System.Text.UTF8Encoding(false) };

    /// <summary>Writes a list, with the feeds in the order of their folders.</summary>
    public static byte[] Write(string title, DateTimeOffset now, IEnumerable<OpmlFeed> feeds)
    {
        using var document = new MemoryStream();
        using (var writer = XmlWriter.Create(document, Settings))
        {
            writer.WriteStartElement("opml");
            writer.WriteAttributeString("version", "2.0");
            writer.WriteAttributeString("xmlns", Prefix, null, Namespace);
            writer.WriteStartElement("head");
            writer.WriteElementString("title", Clean(title));
            writer.WriteElementString("dateCreated", now.UtcDateTime.ToString("r", CultureInfo.InvariantCulture));
            writer.WriteEndElement();
            writer.WriteStartElement("body");
            foreach (var folder in feeds.GroupBy(feed => feed.Folders is [var outermost, ..] ? outermost : "", StringComparer.Ordinal).OrderBy(folder => folder.Key, StringComparer.OrdinalIgnoreCase))
            {
                WriteFolder(writer, folder.Key, folder);
            }

            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        return document.ToArray();
    }

    private static void WriteFolder(XmlWriter writer, string name, IEnumerable<OpmlFeed> feeds)
    {
        if (name.Length > 0)
        {
            writer.WriteStartElement("outline");
            writer.WriteAttributeString("text", Clean(name));
        }

        foreach (var feed in feeds)
        {
            writer.WriteStartElement("outline");
            writer.WriteAttributeString("text", Clean(feed.Title));
            writer.WriteAttributeString("title", Clean(feed.Title));

            // For every format: "it can be any RSS version, Atom included" is what readers make of it.
            writer.WriteAttributeString("type", "rss");
            Write(writer, "xmlUrl", feed.Address);
            Write(writer, "description", feed.Description);
            Write(writer, "category", feed.Categories.Count == 0 ? null : string.Join(',', feed.Categories));
            WriteOwn(writer, "id", feed.Id);
            WriteOwn(writer, "owner", feed.Owner);
            WriteOwn(writer, "interval", feed.Interval is { } interval ? XmlConvert.ToString(interval) : null);
            writer.WriteEndElement();
        }

        if (name.Length > 0)
        {
            writer.WriteEndElement();
        }
    }

    private static void Write(XmlWriter writer, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            writer.WriteAttributeString(name, Clean(value));
        }
    }

    private static void WriteOwn(XmlWriter writer, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            writer.WriteAttributeString(Prefix, name, Namespace, Clean(value));
        }
    }

    // A title may hold what XML has no place for.
    private static string Clean(string text) => string.Concat(text.EnumerateRunes()
        .Where(rune => rune.Value is '\t' or '\n' or '\r' or (>= 0x20 and <= 0xd7ff) or (>= 0xe000 and <= 0xfffd) or >= 0x10000)
        .Select(rune => rune.ToString()));
}
