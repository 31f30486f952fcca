namespace Portal.Syndication.Reading;

/// <summary>Reads RFC 3339 and its looser W3C and ISO 8601 relatives: <c>2003-12-31T10:14:55Z</c>, <c>2003-12</c>, <c>20031231</c>.</summary>
internal static class IsoDate
{
    /// <summary>Reads a date; <paramref name="isComplete"/> says whether nothing of RFC 3339 was missing.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset date, out bool isComplete)
    {
        if (TryParsePlain(text, out date))
        {
            isComplete = true;
            return true;
        }

        isComplete = false;
        var parts = new FeedDates.DateParts(0, 1, 1);
        var read = ReadDate(text, ref parts, out var isWhole);
        if (read == 0)
        {
            return false;
        }

        var rest = text[read..];
        if (rest.IsEmpty)
        {
            return FeedDates.TryBuild(parts, out date);
        }

        if (rest[0] is not ('T' or 't' or ' '))
        {
            return false;
        }

        rest = rest[1..].TrimStart();
        var time = parts.ReadTime(rest);
        if (time == 0)
        {
            return false;
        }

        isComplete = isWhole && rest[..time] is [_, _, ':', _, _, ':', _, _, ..] && rest.Length > time;
        return (rest.Length == time || FeedDates.TryOffset(rest[time..], out parts.OffsetMinutes)) && FeedDates.TryBuild(parts, out date);
    }

    // 2026-03-01T11:59:00Z, which is what nearly all dates look like. The last year is left out as everywhere: an offset could leave it.
    private static bool TryParsePlain(ReadOnlySpan<char> text, out DateTimeOffset date)
    {
        date = default;
        if (text is not [_, _, _, _, '-', _, _, '-', _, _, 'T', _, _, ':', _, _, ':', _, _, 'Z'])
        {
            return false;
        }

        var (century, year, month, day) = (Pair(text, 0), Pair(text, 2), Pair(text, 5), Pair(text, 8));
        var (hour, minute, second) = (Pair(text, 11), Pair(text, 14), Pair(text, 17));
        if (century < 1 || year < 0 || (century, year) == (99, 99) || month is < 1 or > 12 || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59
            || day < 1 || day > DateTime.DaysInMonth((century * 100) + year, month))
        {
            return false;
        }

        date = new DateTimeOffset((century * 100) + year, month, day, hour, minute, second, TimeSpan.Zero);
        return true;
    }

    // Two digits; -1 when they are none.
    private static int Pair(ReadOnlySpan<char> text, int at) =>
        char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1]) ? ((text[at] - '0') * 10) + (text[at + 1] - '0') : -1;

    private static int ReadDate(ReadOnlySpan<char> text, ref FeedDates.DateParts parts, out bool isWhole)
    {
        isWhole = false;
        if (text.Length < 4 || !FeedDates.TryNumber(text[..4], out var year))
        {
            return 0;
        }

        parts.Year = year;
        if (text.Length == 4)
        {
            return 4;
        }

        if (text[4] != '-')
        {
            return ReadCompact(text, ref parts);
        }

        var month = DigitsAt(text, 5);
        if (month is 0 or > 2)
        {
            return month == 3 && FeedDates.TryNumber(text[5..8], out var dayOfYear) ? OrdinalDay(dayOfYear, ref parts) : 0;
        }

        parts.Month = Number(text.Slice(5, month));
        var at = 5 + month;
        if (at == text.Length || text[at] != '-')
        {
            return at;
        }

        var day = DigitsAt(text, at + 1);
        if (day is 0 or > 2)
        {
            return 0;
        }

        parts.Day = Number(text.Slice(at + 1, day));
        isWhole = month == 2 && day == 2;
        return at + 1 + day;
    }

    private static int ReadCompact(ReadOnlySpan<char> text, ref FeedDates.DateParts parts)
    {
        if (DigitsAt(text, 0) != 8)
        {
            return 0;
        }

        parts.Month = Number(text[4..6]);
        parts.Day = Number(text[6..8]);
        return 8;
    }

    private static int OrdinalDay(int dayOfYear, ref FeedDates.DateParts parts)
    {
        if (parts.Year is < 1 or > 9998 || dayOfYear is < 1 or > 366)
        {
            return 0;
        }

        var date = new DateOnly(parts.Year, 1, 1).AddDays(dayOfYear - 1);
        (parts.Month, parts.Day) = (date.Month, date.Day);
        return 8;
    }

    private static int DigitsAt(ReadOnlySpan<char> text, int at)
    {
        var count = 0;
        while (at + count < text.Length && count < 9 && char.IsAsciiDigit(text[at + count]))
        {
            count++;
        }

        return count;
    }

    private static int Number(ReadOnlySpan<char> digits) => FeedDates.TryNumber(digits, out var value) ? value : 0;
}
