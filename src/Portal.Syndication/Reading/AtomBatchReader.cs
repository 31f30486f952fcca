using System.Text;
using System.Xml;
using Portal.Syndication.Reading.Markup;
using Portal.Syndication.Reading.Source;

namespace Portal.Syndication.Reading;

/// <summary>An entry of a batch, as it stands by itself.</summary>
/// <param name="Result">The entry, or what is wrong with it.</param>
/// <param name="Bytes">Its own bytes, as UTF-8.</param>
public sealed record BatchedEntry(AtomEntryResult Result, int Bytes);

/// <summary>What came of reading a batch.</summary>
/// <param name="Entries">The entries in their order; empty when there is a problem.</param>
/// <param name="Problem">What is wrong with the document as a whole; null when nothing is.</param>
public sealed record BatchResult(IReadOnlyList<BatchedEntry> Entries, string? Problem = null);

/// <summary>
/// Reads an Atom feed document whose entries are to be published, each as strictly as one that comes alone. It is read
/// forward: what is kept is the entries.
/// </summary>
public static class AtomBatchReader
{
    /// <summary>Reads a batch.</summary>
    /// <param name="body">The bytes as received.</param>
    /// <param name="options">Content type (for its charset) and bounds.</param>
    public static BatchResult Read(ReadOnlyMemory<byte> body, FeedReadOptions options)
    {
        var source = FeedSource.Of(body, options.ContentType);
        if (source.Bytes.IsEmpty)
        {
            return new BatchResult([], "The body is empty; an atom:feed of entries is expected.");
        }

        try
        {
            using var reader = StrictXml.Open(source, options);
            return Read(reader, options);
        }
        catch (XmlException e)
        {
            return new BatchResult([], StrictXml.Problem(e).Problem);
        }
        catch (DecoderFallbackException e)
        {
            return new BatchResult([], StrictXml.Problem(source, e).Problem);
        }
    }

    private static BatchResult Read(XmlReader reader, FeedReadOptions options)
    {
        var xml = new XmlCursor(reader, options);
        xml.MoveToRoot();
        if (xml.LocalName != "feed" || xml.Namespace != XmlNames.Atom)
        {
            return new BatchResult([], $"The root element is '{xml.LocalName}'; a batch is an atom:feed of entries.");
        }

        // What the feed says for all its entries holds for each of them alone (RFC 4287 section 2).
        var (baseUri, language) = (xml.BaseWithin(options.BaseAddress), xml.Language);
        var alone = options with { ContentType = "application/atom+xml;charset=utf-8", BaseAddress = baseUri };
        List<BatchedEntry> entries = [];
        for (var more = xml.Enter() && xml.NextElement(); more; more = xml.NextElement())
        {
            if (xml.LocalName != "entry" || xml.Namespace != XmlNames.Atom)
            {
                xml.Skip();
            }
            else if (entries.Count == options.MaxEntries)
            {
                return new BatchResult([], $"A batch has at most {options.MaxEntries} entries.");
            }
            else
            {
                entries.Add(ReadEntry(xml, alone, language));
            }
        }

        while (reader.Read())
        {
            // What follows the feed must be well-formed too.
        }

        return entries.Count == 0 ? new BatchResult([], "The feed has no entry to publish.") : new BatchResult(entries);
    }

    private static BatchedEntry ReadEntry(XmlCursor xml, FeedReadOptions options, string? language)
    {
        var line = xml.Line;
        var bytes = Encoding.UTF8.GetBytes(xml.ReadOuterXml());
        var result = AtomEntryReader.Read(bytes, options);
        return new BatchedEntry(
            result.IsEntry
                ? result with { Entry = result.Entry with { Language = result.Entry.Language ?? language } }
                : result with { Problem = $"The entry that begins at line {line} of the batch: {result.Problem}" },
            bytes.Length);
    }
}
