using Portal.Syndication.Reading.Json;
using Portal.Syndication.Reading.Source;

namespace Portal.Syndication.Reading;

/// <summary>
/// Reads feeds of all formats: Atom 1.0 and 0.3, RSS 0.90 to 2.0, RSS 1.0, JSON Feed. Whatever the bytes are, the
/// answer is a value. No DTD is ever processed and nothing outside the document is read.
/// </summary>
public static class FeedReader
{
    /// <summary>Reads a document.</summary>
    /// <param name="document">The bytes as received, content coding undone.</param>
    /// <param name="options">Where it came from and how much to read; the defaults when null.</param>
    public static FeedReadResult Read(ReadOnlyMemory<byte> document, FeedReadOptions? options = null)
    {
        options ??= FeedReadOptions.Default;
        var source = FeedSource.Of(document, options.ContentType);
        return source.Head(1) switch
        {
            "" => FeedReadResult.Failed("The document is empty."),
            "<" => XmlFeedReader.Read(source, options),
            "{" or "[" => JsonFeedReader.Read(source, options),
            _ => FeedReadResult.Failed($"The document is not a feed: it is neither XML nor JSON, and begins with '{Printable(source.Head(40))}'."),
        };
    }

    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
