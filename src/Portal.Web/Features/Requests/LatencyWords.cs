using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace Portal.Web.Features.Requests;

/// <summary>Reads how soon something is needed, as people write it: <c>PT5S</c>, <c>200 ms</c>, <c>within a minute</c>. Pure.</summary>
internal static partial class LatencyWords
{
    /// <summary>The time; null when the text does not say one.</summary>
    public static TimeSpan? Read(string? text)
    {
        var words = text?.Trim() ?? "";
        if (words.StartsWith('P'))
        {
            try
            {
                return XmlConvert.ToTimeSpan(words);
            }
            catch (Exception exception) when (exception is FormatException or OverflowException)
            {
                return null;
            }
        }

        if (Amount().Match(words) is not { Success: true } found)
        {
            return null;
        }

        var count = double.TryParse(found.Groups["count"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : 1;
        return count > 1_000_000 ? null : found.Groups["unit"].Value.ToLowerInvariant() switch
        {
            "ms" or "millisecond" => TimeSpan.FromMilliseconds(count),
            "m" or "min" or "minute" => TimeSpan.FromMinutes(count),
            "h" or "hour" => TimeSpan.FromHours(count),
            "d" or "day" => TimeSpan.FromDays(count),
            _ => TimeSpan.FromSeconds(count),
        };
    }

    [GeneratedRegex(@"\b(?<count>[0-9]+(\.[0-9]+)?|an?|one)\s*(?<unit>ms|millisecond|s|sec|second|m|min|minute|h|hour|d|day)s?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Amount();
}
