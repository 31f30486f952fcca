namespace Portal.Contracts.JsonSchema.Formats;

/// <summary>Mailboxes of RFC 5321 section 4.1.2, and with international characters of RFC 6531.</summary>
internal static class MailFormat
{
    private const string AtomMarks = "!#$%&'*+-/=?^_`{|}~";

    public static bool IsAddress(ReadOnlySpan<char> text, bool international)
    {
        var at = text.LastIndexOf('@');
        if (at < 1)
        {
            return false;
        }

        var local = text[..at];
        var domain = text[(at + 1)..];
        return (local[0] == '"' ? IsQuoted(local, international) : IsDotted(local, international)) && IsDomain(domain, international);
    }

    private static bool IsDotted(ReadOnlySpan<char> local, bool international)
    {
        foreach (var range in local.Split('.'))
        {
            var atom = local[range];
            if (atom.IsEmpty)
            {
                return false;
            }

            foreach (var letter in atom)
            {
                if (!char.IsAsciiLetterOrDigit(letter) && !AtomMarks.Contains(letter, StringComparison.Ordinal) && !(international && letter > 127))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsQuoted(ReadOnlySpan<char> local, bool international)
    {
        if (local.Length < 2 || local[^1] != '"')
        {
            return false;
        }

        var inner = local[1..^1];
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '\\')
            {
                i++;
                if (i == inner.Length)
                {
                    return false;
                }
            }
            else if (inner[i] == '"')
            {
                return false;
            }

            if (inner[i] < ' ' || (inner[i] > '~' && !(international && inner[i] > 127)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDomain(ReadOnlySpan<char> domain, bool international)
    {
        if (domain is not ['[', .., ']'])
        {
            return HostFormats.IsHostname(domain, international);
        }

        var address = domain[1..^1];
        return address.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase) ? AddressFormats.IsIpv6(address[5..]) : AddressFormats.IsIpv4(address);
    }
}
