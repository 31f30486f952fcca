using System.Buffers;
using System.Text;
using System.Xml;

namespace Portal.Syndication.Reading.Source;

/// <summary>XML as publishers must send it: well-formed, without a DTD, every byte of its encoding. Nothing is mended.</summary>
internal static class StrictXml
{
    /// <summary>A reader over a document.</summary>
    /// <exception cref="XmlException">From the reader: the document is not well-formed, has a DTD or is too long.</exception>
    /// <exception cref="DecoderFallbackException">From the reader: bytes are not of the document's encoding.</exception>
    public static XmlReader Open(FeedSource source, FeedReadOptions options)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = options.MaxCharacters,
            CloseInput = true,
        };
        if (source.IsPlainUtf8)
        {
            return XmlReader.Create(source.OpenBytes(), settings);
        }

        var exact = (Encoding)source.Encoding.Clone();
        exact.DecoderFallback = DecoderFallback.ExceptionFallback;
        return XmlReader.Create(new StreamReader(source.OpenBytes(), exact, detectEncodingFromByteOrderMarks: false), settings);
    }

    /// <summary>What an error of the reader says to a publisher.</summary>
    public static AtomEntryResult Problem(XmlException error)
    {
        var (line, column) = (Math.Max(1, error.LineNumber), Math.Max(1, error.LinePosition));
        var reason = error.Message.Contains("DTD", StringComparison.Ordinal)
            ? "It has a DTD (DOCTYPE), which is refused."
            : XmlProblems.ReasonOf(error);
        return new AtomEntryResult(null, $"The XML is not well-formed at line {line}, column {column}: {reason}", line, column);
    }

    /// <summary>What bytes that are not of the document's encoding say to a publisher.</summary>
    public static AtomEntryResult Problem(FeedSource source, DecoderFallbackException error)
    {
        // A decoder counts from wherever its buffer began: only UTF-8's first bad byte is found again for certain.
        var bytes = source.Bytes.Span;
        var place = source.Encoding is UTF8Encoding ? PlaceOfBadByte(bytes) : null;
        var at = place is { } found ? $" at line {found.Line}, column {found.Column}" : "";
        var bad = error.BytesUnknown is { Length: > 0 } unknown ? $" ({Convert.ToHexString(unknown)})" : "";
        return new AtomEntryResult(
            null, $"The document has bytes that are not {source.Encoding.WebName}{bad}{at}.", place?.Line ?? 1, place?.Column ?? 1);
    }

    private static (int Line, int Column)? PlaceOfBadByte(ReadOnlySpan<byte> bytes)
    {
        var (line, column) = (1, 1);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var character, out var length) != OperationStatus.Done)
            {
                return (line, column);
            }

            (line, column) = character.Value == '\n' ? (line + 1, 1) : (line, column + character.Utf16SequenceLength);
            bytes = bytes[length..];
        }

        return null;
    }
}
