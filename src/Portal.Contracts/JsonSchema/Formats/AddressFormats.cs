namespace Portal.Contracts.JsonSchema.Formats;

/// <summary>Addresses of the Internet Protocol.</summary>
internal static class AddressFormats
{
    // RFC 2673 section 3.2: four decimal numbers, none with a leading zero.
    public static bool IsIpv4(ReadOnlySpan<char> text)
    {
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (++parts > 4 || part.Length is 0 or > 3 || part.ContainsAnyExceptInRange('0', '9')
                || (part.Length > 1 && part[0] == '0') || int.Parse(part, provider: null) > 255)
            {
                return false;
            }
        }

        return parts == 4;
    }

    // RFC 4291 section 2.2; a zone is not part of an address.
    public static bool IsIpv6(ReadOnlySpan<char> text)
    {
        var gap = text.IndexOf("::");
        if (gap < 0)
        {
            return CountGroups(text) == 8;
        }

        var (before, after) = (CountGroups(text[..gap]), CountGroups(text[(gap + 2)..]));
        return before >= 0 && after >= 0 && before + after <= 7 && !text[..gap].Contains('.');
    }

    public static bool IsHexadecimal(ReadOnlySpan<char> text)
    {
        foreach (var digit in text)
        {
            if (!char.IsAsciiHexDigit(digit))
            {
                return false;
            }
        }

        return true;
    }

    private static int CountGroups(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return 0;
        }

        var groups = 0;
        while (true)
        {
            var colon = text.IndexOf(':');
            var group = colon < 0 ? text : text[..colon];
            if (colon < 0 && group.Contains('.'))
            {
                return IsIpv4(group) ? groups + 2 : -1;
            }

            if (group.Length is 0 or > 4 || !IsHexadecimal(group))
            {
                return -1;
            }

            groups++;
            if (colon < 0)
            {
                return groups;
            }

            text = text[(colon + 1)..];
        }
    }
}
