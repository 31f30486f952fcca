using System.Text;

namespace Portal.Contracts.JsonSchema.Formats;

/// <summary>Decodes the labels of internationalised host names (RFC 3492).</summary>
internal static class Punycode
{
    private const int Base = 36;

    /// <summary>The characters of a label without its <c>xn--</c>; null when it is not Punycode.</summary>
    public static string? Decode(ReadOnlySpan<char> label)
    {
        var dash = label.LastIndexOf('-');
        var output = new List<int>();
        foreach (var letter in dash > 0 ? label[..dash] : [])
        {
            output.Add(letter);
        }

        var (code, index, bias) = (128, 0, 72);
        var rest = dash >= 0 ? label[(dash + 1)..] : label;
        while (!rest.IsEmpty)
        {
            var (start, weight) = (index, 1);
            for (var k = Base; ; k += Base)
            {
                var digit = rest.IsEmpty ? -1 : Digit(rest[0]);
                if (digit < 0 || digit > (int.MaxValue - index) / weight)
                {
                    return null;
                }

                rest = rest[1..];
                index += digit * weight;
                var threshold = Math.Clamp(k - bias, 1, 26);
                if (digit < threshold)
                {
                    break;
                }

                if (weight > int.MaxValue / (Base - threshold))
                {
                    return null;
                }

                weight *= Base - threshold;
            }

            bias = Adapt(index - start, output.Count + 1, start == 0);
            code += index / (output.Count + 1);
            index %= output.Count + 1;
            if (!Rune.IsValid(code))
            {
                return null;
            }

            output.Insert(index++, code);
        }

        return string.Concat(output.Select(char.ConvertFromUtf32));
    }

    private static int Digit(char letter) => letter switch
    {
        >= 'a' and <= 'z' => letter - 'a',
        >= 'A' and <= 'Z' => letter - 'A',
        >= '0' and <= '9' => letter - '0' + 26,
        _ => -1,
    };

    private static int Adapt(int delta, int points, bool isFirst)
    {
        delta = isFirst ? delta / 700 : delta / 2;
        delta += delta / points;
        var k = 0;
        for (; delta > 455; k += Base)
        {
            delta /= Base - 1;
        }

        return k + (Base * delta / (delta + 38));
    }
}
