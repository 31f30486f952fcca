using System.Buffers;

namespace Portal.Syndication;

/// <summary>What RFC 4287 lets stand where. Strict readers refuse what does not fit, writers leave it out.</summary>
internal static class AtomValues
{
    private const int MaxSubtag = 8;

    /// <summary>Whether this can be the type of inline content (section 4.1.3.1).</summary>
    public static bool IsContentType(string type) => type is "text" or "html" or "xhtml" || IsMediaType(type);

    /// <summary>Whether this has the form of a media type, with or without parameters (RFC 6838 section 4.2).</summary>
    public static bool IsMediaType(string type)
    {
        var name = type.AsSpan().TrimEnd();
        name = name.IndexOf(';') is >= 0 and var parameters ? name[..parameters].TrimEnd() : name;
        var slash = name.IndexOf('/');
        return slash > 0 && slash < name.Length - 1 && !name[(slash + 1)..].Contains('/') && !HasWhiteSpace(name);
    }

    /// <summary>Whether this has the form of a mail address (section 3.2.3).</summary>
    public static bool IsEmail(string text) => text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1 && !HasWhiteSpace(text);

    /// <summary>Whether this has the form of a language tag (RFC 3066 section 2.1); none is said by an empty one.</summary>
    public static bool IsLanguage(string tag)
    {
        if (tag.Length == 0)
        {
            return true;
        }

        var isFirst = true;
        foreach (var part in tag.AsSpan().Split('-'))
        {
            var subtag = tag.AsSpan(part);
            if (subtag.Length is 0 or > MaxSubtag || subtag.ContainsAnyExcept(isFirst ? Letters : LettersAndDigits))
            {
                return false;
            }

            isFirst = false;
        }

        return true;
    }

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private static bool HasWhiteSpace(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                return true;
            }
        }

        return false;
    }
}
