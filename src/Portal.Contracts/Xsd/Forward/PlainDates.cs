namespace Portal.Contracts.Xsd.Forward;

/// <summary>Dates and times as nearly everybody writes them, XML Schema part 2, section 3.2.7.</summary>
internal static class PlainDates
{
    // 2026-01-31, with or without a zone. Years in which no zone leads out of what the framework can say.
    public static bool IsDate(ReadOnlySpan<char> text) => text.Length >= 10 && IsDay(text[..10]) && IsZone(text[10..]);

    // 2026-01-31T12:00:00.123+01:00
    public static bool IsDateTime(ReadOnlySpan<char> text)
    {
        if (text.Length < 19 || text[10] != 'T' || !IsDay(text[..10]) || text[13] != ':' || text[16] != ':'
            || !IsNumber(text[11..13], 0, 23) || !IsNumber(text[14..16], 0, 59) || !IsNumber(text[17..19], 0, 59))
        {
            return false;
        }

        var rest = text[19..];
        if (rest is ['.', ..])
        {
            var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
            digits = digits < 0 ? rest.Length - 1 : digits;
            if (digits is < 1 or > 7)
            {
                return false;
            }

            rest = rest[(digits + 1)..];
        }

        return IsZone(rest);
    }

    private static bool IsDay(ReadOnlySpan<char> text) =>
        text[4] == '-' && text[7] == '-' && IsNumber(text[..4], 1000, 9998) && IsNumber(text[5..7], 1, 12)
        && IsNumber(text[8..], 1, DateTime.DaysInMonth(int.Parse(text[..4], System.Globalization.CultureInfo.InvariantCulture), ((text[5] - '0') * 10) + text[6] - '0'));

    private static bool IsZone(ReadOnlySpan<char> text) =>
        text is [] or ['Z'] || (text.Length == 6 && text[0] is '+' or '-' && text[3] == ':' && IsNumber(text[1..3], 0, 13) && IsNumber(text[4..], 0, 59));

    private static bool IsNumber(ReadOnlySpan<char> digits, int min, int max)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            number = (number * 10) + digit - '0';
        }

        return number >= min && number <= max;
    }
}
