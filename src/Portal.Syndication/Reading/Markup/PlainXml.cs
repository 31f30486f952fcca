using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Portal.Syndication.Reading.Markup;

/// <summary>
/// Walks over XML of the plain form that programs write: elements, attributes, text and CDATA sections with line ends of one
/// character, comments between elements; no DTD and no instructions. Whatever else it meets, well-formed or not, it gives up at, and an
/// <see cref="System.Xml.XmlReader"/> has the say. So it is a few times as fast, and never decides that something is wrong.
/// Markup that is copied comes as <see cref="MarkupSerializer"/> writes it.
/// </summary>
internal ref struct PlainXml(ReadOnlySpan<char> text)
{
    /// <summary>What is nested deeper is not plain.</summary>
    public const int MaxDepth = 64;

    private const int MaxAttributes = 20;
    private const int MaxSections = 16;
    private const int Near = 256;
    private const string CDataStart = "<![CDATA[";
    private const string CommentStart = "<!--";
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
    private const string Marks = " !#$%()*+,-./:;=?@[\\]^`{|}~";

    private static readonly SearchValues<char> InNames = SearchValues.Create(Letters + "0123456789-.:");
    private static readonly SearchValues<char> InValues = SearchValues.Create(Letters + "0123456789'" + Marks);
    private static readonly SearchValues<char> InSingleQuotes = SearchValues.Create(Letters + "0123456789\"" + Marks);
    private static readonly SearchValues<char> InText = SearchValues.Create(Letters + "0123456789'\"\t\n" + Marks);
    private static readonly SearchValues<char> InCData = SearchValues.Create(Letters + "0123456789'\"\t\n<>&" + Marks);

    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    // While markup is copied: only references stand that it is written with, and how many places are written otherwise.
    private bool _isCopied;
    private PlainChanges _changes;

    /// <summary>Whether everything has been read.</summary>
    public readonly bool IsAtEnd => _at == _text.Length;

    /// <summary>Whether an end tag comes next.</summary>
    public readonly bool IsBeforeEndTag => _text[_at..] is ['<', '/', ..];

    /// <summary>Whether this is one element of the plain form with nothing around it. When not, it may be one of another form.</summary>
    public static bool IsElement(string text)
    {
        var xml = new PlainXml(text) { _isCopied = true };
        return xml.TryStart(out var root) && root.DeclaresInOrder() && xml.TryWalk(root, root) && xml.IsAtEnd && !xml._changes.HasSingleQuotes;
    }

    public void SkipSpace()
    {
        var next = _text[_at..].IndexOfAnyExcept(" \t\n");
        _at = next < 0 ? _text.Length : _at + next;
    }

    /// <summary>What comes before an end tag; empty when that is not near.</summary>
    public readonly ReadOnlySpan<char> Before(ReadOnlySpan<char> endTag)
    {
        var near = _text[_at..Math.Min(_text.Length, _at + Near)];
        return near[..Math.Max(0, near.IndexOf(endTag))];
    }

    /// <summary>Steps over white space and comments.</summary>
    public void SkipBetween()
    {
        SkipSpace();
        while (_text[_at..].StartsWith(CommentStart) && TrySkipComment())
        {
            SkipSpace();
        }
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

    /// <summary>Steps over the XML declaration; true when there is none.</summary>
    public bool TryDeclaration()
    {
        if (!_text[_at..].StartsWith("<?xml "))
        {
            return true;
        }

        var rest = _text[_at..];
        var end = rest.IndexOf("?>");
        if (end < 0 || rest[..end].TrimEnd() is not ['<', '?', 'x', 'm', 'l', ' ', 'v', 'e', 'r', 's', 'i', 'o', 'n', '=', '"' or '\'', '1', '.', '0', '"' or '\'', .. var encoding]
            || rest[14] != rest[18])
        {
            return false;
        }

        _at += end + 2;
        return encoding.IsEmpty || encoding.Equals(" encoding=\"utf-8\"", StringComparison.OrdinalIgnoreCase)
            || encoding.Equals(" encoding='utf-8'", StringComparison.OrdinalIgnoreCase);
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
        if (_at < _text.Length && _text[_at] == '>')
        {
            tag = new PlainTag(_text[start.._at++], default, isEmpty: false);
            return true;
        }

        for (var count = 0; _text[_at..] is [' ' or '\n', not '/', ..]; count++)
        {
            if (count == MaxAttributes || (_isCopied && _text[_at] == '\n') || !TryAttribute(attributes))
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
    public bool TryEnd(ReadOnlySpan<char> name)
    {
        var length = name.Length + 3;
        var rest = _text[_at..];
        if (rest.Length < length || rest[0] != '<' || rest[1] != '/' || rest[length - 1] != '>' || !rest.Slice(2, name.Length).SequenceEqual(name))
        {
            return false;
        }

        _at += length;
        return true;
    }

    /// <summary>Reads what is in an element that has only text, and its end tag.</summary>
    public bool TryValue(PlainTag tag, [NotNullWhen(true)] out string? value)
    {
        value = "";
        for (var sections = 0; !tag.IsEmpty; sections++)
        {
            var start = _at;
            if (!TryRun(InText, '<'))
            {
                return false;
            }

            value = Joined(value, PlainText.Unescape(_text[start.._at]));
            if (!_text[_at..].StartsWith(CDataStart))
            {
                return TryEnd(tag.Name);
            }

            if (sections == MaxSections || !TryCData(out var section))
            {
                return false;
            }

            value = Joined(value, section.ToString());
        }

        return true;
    }

    /// <summary>
    /// Reads an element with everything in it, which stands alone: its root declares all namespaces that are used, in the order
    /// of their prefixes.
    /// </summary>
    public bool TryElement([NotNullWhen(true)] out string? element)
    {
        element = null;
        Copy();
        var start = _at;
        if (TryStart(out var root) && root.DeclaresInOrder() && TryWalk(root, root))
        {
            element = _changes.Write(_text[start.._at]);
        }

        _isCopied = false;
        return element is not null;
    }

    /// <summary>Reads the rest of an element whose names are all of one prefix that is declared outside; it declares it itself then.</summary>
    public bool TryForeign(PlainTag tag, PlainTag outer, [NotNullWhen(true)] out string? element)
    {
        element = null;
        var prefix = PlainTag.PrefixOf(tag.Name);
        var uri = outer.NamespaceOf(prefix);
        var start = _at;
        Copy();
        if (!prefix.IsEmpty && !uri.IsEmpty && !tag.HasDeclarations && tag.IsPlain && tag.IsWithin(prefix) && TryWalk(tag, prefix))
        {
            // A tag is what it was read from: the text before the walk began has it.
            var from = _text[..start].LastIndexOf('<');
            _changes.Note(_text[from..start], tag.IsEmpty && _text[start - 3] != ' ');
            element = _changes.Write(_text[from.._at], $" xmlns:{prefix}=\"{uri}\"", tag.Name.Length + 1);
        }

        _isCopied = false;
        return element is not null;
    }

    /// <summary>Steps over the rest of an element of another vocabulary, whose prefix is declared outside.</summary>
    public bool TrySkipForeign(PlainTag tag, PlainTag outer) =>
        PlainTag.PrefixOf(tag.Name) is { IsEmpty: false } prefix && !outer.NamespaceOf(prefix).IsEmpty && TrySkip(tag, prefix);

    /// <summary>Steps over the rest of an element that has no names with prefixes in it.</summary>
    public bool TrySkipOwn(PlainTag tag) => TrySkip(tag, "");

    private bool TrySkip(PlainTag tag, ReadOnlySpan<char> prefix) => !tag.HasDeclarations && tag.IsWithin(prefix) && TryWalk(tag, prefix);

    /// <summary>Reads what is in an element that has only XHTML in it, and its end tag: names without prefixes, no references that have to be resolved.</summary>
    public bool TryXhtml(PlainTag tag, bool keepsReferences, [NotNullWhen(true)] out string? inside)
    {
        inside = null;
        if (tag.IsEmpty)
        {
            return false;
        }

        Copy();
        var start = _at;
        if (TryWalkInside(tag, new PlainRule(keepsReferences)))
        {
            inside = _changes.Write(_text[start..(_at - tag.Name.Length - 3)]);
        }

        _isCopied = false;
        return inside is not null;
    }

    private static string Joined(string value, string more) => value.Length == 0 ? more : more.Length == 0 ? value : value + more;

    private void Copy() => (_isCopied, _changes) = (true, default);

    private bool TryWalk(PlainTag tag, PlainTag root)
    {
        NoteEmpty(tag);
        return tag.IsWithin(root) && (tag.IsEmpty || TryWalkInside(tag, new PlainRule(root)));
    }

    private bool TryWalk(PlainTag tag, ReadOnlySpan<char> prefix) => tag.IsEmpty || TryWalkInside(tag, new PlainRule(prefix));

    private bool TryWalkInside(PlainTag outermost, PlainRule rule)
    {
        Span<Range> open = stackalloc Range[MaxDepth];
        for (var depth = 1; ;)
        {
            if (!TryRun(InText, '<'))
            {
                return false;
            }

            if (IsBeforeEndTag)
            {
                depth--;
                if (!TryEnd(depth == 0 ? outermost.Name : _text[open[depth]]))
                {
                    return false;
                }

                if (depth == 0)
                {
                    return true;
                }

                continue;
            }

            var start = _at + 1;
            if (depth == MaxDepth || !TryStart(out var tag) || !rule.Allows(tag))
            {
                return false;
            }

            NoteEmpty(tag);
            if (!tag.IsEmpty)
            {
                open[depth++] = start..(start + tag.Name.Length);
            }
        }
    }

    private void NoteEmpty(PlainTag tag)
    {
        if (tag.IsEmpty && _text[_at - 3] != ' ')
        {
            _changes.Unspaced++;
        }
    }

    private bool TryAttribute(int first)
    {
        var start = _at + 1;
        _at = start;
        if (!TryName() || PlainTag.HasLocalName(_text[first..(start - 1)], PlainTag.LocalName(_text[start.._at])))
        {
            return false;
        }

        if (TrySkip("=\""))
        {
            _changes.HasDoubleQuotes = true;
            return TryRun(InValues, '"') && TrySkip("\"");
        }

        _changes.HasSingleQuotes = true;
        var value = _at + 2;
        return TrySkip("='") && TryRun(InSingleQuotes, '\'') && !(_isCopied && _text[value.._at].Contains('"')) && TrySkip("'");
    }

    private bool TryName()
    {
        var rest = _text[_at..];
        var name = rest[..Math.Max(0, rest.IndexOfAnyExcept(InNames))];
        _at += name.Length;
        var colon = name.IndexOf(':');
        return BeginsName(name[(colon + 1)..]) && (colon < 0 || (BeginsName(name) && !name[(colon + 1)..].Contains(':')));
    }

    private static bool BeginsName(ReadOnlySpan<char> name) => name is [(>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or '_', ..];

    private bool TryCData(out ReadOnlySpan<char> section)
    {
        var start = _at + CDataStart.Length;
        var length = _text[start..].IndexOf("]]>");
        section = length < 0 ? default : _text.Slice(start, length);
        return length >= 0 && TrySkipCharacters(start, start + length, 3);
    }

    // Two hyphens end a comment (XML 1.0 section 2.5).
    private bool TrySkipComment()
    {
        var start = _at + CommentStart.Length;
        var length = _text[start..].IndexOf("--");
        return length >= 0 && _text[(start + length)..].StartsWith("-->") && TrySkipCharacters(start, start + length, 3);
    }

    private bool TrySkipCharacters(int start, int end, int ending)
    {
        var before = _at;
        for (_at = start; ;)
        {
            var special = _text[_at..end].IndexOfAnyExcept(InCData);
            if (special < 0)
            {
                _at = end + ending;
                return true;
            }

            _at += special;
            if (!TrySkipLetter())
            {
                _at = before;
                return false;
            }
        }
    }

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

            if (!(_text[_at] == '&' ? TrySkipReference(end) : TrySkipLetter()))
            {
                return false;
            }
        }
    }

    private bool TrySkipReference(char end)
    {
        if (_isCopied)
        {
            return TrySkip("&amp;") || TrySkip("&lt;") || TrySkip("&gt;") || (end != '<' && TrySkip("&quot;"));
        }

        var length = PlainText.LengthOfReference(_text[_at..]);
        _at += length;
        return length > 0;
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
