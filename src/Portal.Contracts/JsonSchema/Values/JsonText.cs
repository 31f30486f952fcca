using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Portal.Contracts.JsonSchema.Values;

/// <summary>
/// Reads JSON strings without throwing: an escaped lone surrogate is well-formed JSON (RFC 8259 section 8.2),
/// which <see cref="JsonElement.GetString"/> refuses.
/// </summary>
internal static class JsonText
{
    /// <summary>The characters of a string value between its quotes, escapes as written.</summary>
    public static ReadOnlySpan<byte> Raw(JsonElement text) => JsonMarshal.GetRawUtf8Value(text)[1..^1];

    public static string Decode(JsonElement text) => Decode(Raw(text));

    /// <summary>The characters of a string from its escaped UTF-8 form.</summary>
    public static string Decode(ReadOnlySpan<byte> raw)
    {
        if (raw.IndexOf((byte)'\\') < 0)
        {
            return Encoding.UTF8.GetString(raw);
        }

        var buffer = ArrayPool<char>.Shared.Rent(raw.Length);
        try
        {
            return new string(buffer, 0, Decode(raw, buffer));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    /// <summary>Writes the characters to a buffer of at least the raw length; gives their number.</summary>
    public static int Decode(ReadOnlySpan<byte> raw, Span<char> buffer)
    {
        var length = 0;
        while (!raw.IsEmpty)
        {
            var escape = raw.IndexOf((byte)'\\');
            var plain = escape < 0 ? raw : raw[..escape];
            length += Encoding.UTF8.GetChars(plain, buffer[length..]);
            if (escape < 0)
            {
                break;
            }

            var isUnicode = raw[escape + 1] == (byte)'u';
            buffer[length++] = isUnicode ? Unicode(raw.Slice(escape + 2, 4)) : Short(raw[escape + 1]);
            raw = raw[(escape + (isUnicode ? 6 : 2))..];
        }

        return length;
    }

    /// <summary>The number of Unicode characters (code points), which is what lengths count.</summary>
    /// <param name="raw">The text between its quotes, escapes as written.</param>
    public static int CountCharacters(ReadOnlySpan<byte> raw)
    {
        if (raw.IndexOf((byte)'\\') < 0)
        {
            if (Ascii.IsValid(raw))
            {
                return raw.Length;
            }

            var continuations = 0;
            foreach (var octet in raw)
            {
                continuations += (octet & 0xC0) == 0x80 ? 1 : 0;
            }

            return raw.Length - continuations;
        }

        var count = 0;
        foreach (var rune in Decode(raw).EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    /// <summary>A value as a message shows it: its JSON, cut at 60 characters.</summary>
    public static string Show(JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        var text = Encoding.UTF8.GetString(raw.Length > 400 ? raw[..400] : raw);
        return value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "an array",
            JsonValueKind.String => "'" + Cut(Decode(value)) + "'",
            _ => Cut(text),
        };
    }

    public static string Cut(string text, int length = 60) =>
        text.Length <= length ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length), "...");

    private static char Unicode(ReadOnlySpan<byte> digits) =>
        (char)ushort.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static char Short(byte letter) => letter switch
    {
        (byte)'b' => '\b',
        (byte)'f' => '\f',
        (byte)'n' => '\n',
        (byte)'r' => '\r',
        (byte)'t' => '\t',
        _ => (char)letter,
    };
}
