namespace Portal.Contracts.JsonSchema.Formats;

/// <summary>Dates and times of RFC 3339.</summary>
internal static class DateFormats
{
    // 1963-06-19T08:30:06.28Z
    public static bool IsDateTime(ReadOnlySpan<char> text) =>
        text.Length > 11 && (text[10] | 0x20) == 't' && IsDate(text[..10]) && IsTime(text[11..]);

    public static bool IsDate(ReadOnlySpan<char> text) =>
        text.Length == 10 && text[4] == '-' && text[7] == '-'
        && Number(text[..4]) is >= 0 and var year && Number(text[5..7]) is >= 1 and <= 12 and var month
        && Number(text[8..]) is >= 1 and var day && day <= DateTime.DaysInMonth(year == 0 ? 4 : year, month);

    // full-time: 08:30:06.28+05:30. A leap second is one only where it is 23:59:60 in UTC (section 5.7).
    public static bool IsTime(ReadOnlySpan<char> text)
    {
        if (text.Length < 9 || text[2] != ':' || text[5] != ':'
            || Number(text[..2]) is not (>= 0 and <= 23 and var hour) || Number(text[3..5]) is not (>= 0 and <= 59 and var minute)
            || Number(text[6..8]) is not (>= 0 and <= 60 and var second))
        {
            return false;
        }

        var rest = text[8..];
        if (rest[0] == '.')
        {
            var digits = Digits(rest[1..]);
            if (digits == 0)
            {
                return false;
            }

            rest = rest[(digits + 1)..];
        }

        return Offset(rest) is { } offset && (second < 60 || ((((hour * 60) + minute - offset) % 1440) + 1440) % 1440 == 1439);
    }

    // ISO 8601 as in RFC 3339 appendix A: P4DT12H30M5S, P3W; units in order and without a gap.
    public static bool IsDuration(ReadOnlySpan<char> text)
    {
        if (text.Length < 3 || text[0] != 'P')
        {
            return false;
        }

        text = text[1..];
        var weeks = Digits(text);
        if (weeks > 0 && text.Length == weeks + 1 && text[weeks] == 'W')
        {
            return true;
        }

        var time = text.IndexOf('T');
        return time < 0 ? HasUnits(text, "YMD") : (time == 0 || HasUnits(text[..time], "YMD")) && HasUnits(text[(time + 1)..], "HMS");
    }

    private static bool HasUnits(ReadOnlySpan<char> text, string units)
    {
        var last = -1;
        while (!text.IsEmpty)
        {
            var digits = Digits(text);
            var unit = digits == 0 || digits == text.Length ? -1 : units.IndexOf(text[digits], StringComparison.Ordinal);
            if (unit < 0 || (last >= 0 && unit != last + 1))
            {
                return false;
            }

            last = unit;
            text = text[(digits + 1)..];
        }

        return last >= 0;
    }

    private static int? Offset(ReadOnlySpan<char> text)
    {
        if (text is ['z' or 'Z'])
        {
            return 0;
        }

        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':'
            || Number(text[1..3]) is not (>= 0 and <= 23 and var hours) || Number(text[4..]) is not (>= 0 and <= 59 and var minutes))
        {
            return null;
        }

        return ((hours * 60) + minutes) * (text[0] == '-' ? -1 : 1);
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExceptInRange('0', '9');
        return length < 0 ? text.Length : length;
    }

    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return -1;
            }

            number = (number * 10) + digit - '0';
        }

        return number;
    }
}
