using System.Globalization;
using System.Text;

namespace Portal.Contracts.JsonSchema.Formats;

/// <summary>The rule of RFC 5893 section 2 for labels with characters that are written from right to left.</summary>
internal static class BidiRule
{
    public static bool Accepts(Rune[] label)
    {
        if (!label.Any(IsRightToLeft))
        {
            return true;
        }

        // Condition 1 for a label that begins otherwise, and 2 and 3 for one that begins right to left.
        return IsRightToLeft(label[0]) && label.All(rune => IsRightToLeft(rune) || IsNeutral(rune))
            && label.Last(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark) is var last
            && (IsRightToLeft(last) || IsDigit(last))
            && !(label.Any(rune => rune.IsAscii && IsDigit(rune)) && label.Any(rune => rune.Value is >= 0x0660 and <= 0x0669));
    }

    private static bool IsRightToLeft(Rune rune) =>
        rune.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF) or (>= 0x10800 and <= 0x10FFF)
            && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.DecimalDigitNumber);

    private static bool IsDigit(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber;

    private static bool IsNeutral(Rune rune) =>
        rune.Value is '-' or 0x200C or 0x200D || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark
        || (IsDigit(rune) && (rune.IsAscii || rune.Value is (>= 0x0660 and <= 0x0669) or (>= 0x06F0 and <= 0x06F9)));
}
