namespace Portal.Syndication.Reading.Markup;

/// <summary>
/// What <see cref="MarkupSerializer"/> writes otherwise than it was read: <c>&lt;a /&gt;</c> for <c>&lt;a/&gt;</c>, and values in double
/// quotes. No value and no text has a <c>&lt;</c> or <c>&gt;</c> in it, so what looks like a tag is one.
/// </summary>
internal struct PlainChanges
{
    /// <summary>How many tags end themselves without a space before.</summary>
    public int Unspaced { get; set; }

    /// <summary>Whether a value is in single quotes.</summary>
    public bool HasSingleQuotes { get; set; }

    /// <summary>Whether a value is in double quotes.</summary>
    public bool HasDoubleQuotes { get; set; }

    /// <summary>Notes a tag that was read before.</summary>
    public void Note(ReadOnlySpan<char> tag, bool isUnspaced)
    {
        Unspaced += isUnspaced ? 1 : 0;
        HasSingleQuotes |= tag.Contains('\'');
        HasDoubleQuotes |= tag.Contains('"');
    }

    /// <summary>The markup as it is written, with something put in at a place of its first tag; null when the quotes are mixed.</summary>
    public readonly string? Write(ReadOnlySpan<char> markup, string insert = "", int at = 0)
    {
        if (HasSingleQuotes && HasDoubleQuotes)
        {
            return null;
        }

        if (Unspaced == 0 && !HasSingleQuotes)
        {
            return insert.Length == 0 ? markup.ToString() : string.Concat(markup[..at], insert, markup[at..]);
        }

        return string.Create(markup.Length + Unspaced + insert.Length, new Source(markup, insert, at, HasSingleQuotes), static (copy, source) => source.Fill(copy));
    }

    private readonly ref struct Source(ReadOnlySpan<char> markup, string insert, int at, bool hasSingleQuotes)
    {
        private readonly ReadOnlySpan<char> _markup = markup;

        public void Fill(Span<char> copy)
        {
            _markup[..at].CopyTo(copy);
            insert.CopyTo(copy[at..]);
            copy = copy[(at + insert.Length)..];
            for (var rest = _markup[at..]; !rest.IsEmpty;)
            {
                var end = rest.IndexOf('>');
                if (end < 0)
                {
                    rest.CopyTo(copy);
                    return;
                }

                var part = rest[..(end + 1)];
                var isUnspaced = part is [.., '/', '>'] && part is not [.., ' ', '/', '>'];
                var length = isUnspaced ? part.Length - 2 : part.Length;
                part[..length].CopyTo(copy);
                if (hasSingleQuotes)
                {
                    // After what was put in, the rest begins within a tag.
                    copy[Math.Max(0, part.LastIndexOf('<'))..length].Replace('\'', '"');
                }

                copy = copy[length..];
                if (isUnspaced)
                {
                    " />".CopyTo(copy);
                    copy = copy[3..];
                }

                rest = rest[part.Length..];
            }
        }
    }
}
