using System.Buffers;
using System.Text.Unicode;

namespace Portal.Syndication.Reading.Markup;

/// <summary>The characters of a document in UTF-8, in a rented buffer.</summary>
internal readonly struct PlainDocument : IDisposable
{
    private readonly char[] _buffer;
    private readonly int _length;

    private PlainDocument(char[] buffer, int length) => (_buffer, _length) = (buffer, length);

    /// <summary>The text, with line ends of one character (XML 1.0 section 2.11).</summary>
    public ReadOnlySpan<char> Text => _buffer.AsSpan(0, _length);

    /// <summary>Decodes; false when it is no UTF-8.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> bytes, out PlainDocument document)
    {
        var buffer = ArrayPool<char>.Shared.Rent(bytes.Length);
        var isText = Utf8.ToUtf16(bytes, buffer, out _, out var length, replaceInvalidSequences: false) == OperationStatus.Done;
        document = new PlainDocument(buffer, isText ? WithLineEnds(buffer.AsSpan(0, length)) : 0);
        if (!isText)
        {
            document.Dispose();
        }

        return isText;
    }

    public void Dispose() => ArrayPool<char>.Shared.Return(_buffer);

    private static int WithLineEnds(Span<char> text)
    {
        var written = text.IndexOf('\r');
        if (written < 0)
        {
            return text.Length;
        }

        for (var at = written; at < text.Length; at++)
        {
            if (text[at] != '\r')
            {
                text[written++] = text[at];
            }
            else if (at + 1 == text.Length || text[at + 1] != '\n')
            {
                text[written++] = '\n';
            }
        }

        return written;
    }
}
