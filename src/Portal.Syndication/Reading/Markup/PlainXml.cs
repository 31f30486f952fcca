using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Portal.Syndication.Reading.Markup;

/// <summary>
/// Walks over XML of the plain form that programs write: elements, attributes in double quotes, text with the predefined
/// references; no DTD, comments, CDATA sections or instructions. Whatever else it meets, well-formed or not, it gives up at,
/// and an <see cref="System.Xml.XmlReader"/> has the say. So it is a few times as fast, and never decides that something is wrong.
/// </summary>
internal ref struct PlainXml(ReadOnlySpan<char> text)
{
    /// <summary>What is nested deeper is not plain.</summary>
    public const int MaxDepth = 64;

    private const int MaxAttributes = 20;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
    private const string Marks = " !#$%'()*+,-./:;=?@[\\]^`{|}~";

    private static readonly SearchValues<char> InNames = SearchValues.Create(Letters + "0123456789-.:");
    private static readonly SearchValues<char> InValues = SearchValues.Create(Letters + "0123456789" + Marks);
    private static readonly SearchValues<char> InText = SearchValues.Create(Letters + "0123456789\"\t\n" + Marks);

    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    /// <summary>Whether everything has been read.</summary>
    public readonly bool IsAtEnd => _at == _text.Length;

    /// <summary>Whether an end tag comes next.</summary>
    public readonly bool IsBeforeEndTag => _text[_at..].StartsWith("</");

    /// <summary>Whether this is one element of the plain form with nothing around it. When not, it may be one of another form.</summary>
    public static bool IsElement(string text)
    {
        var xml = new PlainXml(text);
        return xml.TryWalkElement(out _) && xml.IsAtEnd;
    }

    /// <summary>A text with its references replaced.</summary>
    public static string Unescape(ReadOnlySpan<char> text) => text.Contains('&')
        ? text.ToString()
            .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal)
            .Replace("&quot;", "\"", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal)
        : text.ToString();

    public void SkipSpace()
    {
        var next = _text[_at..].IndexOfAnyExcept(" \t\n");
        _at = next < 0 ? _text.Length : _at + next;
    }

    public bool TrySkip(ReadOnlySpan<char> expected)
    {
        if (!_text[_at..].StartsWith(expected))
        {
            return false;
        }

        _at += expected.Length;
        return true;
    }

    /// <summary>Reads a start tag.</summary>
    public bool TryStart(out PlainTag tag)
    {
        tag = default;
        var start = _at + 1;
        if (!TrySkip("<") || !TryName())
        {
            return false;
        }

        var attributes = _at;
        for (var count = 0; _text[_at..] is [' ', not '/', ..]; count++)
        {
            if (count == MaxAttributes || !TryAttribute(attributes))
            {
                return false;
            }
        }

        var written = _text[attributes.._at];
        var isEmpty = TrySkip("/>") || TrySkip(" />");
        tag = new PlainTag(_text[start..attributes], written, isEmpty);
        return isEmpty || TrySkip(">");
    }

    /// <summary>Reads an end tag.</summary>
    public bool TryEnd(ReadOnlySpan<char> name) => TrySkip("</") && TrySkip(name) && TrySkip(">");

    /// <summary>Reads text up to the next tag; its references are still in it.</summary>
    public bool TryText(out ReadOnlySpan<char> value)
    {
        var start = _at;
        var isPlain = TryRun(InText, '<');
        value = _text[start.._at];
        return isPlain;
    }

    /// <summary>
    /// Reads an element with everything in it, which stands alone: its root declares all namespaces that are used, in the order
    /// of their prefixes. The text is what <see cref="MarkupSerializer"/> makes of it.
    /// </summary>
    public bool TryElement([NotNullWhen(true)] out string? element)
    {
        var start = _at;
        element = TryWalkElement(out var unspaced) ? WithSpaces(_text[start.._at], unspaced) : null;
        return element is not null;
    }

    private bool TryWalkElement(out int unspaced)
    {
        unspaced = 0;
        Span<Range> open = stackalloc Range[MaxDepth];
        var (depth, start) = (0, _at + 1);
        if (!TryStart(out var root) || !root.DeclaresInOrder() || !root.IsWithin(root))
        {
            return false;
        }

        for (var tag = root; ;)
        {
            if (!tag.IsEmpty)
            {
                open[depth++] = start..(start + tag.Name.Length);
            }
            else if (_text[_at - 3] != ' ')
            {
                unspaced++;
            }

            for (; depth > 0; depth--)
            {
                if (!TryRun(InText, '<'))
                {
                    return false;
                }

                if (!IsBeforeEndTag)
                {
                    break;
                }

                if (!TryEnd(_text[open[depth - 1]]))
                {
                    return false;
                }
            }

            if (depth == 0)
            {
                return true;
            }

            start = _at + 1;
            if (depth == MaxDepth || !TryStart(out tag) || tag.HasDeclarations || !tag.IsWithin(root))
            {
                return false;
            }
        }
    }

    // The serializer writes <a />. No value and no text has a '>' in it, so what looks like the end of a tag is one.
    private static string WithSpaces(ReadOnlySpan<char> element, int unspaced) => unspaced == 0
        ? element.ToString()
        : string.Create(element.Length + unspaced, element, static (copy, rest) =>
        {
            for (var end = rest.IndexOf("/>"); end >= 0; end = rest.IndexOf("/>"))
            {
                rest[..end].CopyTo(copy);
                copy = copy[end..];
                if (rest[end - 1] != ' ')
                {
                    copy[0] = ' ';
                    copy = copy[1..];
                }

                "/>".CopyTo(copy);
                copy = copy[2..];
                rest = rest[(end + 2)..];
            }

            rest.CopyTo(copy);
        });

    private bool TryAttribute(int first)
    {
        var start = _at + 1;
        _at = start;
        return TryName()
            && !PlainTag.HasLocalName(_text[first..(start - 1)], PlainTag.LocalName(_text[start.._at]))
            && TrySkip("=\"") && TryRun(InValues, '"') && TrySkip("\"");
    }

    private bool TryName()
    {
        var rest = _text[_at..];
        var length = Math.Max(0, rest.IndexOfAnyExcept(InNames));
        var (name, colon) = (_at, rest[..length].IndexOf(':'));
        _at += length;
        return IsNamePart(_text[(name + colon + 1).._at]) && (colon < 0 || IsNamePart(_text[name..(name + colon)]));
    }

    private static bool IsNamePart(ReadOnlySpan<char> name) =>
        name is [(>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or '_', ..] && !name.Contains(':');

    private bool TryRun(SearchValues<char> plain, char end)
    {
        while (true)
        {
            var length = _text[_at..].IndexOfAnyExcept(plain);
            if (length < 0)
            {
                return false;
            }

            _at += length;
            if (_text[_at] == end)
            {
                return true;
            }

            if (!TrySkipLetter() && !TrySkip("&amp;") && !TrySkip("&lt;") && !TrySkip("&gt;") && !(end == '"' && TrySkip("&quot;")))
            {
                return false;
            }
        }
    }

    // Beyond ASCII, without the control characters that U+0080 begins with.
    private bool TrySkipLetter()
    {
        var rest = _text[_at..];
        var length = rest[0] switch
        {
            < '\u00A0' or '\uFFFE' or '\uFFFF' => 0,
            >= '\uD800' and <= '\uDFFF' => rest.Length > 1 && char.IsSurrogatePair(rest[0], rest[1]) ? 2 : 0,
            _ => 1,
        };
        _at += length;
        return length > 0;
    }
}
