using System.Text;
using System.Xml;
using System.Xml.Linq;
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

/// <summary>Reads an Atom feed document whose entries are to be published, each as strictly as one that comes alone.</summary>
public static class AtomBatchReader
{
    private static readonly XName Feed = XName.Get("feed", XmlNames.Atom);
    private static readonly XName Entry = XName.Get("entry", XmlNames.Atom);

    /// <summary>Reads a batch.</summary>
    /// <param name="body">The bytes as received.</param>
    /// <param name="options">Content type (for its charset) and bounds.</param>
    public static BatchResult Read(ReadOnlyMemory<byte> body, FeedReadOptions options)
    {
        try
        {
            var source = FeedSource.Of(body, options.ContentType);
            using var text = new StreamReader(source.OpenBytes(), source.Encoding);
            using var reader = XmlReader.Create(text, new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                MaxCharactersInDocument = options.MaxCharacters,
            });
            var root = XDocument.Load(reader, LoadOptions.PreserveWhitespace | LoadOptions.SetLineInfo).Root!;
            if (root.Name != Feed)
            {
                return new BatchResult([], $"The root element is '{root.Name.LocalName}'; a batch is an atom:feed of entries.");
            }

            return root.Elements(Entry).Take(options.MaxEntries + 1).Count() switch
            {
                0 => new BatchResult([], "The feed has no entry to publish."),
                var count when count > options.MaxEntries => new BatchResult([], $"A batch has at most {options.MaxEntries} entries."),
                _ => new BatchResult([.. root.Elements(Entry).Select(entry => Read(entry, root, options))]),
            };
        }
        catch (XmlException problem)
        {
            var reason = problem.Message.Contains("DTD", StringComparison.Ordinal) ? "It has a DTD (DOCTYPE), which is refused." : XmlProblems.ReasonOf(problem);
            return new BatchResult([], $"The XML is not well-formed at line {Math.Max(1, problem.LineNumber)}, column {Math.Max(1, problem.LinePosition)}: {reason}");
        }
    }

    private static BatchedEntry Read(XElement entry, XElement feed, FeedReadOptions options)
    {
        // What the feed says for all its entries holds for each of them alone (RFC 4287 section 2).
        foreach (var inherited in feed.Attributes().Where(attribute => attribute.Name.Namespace == XNamespace.Xml && entry.Attribute(attribute.Name) is null))
        {
            entry.SetAttributeValue(inherited.Name, inherited.Value);
        }

        var line = ((IXmlLineInfo)entry).LineNumber;
        var bytes = Encoding.UTF8.GetBytes(entry.ToString(SaveOptions.DisableFormatting));
        var result = AtomEntryReader.Read(bytes, options with { ContentType = "application/atom+xml;charset=utf-8" });
        return new BatchedEntry(
            result.Problem is { } problem ? result with { Problem = $"The entry that begins at line {line} of the batch: {problem}" } : result, bytes.Length);
    }
}
