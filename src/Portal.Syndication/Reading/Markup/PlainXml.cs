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
    private const string CDataStart = "<![CDATA[";
    private const string CommentStart = "<!--";
    private PlainCursor _in = new(text);

    // While markup is copied: only references stand that it is written with, and how many places are written otherwise.
    private bool _isCopied;
    private PlainChanges _changes;

    /// <summary>Whether everything has been read.</summary>
    public readonly bool IsAtEnd => _in.At == _in.Text.Length;

    /// <summary>Whether an end tag comes next.</summary>
    public readonly bool IsBeforeEndTag => _in.Text[_in.At..] is ['<', '/', ..];

    /// <summary>Whether this is one element of the plain form with nothing around it. When not, it may be one of another form.</summary>
    public static bool IsElement(string text)
    {
        var xml = new PlainXml(text) { _isCopied = true };
        return xml.TryStart(out var root) && root.DeclaresInOrder() && xml.TryWalk(root, root) && xml.IsAtEnd && !xml._changes.HasSingleQuotes;
    }

    public void SkipSpace() => _in.SkipSpace();

    public bool TrySkip(ReadOnlySpan<char> expected) => _in.TrySkip(expected);

    /// <summary>What comes before an end tag; empty when that is not near.</summary>
    public readonly ReadOnlySpan<char> Before(ReadOnlySpan<char> endTag) => _in.Before(endTag);

    /// <summary>Steps over white space and comments.</summary>
    public void SkipBetween()
    {
        SkipSpace();
        while (_in.Text[_in.At..].StartsWith(CommentStart) && TrySkipComment())
        {
            SkipSpace();
        }
    }

    /// <summary>Steps over the XML declaration; true when there is none.</summary>
    public bool TryDeclaration()
    {
        if (!_in.Text[_in.At..].StartsWith("<?xml "))
        {
            return true;
        }

        var rest = _in.Text[_in.At..];
        var end = rest.IndexOf("?>");
        if (end < 0 || rest[..end].TrimEnd() is not ['<', '?', 'x', 'm', 'l', ' ', 'v', 'e', 'r', 's', 'i', 'o', 'n', '=', '"' or '\'', '1', '.', '0', '"' or '\'', .. var encoding]
            || rest[14] != rest[18])
        {
            return false;
        }

        _in.At += end + 2;
        return encoding.IsEmpty || encoding.Equals(" encoding=\"utf-8\"", StringComparison.OrdinalIgnoreCase)
            || encoding.Equals(" encoding='utf-8'", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads a start tag.</summary>
    public bool TryStart(out PlainTag tag)
    {
        tag = default;
        var start = _in.At + 1;
        if (!TrySkip("<") || !_in.TryName())
        {
            return false;
        }

        var attributes = _in.At;
        if (_in.At < _in.Text.Length && _in.Text[_in.At] == '>')
        {
            tag = new PlainTag(_in.Text[start.._in.At++], default, isEmpty: false);
            return true;
        }

        for (var count = 0; _in.Text[_in.At..] is [' ' or '\n', not '/', ..]; count++)
        {
            if (count == MaxAttributes || (_isCopied && _in.Text[_in.At] == '\n') || !TryAttribute(attributes))
            {
                return false;
            }
        }

        var written = _in.Text[attributes.._in.At];
        var isEmpty = TrySkip("/>") || TrySkip(" />");
        tag = new PlainTag(_in.Text[start..attributes], written, isEmpty);
        return isEmpty || TrySkip(">");
    }

    /// <summary>Reads an end tag.</summary>
    public bool TryEnd(ReadOnlySpan<char> name)
    {
        var length = name.Length + 3;
        var rest = _in.Text[_in.At..];
        if (rest.Length < length || rest[0] != '<' || rest[1] != '/' || rest[length - 1] != '>' || !rest.Slice(2, name.Length).SequenceEqual(name))
        {
            return false;
        }

        _in.At += length;
        return true;
    }

    /// <summary>Reads what is in an element that has only text, and its end tag.</summary>
    public bool TryValue(PlainTag tag, [NotNullWhen(true)] out string? value)
    {
        value = "";
        for (var sections = 0; !tag.IsEmpty; sections++)
        {
            var start = _in.At;
            if (!_in.TryText(_isCopied))
            {
                return false;
            }

            value = Joined(value, PlainText.Unescape(_in.Text[start.._in.At]));
            if (!_in.Text[_in.At..].StartsWith(CDataStart))
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
        var start = _in.At;
        if (TryStart(out var root) && root.DeclaresInOrder() && TryWalk(root, root))
        {
            element = _changes.Write(_in.Text[start.._in.At]);
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
        var start = _in.At;
        Copy();
        if (!prefix.IsEmpty && !uri.IsEmpty && !tag.HasDeclarations && tag.IsPlain && tag.IsWithin(prefix) && TryWalk(tag, prefix))
        {
            // A tag is what it was read from: the text before the walk began has it.
            var from = _in.Text[..start].LastIndexOf('<');
            _changes.Note(_in.Text[from..start], tag.IsEmpty && _in.Text[start - 3] != ' ');
            element = _changes.Write(_in.Text[from.._in.At], $" xmlns:{prefix}=\"{uri}\"", tag.Name.Length + 1);
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
        var start = _in.At;
        if (TryWalkInside(tag, new PlainRule(keepsReferences)))
        {
            inside = _changes.Write(_in.Text[start..(_in.At - tag.Name.Length - 3)]);
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
            if (!_in.TryText(_isCopied))
            {
                return false;
            }

            if (IsBeforeEndTag)
            {
                depth--;
                if (!TryEnd(depth == 0 ? outermost.Name : _in.Text[open[depth]]))
                {
                    return false;
                }

                if (depth == 0)
                {
                    return true;
                }

                continue;
            }

            var start = _in.At + 1;
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
        if (tag.IsEmpty && _in.Text[_in.At - 3] != ' ')
        {
            _changes.Unspaced++;
        }
    }

    private bool TryAttribute(int first)
    {
        var start = _in.At + 1;
        _in.At = start;
        if (!_in.TryName() || PlainTag.HasLocalName(_in.Text[first..(start - 1)], PlainTag.LocalName(_in.Text[start.._in.At])))
        {
            return false;
        }

        if (TrySkip("=\""))
        {
            _changes.HasDoubleQuotes = true;
            return _in.TryValue('"', _isCopied) && TrySkip("\"");
        }

        _changes.HasSingleQuotes = true;
        var value = _in.At + 2;
        return TrySkip("='") && _in.TryValue('\'', _isCopied) && !(_isCopied && _in.Text[value.._in.At].Contains('"')) && TrySkip("'");
    }

    private bool TryCData(out ReadOnlySpan<char> section)
    {
        var start = _in.At + CDataStart.Length;
        var length = _in.Text[start..].IndexOf("]]>");
        section = length < 0 ? default : _in.Text.Slice(start, length);
        return length >= 0 && _in.TrySkipCharacters(start, start + length, 3);
    }

    // Two hyphens end a comment (XML 1.0 section 2.5).
    private bool TrySkipComment()
    {
        var start = _in.At + CommentStart.Length;
        var length = _in.Text[start..].IndexOf("--");
        return length >= 0 && _in.Text[(start + length)..].StartsWith("-->") && _in.TrySkipCharacters(start, start + length, 3);
    }
}
