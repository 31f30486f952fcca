using Portal.Syndication.Reading.Atom;
using Portal.Syndication.Reading.Markup;
using Portal.Syndication.Reading.Rss;
using Portal.Syndication.Reading.Source;

namespace Portal.Syndication.Reading;

/// <summary>
/// Reads feeds of the plain form: most that programs write, as slices of the document in place of the nodes of a reader.
/// What it reads is what <see cref="XmlFeedReader"/> makes of it; whatever it does not know, or finds wrong, is left to that.
/// </summary>
internal static class PlainReader
{
    // Longer pages are rare; the buffer holds two bytes for each.
    private const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>The feed; null when it is not of the plain form, or there may be something wrong with it.</summary>
    public static FeedDraft? TryRead(FeedSource source, FeedReadOptions options)
    {
        if (!source.IsPlainUtf8 || source.Bytes.Length > Math.Min(MaxBytes, options.MaxCharacters) || options.MaxDepth <= PlainXml.MaxDepth + 2
            || !PlainDocument.TryOpen(source.Bytes.Span, out var opened))
        {
            return null;
        }

        using (opened)
        {
            var draft = new FeedDraft(options);
            return TryRead(new PlainXml(opened.Text), draft, options.BaseAddress) ? draft : null;
        }
    }

    private static bool TryRead(PlainXml xml, FeedDraft feed, Uri? address)
    {
        if (!xml.TryDeclaration())
        {
            return false;
        }

        xml.SkipBetween();
        return xml.TryStart(out var root) && !root.IsEmpty && PlainScope.TryOpen(root, address, out var scope) && root.Name switch
        {
            "feed" => PlainFeedReader.TryRead(xml, feed, scope),
            "rss" => PlainRssReader.TryRead(xml, feed, scope),
            _ => false,
        };
    }
}
