using System.Buffers;

namespace Portal.Syndication.Reading;

/// <summary>
/// Reads RFC 822 dates and their neighbours, in any order of their words: <c>Thu, 01 Jan 2004 19:48:21 GMT</c>,
/// <c>Thu Jan 1 19:48:21 2004</c>, <c>1-Jan-04 19:48 EST</c>, <c>January 1, 2004 7:48 pm</c>, <c>1/23/2004 10:00</c>,
/// <c>mer. 31 déc. 2003 10:14</c>, <c>2004-július-13T9:15-05:00</c>.
/// </summary>
internal static class WordyDate
{
    private static readonly SearchValues<char> DigitsAndMarks = SearchValues.Create("0123456789-/.");

    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset date)
    {
        date = default;
        var parts = new FeedDates.DateParts(-1, 0, 0);
        var hasTime = false;
        foreach (var range in text.SplitAny(" ,\t\r\n()"))
        {
            var word = text[range];
            if (!word.IsEmpty && !TakeWord(word, ref parts, ref hasTime))
            {
                return false;
            }
        }

        if (parts.Year is >= 0 and < 100)
        {
            // RFC 2822 section 4.3.
            parts.Year += parts.Year < 50 ? 2000 : 1900;
        }

        return parts.Month > 0 && parts.Day > 0 && FeedDates.TryBuild(parts, out date);
    }

    private static bool TakeWord(ReadOnlySpan<char> word, ref FeedDates.DateParts parts, ref bool hasTime)
    {
        if (char.IsAsciiDigit(word[0]))
        {
            // With a number for the month it would have been an ISO date.
            var t = word.IndexOf('T');
            if (t > 0 && word[..t].ContainsAnyExcept(DigitsAndMarks))
            {
                return TakeDate(word[..t], ref parts) && (hasTime = TakeTime(word[(t + 1)..], ref parts));
            }

            return word.Contains(':') ? hasTime = TakeTime(word, ref parts)
                : word.IndexOfAny('-', '/', '.') > 0 ? TakeDate(word, ref parts)
                : TakeNumber(word, ref parts);
        }

        if (word[0] is '+' or '-')
        {
            return FeedDates.TryOffset(word, out parts.OffsetMinutes);
        }

        return TakeName(word, ref parts, hasTime);
    }

    private static bool TakeTime(ReadOnlySpan<char> word, ref FeedDates.DateParts parts)
    {
        var length = parts.ReadTime(word);
        var rest = word[length..];
        return length > 0 && (rest.IsEmpty || TakeHalf(rest, ref parts) || FeedDates.TryOffset(rest, out parts.OffsetMinutes));
    }

    private static bool TakeHalf(ReadOnlySpan<char> word, ref FeedDates.DateParts parts)
    {
        var isPm = word.Equals("pm", StringComparison.OrdinalIgnoreCase);
        if ((!isPm && !word.Equals("am", StringComparison.OrdinalIgnoreCase)) || parts.Hour > 12)
        {
            return isPm && parts.Hour is > 12 and < 24;
        }

        parts.Hour = parts.Hour % 12 + (isPm ? 12 : 0);
        return true;
    }

    private static bool TakeNumber(ReadOnlySpan<char> word, ref FeedDates.DateParts parts)
    {
        var digits = word.IndexOfAnyExceptInRange('0', '9');
        var isOrdinal = digits > 0 && word[digits..] is "st" or "nd" or "rd" or "th";
        if (!FeedDates.TryNumber(isOrdinal ? word[..digits] : word, out var number))
        {
            return false;
        }

        if (parts.Day == 0 && number is > 0 and <= 31 && word.Length <= 4)
        {
            parts.Day = number;
        }
        else
        {
            parts.Year = number;
        }

        return true;
    }

    private static bool TakeName(ReadOnlySpan<char> word, ref FeedDates.DateParts parts, bool hasTime)
    {
        // "mar" is a Tuesday in some languages and March in others: of several, the last before the time is the month.
        if (!(hasTime && parts.Month > 0) && MonthNames.NumberOf(word) is > 0 and var month)
        {
            parts.Month = month;
            return true;
        }

        if (hasTime && TakeHalf(word, ref parts))
        {
            return true;
        }

        if (hasTime && (word.StartsWith("GMT") || word.StartsWith("UTC")) && word.Length > 3)
        {
            return FeedDates.TryOffset(word[3..], out parts.OffsetMinutes);
        }

        // A zone that nobody knows leaves the time in UTC; before the time, a word is the day of the week.
        if (hasTime && FeedDates.TryOffset(word, out var offset) && parts.OffsetMinutes == 0)
        {
            parts.OffsetMinutes = offset;
        }

        return true;
    }

    // 01-Jan-2004, 2004/01/31, 03-12-31 (W3C with two digits), 1/23/2004 (American unless the first number cannot be a month).
    private static bool TakeDate(ReadOnlySpan<char> word, ref FeedDates.DateParts parts)
    {
        Span<Range> ranges = stackalloc Range[4];
        if (word.Split(ranges, word.Contains('-') ? '-' : word.Contains('/') ? '/' : '.') != 3)
        {
            return false;
        }

        var first = word[ranges[0]];
        var second = word[ranges[1]];
        if (!FeedDates.TryNumber(first, out var a) || !FeedDates.TryNumber(word[ranges[2]], out var c))
        {
            return false;
        }

        if (MonthNames.NumberOf(second) is > 0 and var month)
        {
            (parts.Day, parts.Month, parts.Year) = first.Length == 4 ? (c, month, a) : (a, month, c);
            return true;
        }

        if (!FeedDates.TryNumber(second, out var b))
        {
            return false;
        }

        var isYearFirst = first.Length == 4 || (word.Contains('-') && word.Length == 8 && b is > 0 and <= 12 && c is > 0 and <= 31);
        (parts.Year, parts.Month, parts.Day) = isYearFirst ? (a, b, c) : a > 12 || word.Contains('.') ? (c, b, a) : (c, a, b);
        return true;
    }
}
