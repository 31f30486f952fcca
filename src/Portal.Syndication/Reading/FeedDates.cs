using System.Buffers;
using System.Globalization;

namespace Portal.Syndication.Reading;

/// <summary>Reads the dates of feeds: RFC 3339, W3C date and time, RFC 822 and what publishers make of them.</summary>
internal static class FeedDates
{
    private static readonly SearchValues<char> TimeCharacters = SearchValues.Create("0123456789:.,");

    /// <summary>
    /// Reads a date strictly by RFC 3339 (RFC 4287 section 3.3): no 24th hour, and a 60th second only where leap seconds are,
    /// at the end of a month in UTC (RFC 3339 section 5.7). A leap second becomes the second after it.
    /// </summary>
    public static bool TryParseStrict(ReadOnlySpan<char> text, out DateTimeOffset date)
    {
        date = default;
        return text.Length >= 20 && text[10] == 'T' && char.IsAsciiDigit(text[11]) && text[^1] is 'Z' or (>= '0' and <= '9')
            && (text[^1] == 'Z' || text[^3] == ':')
            && IsoDate.TryParse(text, out date, out var isComplete) && isComplete
            && text[11..13] is not "24"
            && (text[17..19] is not "60" || date.UtcDateTime is { Day: 1, Hour: 0, Minute: 0, Second: 0 });
    }

    /// <summary>Reads a date; null when it says none.</summary>
    public static DateTimeOffset? Parse(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length is < 4 or > 100)
        {
            return null;
        }

        return IsoDate.TryParse(text, out var iso, out _) ? iso
            : EasternDate.TryParse(text, out var eastern) ? eastern
            : WordyDate.TryParse(text, out var wordy) ? wordy
            : null;
    }

    /// <summary>Puts the parts together; false when there is no such date.</summary>
    internal static bool TryBuild(DateParts parts, out DateTimeOffset date)
    {
        date = default;
        var (year, month, day) = (parts.Year, parts.Month, parts.Day);
        if (year is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || parts.Hour > 24 || parts.Minute > 59 || parts.Second > 60 || Math.Abs(parts.OffsetMinutes) > 14 * 60)
        {
            return false;
        }

        // 24:00 and leap seconds run over into what follows.
        var time = new TimeSpan(parts.Hour, parts.Minute, parts.Second) + TimeSpan.FromTicks(parts.Ticks);
        var local = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified) + time;
        var offset = TimeSpan.FromMinutes(parts.OffsetMinutes);
        if (local.Ticks - offset.Ticks < 0)
        {
            return false;
        }

        date = new DateTimeOffset(local, offset);
        return true;
    }

    /// <summary>Reads <c>Z</c>, <c>+01:00</c>, <c>+0100</c>, <c>+01</c> or a zone's name in minutes.</summary>
    internal static bool TryOffset(ReadOnlySpan<char> text, out int minutes)
    {
        minutes = 0;
        text = text.Trim();
        if (text is ['+' or '-', _, ..])
        {
            var digits = text[1..];
            var colon = digits.IndexOf(':');
            var hours = colon > 0 ? digits[..colon] : digits.Length > 2 ? digits[..^2] : digits;
            var rest = colon > 0 ? digits[(colon + 1)..] : digits.Length > 2 ? digits[^2..] : default;
            if (!TryNumber(hours, out var h) || (!rest.IsEmpty && !TryNumber(rest, out minutes)) || h > 14 || minutes > 59)
            {
                return false;
            }

            minutes = (h * 60 + minutes) * (text[0] == '-' ? -1 : 1);
            return true;
        }

        return TryZone(text, out minutes);
    }

    internal static bool TryNumber(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        return text.Length is > 0 and < 9 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    // RFC 822 section 5.1, and the zones that publishers add; of names that mean several, the one that feeds mean.
    private static bool TryZone(ReadOnlySpan<char> text, out int minutes)
    {
        Span<char> upper = stackalloc char[5];
        var hours = text.Length > 5 ? null : upper[..text.ToUpperInvariant(upper)] switch
        {
            "Z" or "GMT" or "UT" or "UTC" or "WET" => 0,
            "BST" or "CET" or "MET" or "WEST" or "MEZ" or "WAT" => 1,
            "CEST" or "MEST" or "MESZ" or "EET" or "SAST" or "CAT" => 2,
            "EEST" or "MSK" or "EAT" => 3,
            "MSD" => 4,
            "PKT" => 5,
            "IST" => 5.5,
            "WIB" => 7,
            "SGT" or "HKT" or "AWST" => 8,
            "JST" or "KST" => 9,
            "ACST" => 9.5,
            "AEST" => 10,
            "AEDT" => 11,
            "NZST" => 12,
            "NZDT" => 13,
            "NDT" => -2.5,
            "ADT" or "BRT" or "ART" => -3,
            "NST" => -3.5,
            "EDT" or "AST" => -4,
            "EST" or "CDT" or "ET" => -5,
            "CST" or "MDT" or "CT" => -6,
            "MST" or "PDT" or "MT" => -7,
            "PST" or "AKDT" or "PT" => -8,
            "AKST" => -9,
            "HST" => -10,
            _ => (double?)null,
        };
        minutes = (int)((hours ?? 0) * 60);
        return hours is not null;
    }

    /// <summary>A date in pieces.</summary>
    internal record struct DateParts(int Year, int Month, int Day)
    {
        public int Hour;
        public int Minute;
        public int Second;
        public long Ticks;
        public int OffsetMinutes;

        /// <summary>Reads <c>10:14</c>, <c>10:14:55</c>, <c>10:14:55.25</c>; says how much of the text it was.</summary>
        public int ReadTime(ReadOnlySpan<char> text)
        {
            var length = text.IndexOfAnyExcept(TimeCharacters);
            var time = length < 0 ? text : text[..length];
            var first = time.IndexOf(':');
            if (first < 1 || !TryNumber(time[..first], out Hour))
            {
                return 0;
            }

            var rest = time[(first + 1)..];
            var second = rest.IndexOf(':');
            if (!TryNumber(second < 0 ? rest : rest[..second], out Minute))
            {
                return 0;
            }

            return second < 0 || ReadSeconds(rest[(second + 1)..]) ? time.Length : 0;
        }

        private bool ReadSeconds(ReadOnlySpan<char> text)
        {
            var point = text.IndexOfAny('.', ',');
            if (!TryNumber(point < 0 ? text : text[..point], out Second))
            {
                return false;
            }

            var scale = TimeSpan.TicksPerSecond;
            foreach (var c in point < 0 ? default : text[(point + 1)..])
            {
                if (!char.IsAsciiDigit(c))
                {
                    return false;
                }

                scale /= 10;
                Ticks += (c - '0') * scale;
            }

            return true;
        }
    }
}
