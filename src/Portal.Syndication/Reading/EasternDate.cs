using System.Text.RegularExpressions;

namespace Portal.Syndication.Reading;

/// <summary>
/// Reads the dates of Korean, Japanese and Chinese software: <c>2004년 05월 28일 01:31:15</c>, <c>2004-05-25 오후 11:23:17</c>,
/// <c>2004年5月28日 下午1:31</c>. Korean ones are in Korea's time, which is the only one that they can mean.
/// </summary>
internal static partial class EasternDate
{
    private const int KoreaMinutes = 9 * 60;

    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset date)
    {
        date = default;
        if (!text.ContainsAnyExceptInRange('\0', '\u2FFF') || Form().Match(text.ToString()) is not { Success: true } match)
        {
            return false;
        }

        var parts = new FeedDates.DateParts(NumberOf(match, "year"), NumberOf(match, "month"), NumberOf(match, "day"))
        {
            Hour = NumberOf(match, "hour"),
            Minute = NumberOf(match, "minute"),
            Second = NumberOf(match, "second"),
            OffsetMinutes = text.ContainsAny("년월일오") ? KoreaMinutes : 0,
        };
        if (match.Groups["half"].Value is { Length: > 0 } half && parts.Hour <= 12)
        {
            parts.Hour = (parts.Hour % 12) + (half is "오후" or "午後" or "下午" ? 12 : 0);
        }

        return FeedDates.TryBuild(parts, out date);
    }

    private static int NumberOf(Match match, string name) =>
        FeedDates.TryNumber(match.Groups[name].ValueSpan, out var number) ? number : 0;

    // The day of the week may stand in brackets after the date. Texts have 100 characters at most.
    [GeneratedRegex(
        @"^(?<year>[0-9]{4})\s*[-./년年]\s*(?<month>[0-9]{1,2})\s*[-./월月]\s*(?<day>[0-9]{1,2})\s*[일日]?\s*(?:\(\w+\)|[월화수목금토일]요일|星期\w)?\s*"
        + @"(?<half>오전|오후|午前|午後|上午|下午)?\s*"
        + @"(?:(?<hour>[0-9]{1,2})\s*[:시時时点]\s*(?<minute>[0-9]{1,2})\s*(?:[:분分]\s*(?<second>[0-9]{1,2})?\s*[초秒]?)?)?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
