using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Portal.Contracts.JsonSchema.Values;

/// <summary>
/// A JSON number as exactly as it was written: its digits without zeros at either end, and the power of ten of
/// the last one. No number is too large; what costs time is bounded by <see cref="MaxDigits"/>.
/// </summary>
internal sealed class JsonNumber : IComparable<JsonNumber>
{
    // Longer numbers are compared by their first digits: nobody means the rest, and arithmetic on it would be slow.
    private const int MaxDigits = 2048;

    // 10^12: beyond any exponent that digits could balance, so clamping to it changes no comparison.
    private const long MaxExponent = 1_000_000_000_000;

    // A decimal holds 28 digits whatever they are.
    private const int ExactLength = 28;

    // And a long 18 digits.
    private const int WholeLength = 18;

    private readonly bool _negative;
    private readonly string _digits;
    private readonly long _exponent;

    private JsonNumber(bool negative, string digits, long exponent) => (_negative, _digits, _exponent) = (negative, digits, exponent);

    public bool IsZero => _digits.Length == 0;

    public bool IsInteger => IsZero || _exponent >= 0;

    /// <summary>A number as a decimal, when that loses nothing: the way for nearly all numbers that people write, without allocating.</summary>
    public static bool TryGetExact(ReadOnlySpan<byte> raw, out decimal exact)
    {
        exact = 0;
        return raw.Length <= ExactLength && raw.IndexOfAny((byte)'e', (byte)'E') < 0
            && Utf8Parser.TryParse(raw, out exact, out var read) && read == raw.Length;
    }

    /// <summary>A number as written without point and exponent, when it is not too large: what counts and quantities are.</summary>
    public static bool TryGetWhole(ReadOnlySpan<byte> raw, out long whole)
    {
        var digits = raw is [(byte)'-', ..] ? raw[1..] : raw;
        whole = 0;
        if (digits.Length > WholeLength)
        {
            return false;
        }

        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            whole = (whole * 10) + digit - '0';
        }

        whole = digits.Length == raw.Length ? whole : -whole;
        return true;
    }

    public static JsonNumber Of(JsonElement number) => Parse(JsonMarshal.GetRawUtf8Value(number));

    public static JsonNumber Parse(ReadOnlySpan<byte> raw)
    {
        var negative = raw[0] == (byte)'-';
        var mantissa = negative ? raw[1..] : raw;
        var exponent = 0L;
        var mark = mantissa.IndexOfAny((byte)'e', (byte)'E');
        if (mark >= 0)
        {
            exponent = ParseExponent(mantissa[(mark + 1)..]);
            mantissa = mantissa[..mark];
        }

        var point = mantissa.IndexOf((byte)'.');
        var digits = point < 0
            ? Encoding.ASCII.GetString(mantissa)
            : Encoding.ASCII.GetString(mantissa[..point]) + Encoding.ASCII.GetString(mantissa[(point + 1)..]);
        exponent -= point < 0 ? 0 : mantissa.Length - point - 1;
        digits = digits.TrimStart('0');
        if (digits.Length > MaxDigits)
        {
            exponent += digits.Length - MaxDigits;
            digits = digits[..MaxDigits];
        }

        var trimmed = digits.TrimEnd('0');
        return new JsonNumber(negative && trimmed.Length > 0, trimmed, trimmed.Length == 0 ? 0 : exponent + digits.Length - trimmed.Length);
    }

    public int CompareTo(JsonNumber? other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (_negative != other._negative)
        {
            return _negative ? -1 : 1;
        }

        return _negative ? other.CompareMagnitude(this) : CompareMagnitude(other);
    }

    /// <summary>Whether this number is a whole multiple of another one, which is not zero.</summary>
    public bool IsMultipleOf(JsonNumber divisor)
    {
        if (IsZero)
        {
            return true;
        }

        // value / divisor = (a / b) * 10^shift is whole when b divides a * 10^shift.
        var shift = _exponent - divisor._exponent;
        var a = BigInteger.Parse(_digits, CultureInfo.InvariantCulture);
        var b = BigInteger.Parse(divisor._digits, CultureInfo.InvariantCulture);
        if (shift >= 0)
        {
            return (a % b * BigInteger.ModPow(10, shift, b) % b).IsZero;
        }

        return -shift <= _digits.Length && (a % (b * BigInteger.Pow(10, (int)-shift))).IsZero;
    }

    public override int GetHashCode() => HashCode.Combine(_negative, _digits, _exponent);

    public override bool Equals(object? obj) => obj is JsonNumber other && CompareTo(other) == 0;

    private static long ParseExponent(ReadOnlySpan<byte> text)
    {
        var negative = text[0] == (byte)'-';
        var digits = text.TrimStart("+-"u8).TrimStart((byte)'0');
        var size = digits.Length switch
        {
            0 => 0,
            > 12 => MaxExponent,
            _ => long.Parse(digits, CultureInfo.InvariantCulture),
        };
        return negative ? -size : size;
    }

    private int CompareMagnitude(JsonNumber other)
    {
        if (IsZero || other.IsZero)
        {
            return other._digits.Length == 0 ? (IsZero ? 0 : 1) : -1;
        }

        var order = (_digits.Length + _exponent).CompareTo(other._digits.Length + other._exponent);
        return order != 0 ? order : string.CompareOrdinal(_digits, other._digits);
    }
}
