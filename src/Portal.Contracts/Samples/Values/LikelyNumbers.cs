using System.Globalization;

namespace Portal.Contracts.Samples.Values;

/// <summary>Numbers that look right for a field.</summary>
internal static class LikelyNumbers
{
    private static readonly string[] Money = ["price", "amount", "total", "cost", "fee", "balance", "net", "gross", "tax", "sum", "subtotal", "value"];
    private static readonly string[] Years = ["year"];
    private static readonly string[] Ports = ["port"];
    private static readonly string[] Shares = ["percent", "percentage", "rate", "ratio", "vat"];
    private static readonly string[] Sizes = ["bytes", "size", "length", "bandwidth", "memory", "storage", "bandwidthin", "bandwidthout"];

    /// <summary>A number by the words of a name.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="variant">Rotates.</param>
    /// <param name="whole">Whether it is to be a whole number.</param>
    public static decimal Of(string name, int variant, bool whole)
    {
        var words = FieldWords.Of(name);
        bool Any(string[] list) => words.Any(list.Contains);
        return words.Contains("latitude") || words.Contains("lat") ? 59.3293m
            : words.Contains("longitude") || words.Contains("lon") || words.Contains("lng") ? 18.0686m
            : Any(Years) ? 2026 + (variant % 20)
            : Any(Ports) ? 8443 + (variant % 100)
            : Any(Shares) ? 25 + (variant % 50)
            : Any(Sizes) ? 2048 * (1 + (variant % 500))
            : Any(Money) ? (whole ? 50 : 49.95m) + (variant % 1000)
            : words.Contains("id") || words.Contains("number") || words.Contains("no") ? 1042 + variant
            : words.Contains("version") ? 1
            : words.Contains("duration") || words.Contains("seconds") || words.Contains("ms") ? 30 * (1 + (variant % 50))
            : 1 + (variant % 1000);
    }

    /// <summary>A number as JSON and XML Schema both write it.</summary>
    public static string Write(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);
}
