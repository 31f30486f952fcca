namespace Portal.Syndication.Reading.Markup;

/// <summary>Resolves references (RFC 3986 section 5) and leaves absolute ones as they were written.</summary>
internal static class References
{
    /// <summary>The reference without white space around it, absolute where a base is known.</summary>
    public static string Resolve(Uri? baseUri, string reference)
    {
        var href = reference.AsSpan().Trim();
        if (baseUri is null || HasScheme(href))
        {
            return href.Length == reference.Length ? reference : href.ToString();
        }

        // Uri takes "//host" and "/path" for files on some systems; here they are always network references.
        var text = href.StartsWith("//") ? $"{baseUri.Scheme}:{href}" : href.ToString();
        return Uri.TryCreate(baseUri, text, out var absolute) ? absolute.AbsoluteUri : text;
    }

    /// <summary>The base that an <c>xml:base</c> attribute sets, which may itself be relative.</summary>
    public static Uri? Rebase(Uri? baseUri, string? xmlBase)
    {
        if (string.IsNullOrWhiteSpace(xmlBase))
        {
            return baseUri;
        }

        var text = Resolve(baseUri, xmlBase);
        return HasScheme(text) && Uri.TryCreate(text, UriKind.Absolute, out var absolute) ? absolute : baseUri;
    }

    /// <summary>Whether a reference begins with a scheme (RFC 3986 section 3.1).</summary>
    public static bool HasScheme(ReadOnlySpan<char> reference)
    {
        var colon = reference.IndexOfAny(":/?#");
        if (colon < 1 || reference[colon] != ':' || !char.IsAsciiLetter(reference[0]))
        {
            return false;
        }

        foreach (var c in reference[..colon])
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return false;
            }
        }

        return true;
    }
}
