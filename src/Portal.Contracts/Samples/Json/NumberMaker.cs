using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Portal.Contracts.Samples.Values;

namespace Portal.Contracts.Samples.Json;

/// <summary>Makes numbers: what the name says when the limits allow it, else what lies near a limit.</summary>
internal static class NumberMaker
{
    // Beyond this decimal arithmetic would overflow; such limits are only tried as they stand.
    private const decimal Far = 1_000_000_000_000_000m;

    /// <summary>A number as JSON text; null when none was found.</summary>
    public static string? Make(SchemaParts parts, SamplePlace place, bool isWhole, SampleCheck check) =>
        Candidates(parts, place, isWhole).FirstOrDefault(text => check.Fits(place.Schemas, text));

    private static IEnumerable<string> Candidates(SchemaParts parts, SamplePlace place, bool isWhole)
    {
        var low = Limits(parts, "minimum", "exclusiveMinimum").Cast<decimal?>().Max();
        var high = Limits(parts, "maximum", "exclusiveMaximum").Cast<decimal?>().Min();
        var step = Step(Numbers(parts, "multipleOf"), isWhole);
        var likely = LikelyNumbers.Of(place.Name, place.Variant, isWhole);
        if (step is > 0)
        {
            likely = Math.Ceiling(likely / step.Value) * step.Value;
        }

        yield return LikelyNumbers.Write(likely);
        foreach (var number in Near(low, high, step ?? 0, place.Variant))
        {
            yield return LikelyNumbers.Write(number);
        }

        yield return "0";
        yield return "1";
        foreach (var keyword in new[] { "minimum", "maximum", "multipleOf" })
        {
            foreach (var limit in parts.Each(keyword).Where(value => value.Element.ValueKind == JsonValueKind.Number))
            {
                yield return limit.Element.GetRawText();
            }
        }
    }

    private static IEnumerable<decimal> Near(decimal? low, decimal? high, decimal step, int variant)
    {
        if (step > 0)
        {
            var first = low is { } from ? Math.Ceiling(from / step) * step : high is { } to ? Math.Floor(to / step) * step : 0;
            var sign = low is null && high is not null ? -1 : 1;
            for (var at = 0; at < 3; at++)
            {
                yield return first + (sign * step * (variant + at));
            }

            for (var at = 0; at < 3; at++)
            {
                yield return first + (sign * step * at);
            }

            yield break;
        }

        if (low is { } least && high is { } most)
        {
            yield return decimal.Round((least + most) / 2, 2);
            yield return least + ((most - least) / (2 + variant));
            yield return least;
        }
        else if (low is { } only)
        {
            yield return only + variant;
            yield return only + 1 + variant;
            yield return only + 0.01m;
        }
        else if (high is { } top)
        {
            yield return top - variant;
            yield return top - 1 - variant;
        }

        yield return variant + 0.5m;
    }

    private static IEnumerable<decimal> Limits(SchemaParts parts, string plain, string exclusive) =>
        Numbers(parts, plain).Concat(Numbers(parts, exclusive));

    private static decimal[] Numbers(SchemaParts parts, string keyword) => [.. parts.Each(keyword)
        .Where(value => value.Element.ValueKind == JsonValueKind.Number)
        .Select(value => value.Element.TryGetDecimal(out var number) && Math.Abs(number) <= Far ? number : (decimal?)null).OfType<decimal>()];

    // The least common multiple of the steps; null when a step is beyond reason.
    private static decimal? Step(decimal[] steps, bool isWhole)
    {
        var all = isWhole ? [1m, .. steps] : steps;
        if (all.Length == 0)
        {
            return null;
        }

        var scale = BigInteger.Pow(10, all.Max(step => step.Scale));
        var least = all.Where(step => step > 0).Select(step => Whole(step, scale)).Aggregate(BigInteger.One, (sum, next) => sum / BigInteger.GreatestCommonDivisor(sum, next) * next);
        return BigInteger.Abs(least) <= (BigInteger)Far && scale <= (BigInteger)Far ? (decimal)least / (decimal)scale : null;
    }

    private static BigInteger Whole(decimal step, BigInteger scale) =>
        BigInteger.Parse(LikelyNumbers.Write(step).Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)
        * scale / BigInteger.Pow(10, Decimals(step));

    private static int Decimals(decimal step)
    {
        var text = LikelyNumbers.Write(step);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? 0 : text.Length - point - 1;
    }
}
