using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Xml;
using Portal.Events.Entries;
using Portal.Syndication.Reading.Atom;
using Portal.Syndication.Reading.Markup;
using Portal.Syndication.Reading.Source;

namespace Portal.Syndication.Reading;

/// <summary>What came of reading one entry that a publisher sent.</summary>
/// <param name="Entry">The entry; null when there is a problem. Its id is empty and its dates null where it says none.</param>
/// <param name="Problem">What is wrong, for people, with line and column.</param>
/// <param name="Line">The line of the problem, from 1.</param>
/// <param name="Column">The column of the problem, from 1.</param>
public sealed record AtomEntryResult(Entry? Entry, string? Problem = null, int? Line = null, int? Column = null)
{
    /// <summary>Whether there is an entry.</summary>
    [MemberNotNullWhen(true, nameof(Entry))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsEntry => Entry is not null;
}

/// <summary>
/// Reads the entry documents of AtomPub (RFC 5023) strictly: a publisher hears of what is wrong rather than finding
/// it mended. Id, title and updated may be absent, the server assigns them.
/// </summary>
public static class AtomEntryReader
{
    /// <summary>Reads one entry document.</summary>
    /// <param name="body">The bytes as received.</param>
    /// <param name="options">Content type (for its charset) and bounds; the defaults when null.</param>
    public static AtomEntryResult Read(ReadOnlyMemory<byte> body, FeedReadOptions? options = null)
    {
        options ??= FeedReadOptions.Default;
        var source = FeedSource.Of(body, options.ContentType);
        if (source.Bytes.IsEmpty)
        {
            return new AtomEntryResult(null, "The body is empty; an atom:entry is expected.", 1, 1);
        }

        return source.IsPlainUtf8 && PlainEntryReader.TryRead(source.Bytes.Span, options) is { } draft
            ? new AtomEntryResult(draft.ToEntry(draft.Id ?? ""))
            : ReadAny(source, options);
    }

    /// <summary>Reads a document of any form.</summary>
    internal static AtomEntryResult ReadAny(FeedSource source, FeedReadOptions options)
    {
        try
        {
            using var reader = StrictXml.Open(source, options);
            return ReadEntry(reader, options);
        }
        catch (XmlException e)
        {
            return StrictXml.Problem(e);
        }
        catch (DecoderFallbackException e)
        {
            return StrictXml.Problem(source, e);
        }
    }

    private static AtomEntryResult ReadEntry(XmlReader reader, FeedReadOptions options)
    {
        var xml = new XmlCursor(reader, options);
        xml.MoveToRoot();
        if (xml.LocalName != "entry" || xml.Namespace != XmlNames.Atom)
        {
            var found = xml.Namespace.Length > 0 ? $"'{xml.LocalName}' of the namespace '{xml.Namespace}'" : $"'{xml.LocalName}' of no namespace";
            return new AtomEntryResult(
                null, $"The root element is {found}; 'entry' of the namespace '{XmlNames.Atom}' is expected (line {xml.Line}, column {xml.Column}).",
                xml.Line, xml.Column);
        }

        var issues = new AtomIssues(xml, options.IgnoresBadDates);
        var draft = new AtomEntryParts(xml, issues).Read(options.BaseAddress);
        while (reader.Read())
        {
            // What follows the entry must be well-formed too.
        }

        return issues.First is { } problem
            ? new AtomEntryResult(null, $"{problem} (line {issues.Line}, column {issues.Column}).", issues.Line, issues.Column)
            : new AtomEntryResult(draft.ToEntry(draft.Id ?? ""));
    }
}
