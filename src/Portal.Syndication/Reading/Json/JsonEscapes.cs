using System.Globalization;
using System.Text;

namespace Portal.Syndication.Reading.Json;

/// <summary>Undoes the escapes of a well-formed JSON string (RFC 8259 section 7) that holds half a surrogate pair.</summary>
internal static class JsonEscapes
{
    /// <summary>The text, with U+FFFD for each half.</summary>
    public static string Unescape(ReadOnlySpan<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8);
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            if (text[i] == 'u')
            {
                result.Append((char)ushort.Parse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
                continue;
            }

            result.Append(text[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', var c => c });
        }

        // Runes come one by one; a half that has no partner comes as U+FFFD.
        var whole = new StringBuilder(result.Length);
        foreach (var rune in result.ToString().EnumerateRunes())
        {
            whole.Append(rune);
        }

        return whole.ToString();
    }
}
