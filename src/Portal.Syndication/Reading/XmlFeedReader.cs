using System.Xml;
using Portal.Syndication.Reading.Atom;
using Portal.Syndication.Reading.Markup;
using Portal.Syndication.Reading.Rss;
using Portal.Syndication.Reading.Source;

namespace Portal.Syndication.Reading;

/// <summary>
/// Reads the XML formats. A document that is not well-formed is read a second time with its usual faults mended, and a
/// third time without the items that are broken all the same.
/// </summary>
internal static class XmlFeedReader
{
    public static FeedReadResult Read(FeedSource source, FeedReadOptions options) =>
        PlainReader.TryRead(source, options) is { } plain ? new FeedReadResult { Document = plain.ToDocument() } : ReadAny(source, options);

    /// <summary>Reads a document of any form.</summary>
    internal static FeedReadResult ReadAny(FeedSource source, FeedReadOptions options)
    {
        var first = Attempt.Run(() => Open(source, options), options);
        if (first.Error is null)
        {
            return first.NotAFeed is { } other ? FeedReadResult.Failed(other) : new FeedReadResult { Document = first.Feed.ToDocument() };
        }

        var text = XmlRepair.Mend(source.DecodeAll().TrimStart('\uFEFF'));
        var second = Attempt.Run(() => OpenText(text, options), options);
        if (second.NotAFeed is not null)
        {
            return FeedReadResult.Failed(second.NotAFeed, first.Line, first.Column);
        }

        var problem = first.IsTooLong
            ? $"The document is longer than {options.MaxCharacters} characters."
            : $"The XML is not well-formed at line {first.Line}, column {first.Column}: {first.Reason}";
        var best = second.Error is null || second.Feed.EntryCount >= first.Feed.EntryCount ? second : first;
        if (best.Error is null)
        {
            return Recovered(best, $"{problem} It was mended.", first);
        }

        if (!first.IsTooLong && XmlSalvage.Salvage(text, options) is { } salvaged
            && Attempt.Run(() => OpenText(salvaged.Text, options), options) is { Error: null, NotAFeed: null } third
            && third.Feed.EntryCount >= best.Feed.EntryCount && third.Feed.EntryCount > 0)
        {
            return Recovered(third, $"{problem} {Counted(third.Feed.EntryCount)} could be read, {salvaged.Dropped} could not.", first) with { IsPartial = salvaged.Dropped > 0 };
        }

        if (best.Feed.EntryCount > 0)
        {
            return Recovered(best, $"{problem} {Counted(best.Feed.EntryCount)} before it could be read.", first) with { IsPartial = true };
        }

        return FeedReadResult.Failed(LooksLikeHtml(source) ? "The document is HTML, not a feed." : problem, first.Line, first.Column);
    }

    private static FeedReadResult Recovered(Attempt best, string note, Attempt first) => new()
    {
        Document = best.Feed.ToDocument(),
        Recovered = true,
        Note = note,
        Line = first.Line,
        Column = first.Column,
    };

    private static string Counted(int entries) => entries == 1 ? "1 entry" : $"{entries} entries";

    private static XmlReader Open(FeedSource source, FeedReadOptions options)
    {
        var settings = Settings(options);
        return source.IsPlainUtf8
            ? XmlReader.Create(source.OpenBytes(), settings)
            : XmlReader.Create(new StreamReader(source.OpenBytes(), source.Encoding, detectEncodingFromByteOrderMarks: false), settings);
    }

    private static XmlReader OpenText(string text, FeedReadOptions options)
    {
        var names = new NameTable();
        var settings = Settings(options);
        settings.NameTable = names;
        return XmlReader.Create(
            new StringReader(text), settings, new XmlParserContext(names, new LenientNamespaces(names), xmlLang: "", XmlSpace.None));
    }

    private static XmlReaderSettings Settings(FeedReadOptions options) => new()
    {
        // Many RSS 0.91 feeds carry a harmless DOCTYPE: it is stepped over, nothing in it is acted upon.
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        MaxCharactersInDocument = options.MaxCharacters,
        CloseInput = true,
    };

    private static bool LooksLikeHtml(FeedSource source)
    {
        var head = source.Head(1024);
        return head.Contains("<html", StringComparison.OrdinalIgnoreCase) || head.Contains("<!doctype html", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>One reading of a document, as far as it went.</summary>
    private sealed record Attempt(FeedDraft Feed, XmlException? Error, string? NotAFeed)
    {
        public int Line => Math.Max(1, Error?.LineNumber ?? 1);

        public int Column => Math.Max(1, Error?.LinePosition ?? 1);

        /// <summary>Whether the reader gave up at the bound, which it tells by the name of the setting only.</summary>
        public bool IsTooLong => Error!.Message.Contains(nameof(XmlReaderSettings.MaxCharactersInDocument), StringComparison.Ordinal);

        /// <summary>The reader's message without the position that it ends with.</summary>
        public string Reason => XmlProblems.ReasonOf(Error!);

        public static Attempt Run(Func<XmlReader> open, FeedReadOptions options)
        {
            var feed = new FeedDraft(options);
            try
            {
                using var reader = open();
                return new Attempt(feed, null, ReadRoot(new XmlCursor(reader, options), feed, options.BaseAddress));
            }
            catch (XmlException e)
            {
                return new Attempt(feed, e, null);
            }
        }

        // Null when the document is a feed, else what it is.
        private static string? ReadRoot(XmlCursor xml, FeedDraft feed, Uri? address)
        {
            if (!xml.MoveToRoot())
            {
                return "The document is empty: it has no element.";
            }

            switch (xml.LocalName)
            {
                case "feed" or "entry" when XmlNames.IsAtom(xml.Namespace) || xml.Namespace.Length == 0:
                    new AtomFeedReader(xml, feed, address).Read();
                    return null;
                case "rss" or "RSS" or "rdf" or "RDF":
                    new RssFeedReader(xml, feed, address).Read();
                    return null;
                case "channel" or "Channel" or "CHANNEL" when xml.Namespace.Length == 0:
                    new CdfFeedReader(xml, feed, address).Read();
                    return null;
                case "html" or "HTML":
                    return "The document is HTML, not a feed.";
                default:
                    return $"The document is XML, not a feed: its root element is '{xml.Reader.Name}'"
                        + (xml.Namespace.Length > 0 ? $" of the namespace '{xml.Namespace}'." : ".");
            }
        }
    }
}
