using System.Buffers;
using System.Globalization;
using System.Text;
using System.Xml;
using Portal.Syndication.Reading.Markup;

namespace Portal.Syndication.Writing;

/// <summary>
/// XML in the making, in one buffer a thread. Values are escaped, and characters that XML does not allow become U+FFFD; that tags
/// fit together is up to who writes them.
/// </summary>
internal sealed class XmlBuilder
{
    /// <summary>A thread keeps its buffer up to this size; one huge entry does not stay in memory.</summary>
    private const int KeptCharacters = 512 * 1024;

    [ThreadStatic]
    private static XmlBuilder? _kept;

    private readonly ArrayBufferWriter<char> _text = new(4096);

    private XmlBuilder()
    {
    }

    /// <summary>Begins anew; what this thread wrote before is gone.</summary>
    public static XmlBuilder Begin()
    {
        var builder = _kept is { _text.Capacity: <= KeptCharacters } kept ? kept : _kept = new XmlBuilder();
        builder._text.ResetWrittenCount();
        return builder;
    }

    /// <summary>Adds markup as it is.</summary>
    public XmlBuilder Raw(ReadOnlySpan<char> markup)
    {
        _text.Write(markup);
        return this;
    }

    /// <summary>Adds an attribute to the tag that is open; none when there is no value.</summary>
    public XmlBuilder Attribute(string name, string? value) => value is null ? this
        : Raw(" ").Raw(name).Raw("=\"").Escaped(value, MarkupSerializer.InAttributes).Raw("\"");

    /// <summary>Adds text.</summary>
    public XmlBuilder Text(string value) => Escaped(value, MarkupSerializer.InText);

    /// <summary>Adds an element with text in it.</summary>
    public XmlBuilder Element(string name, string value) => Raw("<").Raw(name).Raw(">").Text(value).Raw("</").Raw(name).Raw(">");

    /// <summary>Adds a date as RFC 3339 has it, in the offset and with the fraction that were given.</summary>
    public XmlBuilder Date(DateTimeOffset date)
    {
        var format = date.Offset == TimeSpan.Zero ? "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz";
        date.TryFormat(_text.GetSpan(40), out var length, format, CultureInfo.InvariantCulture);
        _text.Advance(length);
        return this;
    }

    /// <summary>Writes it in UTF-8.</summary>
    public void WriteTo(Stream output)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(_text.WrittenCount));
        output.Write(bytes, 0, Encoding.UTF8.GetBytes(_text.WrittenSpan, bytes));
        ArrayPool<byte>.Shared.Return(bytes);
    }

    /// <summary>Writes it into a document.</summary>
    public void WriteTo(XmlWriter writer)
    {
        var text = ArrayPool<char>.Shared.Rent(_text.WrittenCount);
        _text.WrittenSpan.CopyTo(text);
        writer.WriteRaw(text, 0, _text.WrittenCount);
        ArrayPool<char>.Shared.Return(text);
    }

    private XmlBuilder Escaped(string value, SearchValues<char> special)
    {
        var rest = XmlText.Clean(value).AsSpan();
        for (var at = rest.IndexOfAny(special); at >= 0; at = rest.IndexOfAny(special))
        {
            Raw(rest[..at]).Raw(MarkupSerializer.ReferenceTo(rest[at]));
            rest = rest[(at + 1)..];
        }

        return Raw(rest);
    }
}
