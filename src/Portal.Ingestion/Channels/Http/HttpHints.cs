using System.Globalization;
using System.Net.Http.Headers;

namespace Portal.Ingestion.Channels.Http;

/// <summary>What an answer says about the next question.</summary>
internal static class HttpHints
{
    /// <summary>
    /// <c>Retry-After: 120</c> or <c>Retry-After: Fri, 31 Dec 1999 23:59:59 GMT</c> (RFC 9110 section 10.2.3); null
    /// when absent or neither. A date that has passed is zero.
    /// </summary>
    public static TimeSpan? RetryAfter(string? header, DateTimeOffset now)
    {
        if (header?.Trim() is not { Length: > 0 } text)
        {
            return null;
        }

        if (text.All(char.IsAsciiDigit))
        {
            return Seconds(text);
        }

        return RetryConditionHeaderValue.TryParse(text, out var value) && value.Date is { } date
            ? (date > now ? date - now : TimeSpan.Zero)
            : null;
    }

    /// <summary>
    /// The rest of <c>Cache-Control: max-age=300</c> (RFC 9111 section 5.2.2.1) once <c>Age: 100</c> is taken off; null when
    /// not said, or when the answer must not be kept at all.
    /// </summary>
    public static TimeSpan? MaxAge(string? cacheControl, string? age)
    {
        if (!CacheControlHeaderValue.TryParse(cacheControl, out var value) || value is not { MaxAge: { } maxAge } || value.NoStore || value.NoCache)
        {
            return null;
        }

        var spent = age?.Trim() is { Length: > 0 } text && text.All(char.IsAsciiDigit) ? Seconds(text) : TimeSpan.Zero;
        return maxAge > spent ? maxAge - spent : TimeSpan.Zero;
    }

    // More digits than fit are as good as for ever (RFC 9111 section 1.2.2).
    private static TimeSpan Seconds(string digits) =>
        TimeSpan.FromSeconds(int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : int.MaxValue);
}
