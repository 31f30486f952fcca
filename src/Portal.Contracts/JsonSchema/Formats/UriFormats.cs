namespace Portal.Contracts.JsonSchema.Formats;

/// <summary>URIs (RFC 3986), IRIs (RFC 3987) and URI templates (RFC 6570).</summary>
internal static class UriFormats
{
    private const string Unreserved = "-._~";
    private const string SubDelimiters = "!$&'()*+,;=";

    public static bool IsUri(ReadOnlySpan<char> text, bool international, bool mayBeRelative)
    {
        var rest = text;
        var colon = rest.IndexOfAny(":/?#");
        var hasScheme = colon > 0 && rest[colon] == ':' && IsScheme(rest[..colon]);
        if (!hasScheme && (!mayBeRelative || (colon >= 0 && rest[colon] == ':')))
        {
            return false;
        }

        rest = hasScheme ? rest[(colon + 1)..] : rest;
        var hash = rest.IndexOf('#');
        if (hash >= 0)
        {
            if (!Consists(rest[(hash + 1)..], SubDelimiters + ":@/?", international))
            {
                return false;
            }

            rest = rest[..hash];
        }

        var query = rest.IndexOf('?');
        if (query >= 0)
        {
            if (!Consists(rest[(query + 1)..], SubDelimiters + ":@/?", international, isPrivateAllowed: true))
            {
                return false;
            }

            rest = rest[..query];
        }

        if (rest.StartsWith("//"))
        {
            var slash = rest[2..].IndexOf('/');
            var authority = slash < 0 ? rest[2..] : rest.Slice(2, slash);
            if (!IsAuthority(authority, international))
            {
                return false;
            }

            rest = slash < 0 ? [] : rest[(slash + 2)..];
        }

        return Consists(rest, SubDelimiters + ":@/", international);
    }

    public static bool IsTemplate(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var open = text.IndexOf('{');
            var literal = open < 0 ? text : text[..open];
            if (!IsTemplateLiteral(literal))
            {
                return false;
            }

            if (open < 0)
            {
                return true;
            }

            var close = text.IndexOf('}');
            if (close < open || !IsExpression(text[(open + 1)..close]))
            {
                return false;
            }

            text = text[(close + 1)..];
        }

        return true;
    }

    private static bool IsScheme(ReadOnlySpan<char> scheme)
    {
        foreach (var letter in scheme)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('+' or '-' or '.'))
            {
                return false;
            }
        }

        return char.IsAsciiLetter(scheme[0]);
    }

    private static bool IsAuthority(ReadOnlySpan<char> authority, bool international)
    {
        var at = authority.LastIndexOf('@');
        if (at >= 0 && !Consists(authority[..at], SubDelimiters + ":", international))
        {
            return false;
        }

        var host = authority[(at + 1)..];
        if (host.StartsWith("["))
        {
            var end = host.IndexOf(']');
            if (end < 0 || !IsLiteral(host[1..end]))
            {
                return false;
            }

            return host[(end + 1)..] is [] || (host[end + 1] == ':' && !host[(end + 2)..].ContainsAnyExceptInRange('0', '9'));
        }

        var colon = host.IndexOf(':');
        var name = colon < 0 ? host : host[..colon];
        return (colon < 0 || !host[(colon + 1)..].ContainsAnyExceptInRange('0', '9')) && Consists(name, SubDelimiters, international);
    }

    // IPv6 or IPvFuture: v1.fe80
    private static bool IsLiteral(ReadOnlySpan<char> literal)
    {
        if (literal is not ['v' or 'V', ..])
        {
            return AddressFormats.IsIpv6(literal);
        }

        var point = literal.IndexOf('.');
        return point > 1 && point < literal.Length - 1 && AddressFormats.IsHexadecimal(literal[1..point])
            && Consists(literal[(point + 1)..], SubDelimiters + ":", international: false);
    }

    private static bool Consists(ReadOnlySpan<char> text, string marks, bool international, bool isPrivateAllowed = false)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (char.IsAsciiLetterOrDigit(letter) || Unreserved.Contains(letter, StringComparison.Ordinal) || marks.Contains(letter, StringComparison.Ordinal))
            {
                continue;
            }

            if (letter == '%')
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                {
                    return false;
                }

                i += 2;
            }
            else if (!international || !IsUcs(letter, isPrivateAllowed))
            {
                return false;
            }
        }

        return true;
    }

    // RFC 3987 section 2.2: ucschar, and iprivate in queries; characters outside the basic plane are taken as pairs.
    private static bool IsUcs(char letter, bool isPrivateAllowed) =>
        char.IsSurrogate(letter) || letter is (>= '\u00A0' and <= '\uD7FF') or (>= '\uF900' and <= '\uFDCF') or (>= '\uFDF0' and <= '\uFFEF')
        || (isPrivateAllowed && letter is >= '\uE000' and <= '\uF8FF');

    private static bool IsTemplateLiteral(ReadOnlySpan<char> literal)
    {
        for (var i = 0; i < literal.Length; i++)
        {
            var letter = literal[i];
            if (letter <= ' ' || letter == 0x7F || "\"<>\\^`{|}".Contains(letter, StringComparison.Ordinal)
                || (letter == '%' && (i + 2 >= literal.Length || !char.IsAsciiHexDigit(literal[i + 1]) || !char.IsAsciiHexDigit(literal[i + 2]))))
            {
                return false;
            }
        }

        return true;
    }

    // RFC 6570 section 2.2: {+var:3,list*}
    private static bool IsExpression(ReadOnlySpan<char> expression)
    {
        if (!expression.IsEmpty && "+#./;?&=,!@|".Contains(expression[0], StringComparison.Ordinal))
        {
            expression = expression[1..];
        }

        foreach (var range in expression.Split(','))
        {
            var variable = expression[range];
            var colon = variable.IndexOf(':');
            var isCut = colon >= 0;
            if (isCut)
            {
                var length = variable[(colon + 1)..];
                if (length.Length is 0 or > 4 || length.ContainsAnyExceptInRange('0', '9') || length[0] == '0')
                {
                    return false;
                }

                variable = variable[..colon];
            }
            else if (variable.EndsWith("*"))
            {
                variable = variable[..^1];
            }

            if (!IsVariable(variable))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsVariable(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name[0] == '.' || name[^1] == '.' || name.Contains("..", StringComparison.Ordinal))
        {
            return false;
        }

        for (var i = 0; i < name.Length; i++)
        {
            var isEncoded = name[i] == '%' && i + 2 < name.Length && char.IsAsciiHexDigit(name[i + 1]) && char.IsAsciiHexDigit(name[i + 2]);
            if (!char.IsAsciiLetterOrDigit(name[i]) && name[i] is not ('_' or '.') && !isEncoded)
            {
                return false;
            }

            i += isEncoded ? 2 : 0;
        }

        return true;
    }
}
