using System.Buffers;

namespace Portal.Syndication.Reading.Markup;

/// <summary>Steps over the characters of <see cref="PlainXml"/>. Where it gives up, it stands somewhere before.</summary>
internal ref struct PlainCursor(ReadOnlySpan<char> text)
{
    private const int Near = 256;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
    private const string Marks = " !#$%()*+,-./:;=?@[\\]^`{|}~";

    private static readonly SearchValues<char> InNames = SearchValues.Create(Letters + "0123456789-.:");
    private static readonly SearchValues<char> InValues = SearchValues.Create(Letters + "0123456789'" + Marks);
    private static readonly SearchValues<char> InSingleQuotes = SearchValues.Create(Letters + "0123456789\"" + Marks);
    private static readonly SearchValues<char> InText = SearchValues.Create(Letters + "0123456789'\"\t\n" + Marks);
    private static readonly SearchValues<char> InCData = SearchValues.Create(Letters + "0123456789'\"\t\n<>&" + Marks);

    /// <summary>All of it.</summary>
    public readonly ReadOnlySpan<char> Text = text;

    /// <summary>How far it has been read.</summary>
    public int At;

    /// <summary>Steps over text up to a tag.</summary>
    /// <param name="isCopied">Whether only references may stand in it that markup is written with.</param>
    public bool TryText(bool isCopied) => TryRun(InText, '<', isCopied);

    /// <summary>Steps over a value up to its quote.</summary>
    public bool TryValue(char quote, bool isCopied) => TryRun(quote == '"' ? InValues : InSingleQuotes, quote, isCopied);

    public void SkipSpace()
    {
        var next = Text[At..].IndexOfAnyExcept(" \t\n");
        At = next < 0 ? Text.Length : At + next;
    }

    public bool TrySkip(ReadOnlySpan<char> expected)
    {
        if (!Text[At..].StartsWith(expected))
        {
            return false;
        }

        At += expected.Length;
        return true;
    }

    /// <summary>What comes before an end tag; empty when that is not near.</summary>
    public readonly ReadOnlySpan<char> Before(ReadOnlySpan<char> endTag)
    {
        var near = Text[At..Math.Min(Text.Length, At + Near)];
        return near[..Math.Max(0, near.IndexOf(endTag))];
    }

    /// <summary>Steps over a name with or without a prefix, of the letters of ASCII.</summary>
    public bool TryName()
    {
        var rest = Text[At..];
        var name = rest[..Math.Max(0, rest.IndexOfAnyExcept(InNames))];
        At += name.Length;
        var colon = name.IndexOf(':');
        return BeginsName(name[(colon + 1)..]) && (colon < 0 || (BeginsName(name) && !name[(colon + 1)..].Contains(':')));
    }

    private static bool BeginsName(ReadOnlySpan<char> name) => name is [(>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or '_', ..];

    /// <summary>Steps over whatever characters XML may have, up to an end and over it.</summary>
    public bool TrySkipCharacters(int start, int end, int ending)
    {
        var before = At;
        for (At = start; ;)
        {
            var special = Text[At..end].IndexOfAnyExcept(InCData);
            if (special < 0)
            {
                At = end + ending;
                return true;
            }

            At += special;
            if (!TrySkipLetter())
            {
                At = before;
                return false;
            }
        }
    }

    private bool TryRun(SearchValues<char> plain, char end, bool isCopied)
    {
        while (true)
        {
            var length = Text[At..].IndexOfAnyExcept(plain);
            if (length < 0)
            {
                return false;
            }

            At += length;
            if (Text[At] == end)
            {
                return true;
            }

            if (!(Text[At] == '&' ? TrySkipReference(end, isCopied) : TrySkipLetter()))
            {
                return false;
            }
        }
    }

    private bool TrySkipReference(char end, bool isCopied)
    {
        if (isCopied)
        {
            return TrySkip("&amp;") || TrySkip("&lt;") || TrySkip("&gt;") || (end != '<' && TrySkip("&quot;"));
        }

        var length = PlainText.LengthOfReference(Text[At..]);
        At += length;
        return length > 0;
    }

    // Beyond ASCII, without the control characters that U+0080 begins with.
    private bool TrySkipLetter()
    {
        var rest = Text[At..];
        var length = rest[0] switch
        {
            < '\u00A0' or '\uFFFE' or '\uFFFF' => 0,
            >= '\uD800' and <= '\uDFFF' => rest.Length > 1 && char.IsSurrogatePair(rest[0], rest[1]) ? 2 : 0,
            _ => 1,
        };
        At += length;
        return length > 0;
    }
}
