using System.Globalization;
using System.Text;

namespace Portal.Contracts.JsonSchema.Formats;

/// <summary>Host names: RFC 1123 section 2.1, and internationalised ones of RFC 5890 to 5892.</summary>
internal static class HostFormats
{
    private const int MaxLength = 253;
    private const int MaxLabel = 63;

    public static bool IsHostname(ReadOnlySpan<char> text, bool international)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return false;
        }

        foreach (var range in text.SplitAny(international ? ".\u3002\uFF0E\uFF61" : "."))
        {
            if (!IsLabel(text[range], international))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLabel(ReadOnlySpan<char> label, bool international)
    {
        if (label.Length is 0 or > MaxLabel || label[0] == '-' || label[^1] == '-')
        {
            return false;
        }

        if (!Ascii.IsValid(label))
        {
            return international && IsUnicodeLabel(label.ToString()) && EncodedLength(label) <= MaxLabel;
        }

        foreach (var letter in label)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '-')
            {
                return false;
            }
        }

        if (label.Length < 4 || label[2] != '-' || label[3] != '-')
        {
            return true;
        }

        // RFC 5891 section 4.2.3.1: hyphens in third and fourth place only in the form that encodes others.
        return label.StartsWith("xn--", StringComparison.OrdinalIgnoreCase)
            && Punycode.Decode(label[4..]) is { Length: > 0 } decoded && !Ascii.IsValid(decoded) && IsUnicodeLabel(decoded);
    }

    private static int EncodedLength(ReadOnlySpan<char> label)
    {
        try
        {
            return new IdnMapping { AllowUnassigned = true }.GetAscii(label.ToString()).Length;
        }
        catch (ArgumentException)
        {
            return MaxLabel + 1;
        }
    }

    private static bool IsUnicodeLabel(string label)
    {
        if (label.StartsWith('-') || label.EndsWith('-') || (label.Length >= 4 && label[2] == '-' && label[3] == '-'))
        {
            return false;
        }

        var runes = label.EnumerateRunes().ToArray();
        if (IsMark(runes[0]))
        {
            return false;
        }

        for (var i = 0; i < runes.Length; i++)
        {
            if (!IsAllowed(runes, i))
            {
                return false;
            }
        }

        return BidiRule.Accepts(runes);
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    // RFC 5892 sections 2.6 (exceptions) and appendix A (characters that depend on their neighbours).
    private static bool IsAllowed(Rune[] runes, int at)
    {
        var rune = runes[at];
        switch (rune.Value)
        {
            case 0x00B7:
                return at > 0 && at + 1 < runes.Length && runes[at - 1].Value == 'l' && runes[at + 1].Value == 'l';
            case 0x0375:
                return at + 1 < runes.Length && runes[at + 1].Value is (>= 0x370 and <= 0x3FF) or (>= 0x1F00 and <= 0x1FFF);
            case 0x05F3 or 0x05F4:
                return at > 0 && runes[at - 1].Value is >= 0x0590 and <= 0x05FF;
            case 0x30FB:
                return runes.Any(other => other.Value != 0x30FB && IsJapanese(other.Value));
            case >= 0x0660 and <= 0x0669:
                return !runes.Any(other => other.Value is >= 0x06F0 and <= 0x06F9);
            case >= 0x06F0 and <= 0x06F9:
                return !runes.Any(other => other.Value is >= 0x0660 and <= 0x0669);
            case 0x200C:
                return at > 0 && (IsVirama(runes[at - 1].Value) || JoinsArabic(runes, at));
            case 0x200D:
                return at > 0 && IsVirama(runes[at - 1].Value);
            case 0x00DF or 0x03C2 or 0x06FD or 0x06FE or 0x0F0B or 0x3007:
                return true;
            case 0x0640 or 0x07FA or 0x302E or 0x302F or (>= 0x3031 and <= 0x3035) or 0x303B:
                return false;
            // Combining forms that RFC 5892 section 2.9 (old Hangul jamo) and 2.2 (compatibility forms) rule out.
            case (>= 0x1100 and <= 0x11FF) or (>= 0xA960 and <= 0xA97F) or (>= 0xD7B0 and <= 0xD7FF) or (>= 0xF900 and <= 0xFAFF)
                or (>= 0xFB00 and <= 0xFDFF) or (>= 0xFE70 and <= 0xFFEF) or (>= 0x2100 and <= 0x214F) or 0x0340 or 0x0341 or 0x0343 or 0x0344:
                return false;
            default:
                return rune.Value == '-' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter
                    or UnicodeCategory.ModifierLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                    or UnicodeCategory.DecimalDigitNumber;
        }
    }

    private static bool IsJapanese(int code) =>
        code is (>= 0x3041 and <= 0x309F) or (>= 0x30A0 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
            or 0x3005 or 0x3007 or (>= 0x20000 and <= 0x3FFFF);

    private static bool JoinsArabic(Rune[] runes, int at) =>
        at + 1 < runes.Length && runes[at - 1].Value is >= 0x0620 and <= 0x08FF && runes[at + 1].Value is >= 0x0620 and <= 0x08FF;

    // Canonical combining class 9
    private static bool IsVirama(int code) =>
        code is 0x094D or 0x09CD or 0x0A4D or 0x0ACD or 0x0B4D or 0x0BCD or 0x0C4D or 0x0CCD or 0x0D3B or 0x0D3C or 0x0D4D or 0x0DCA
            or 0x0E3A or 0x0EBA or 0x0F84 or 0x1039 or 0x103A or 0x1714 or 0x1734 or 0x17D2 or 0x1A60 or 0x1B44 or 0x1BAA or 0x1BAB
            or 0x1BF2 or 0x1BF3 or 0x2D7F or 0xA806 or 0xA8C4 or 0xA953 or 0xA9C0 or 0xAAF6 or 0xABED;
}
