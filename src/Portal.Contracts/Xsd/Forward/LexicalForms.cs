using System.Xml.Schema;

namespace Portal.Contracts.Xsd.Forward;

/// <summary>How the values of the common types are written.</summary>
internal enum LexicalForm
{
    /// <summary>Any characters.</summary>
    AnyText,

    /// <summary>Any characters but tabs and line ends.</summary>
    OneLine,

    /// <summary>Words with one blank between them.</summary>
    Words,

    /// <summary>Letters, digits and a few signs.</summary>
    NameToken,

    /// <summary>The same, beginning with a letter; with colons.</summary>
    Name,

    /// <summary>true, false, 1 or 0.</summary>
    Boolean,

    /// <summary>A sign and digits.</summary>
    Integer,

    /// <summary>A sign, digits and a point.</summary>
    Decimal,

    /// <summary>2026-01-31.</summary>
    Date,

    /// <summary>2026-01-31T12:00:00.5+01:00.</summary>
    DateTime,
}

/// <summary>Holds texts against the forms. It says yes only to what is plainly written: ASCII, years of four digits, short numbers.</summary>
internal static class LexicalForms
{
    // What a long and a decimal hold whatever the digits are.
    private const int MaxDigits = 28;

    public static LexicalForm? Of(XmlTypeCode type) => type switch
    {
        XmlTypeCode.String => LexicalForm.AnyText,
        XmlTypeCode.NormalizedString => LexicalForm.OneLine,
        XmlTypeCode.Token => LexicalForm.Words,
        XmlTypeCode.NmToken => LexicalForm.NameToken,
        XmlTypeCode.Name => LexicalForm.Name,
        XmlTypeCode.Boolean => LexicalForm.Boolean,
        XmlTypeCode.Decimal => LexicalForm.Decimal,
        XmlTypeCode.Date => LexicalForm.Date,
        XmlTypeCode.DateTime => LexicalForm.DateTime,
        >= XmlTypeCode.Integer and <= XmlTypeCode.PositiveInteger => LexicalForm.Integer,
        _ => null,
    };

    /// <summary>The values that a built-in type of numbers has.</summary>
    public static (decimal Min, decimal Max) Bounds(XmlTypeCode type) => type switch
    {
        XmlTypeCode.NonPositiveInteger => (decimal.MinValue, 0),
        XmlTypeCode.NegativeInteger => (decimal.MinValue, -1),
        XmlTypeCode.Long => (long.MinValue, long.MaxValue),
        XmlTypeCode.Int => (int.MinValue, int.MaxValue),
        XmlTypeCode.Short => (short.MinValue, short.MaxValue),
        XmlTypeCode.Byte => (sbyte.MinValue, sbyte.MaxValue),
        XmlTypeCode.NonNegativeInteger => (0, decimal.MaxValue),
        XmlTypeCode.UnsignedLong => (0, ulong.MaxValue),
        XmlTypeCode.UnsignedInt => (0, uint.MaxValue),
        XmlTypeCode.UnsignedShort => (0, ushort.MaxValue),
        XmlTypeCode.UnsignedByte => (0, byte.MaxValue),
        XmlTypeCode.PositiveInteger => (1, decimal.MaxValue),
        _ => (decimal.MinValue, decimal.MaxValue),
    };

    public static bool IsNumber(LexicalForm form) => form is LexicalForm.Integer or LexicalForm.Decimal;

    /// <summary>Whether a length of the text is one of the value.</summary>
    public static bool HasLength(LexicalForm form) => form <= LexicalForm.Name;

    /// <summary>Whether one value can be written in several ways, so that texts alone do not say whether two are the same.</summary>
    public static bool HasOtherSpellings(LexicalForm form) => form > LexicalForm.Name;

    /// <summary>Whether taking blanks out leaves it as it is.</summary>
    public static bool IsCollapsed(ReadOnlySpan<char> text) =>
        text is not [' ', ..] and not [.., ' '] && text.IndexOfAny('\t', '\n', '\r') < 0 && text.IndexOf("  ", StringComparison.Ordinal) < 0;

    public static bool Has(ReadOnlySpan<char> text, LexicalForm form) => form switch
    {
        LexicalForm.AnyText or LexicalForm.Words => true,
        LexicalForm.OneLine => text.IndexOfAny('\t', '\n', '\r') < 0,
        LexicalForm.NameToken => IsNameToken(text),
        LexicalForm.Name => IsNameToken(text) && (char.IsAsciiLetter(text[0]) || text[0] == '_'),
        LexicalForm.Boolean => text is "true" or "false" or "1" or "0",
        LexicalForm.Integer => Unsigned(text) is { Length: > 0 and <= MaxDigits } digits && !digits.ContainsAnyExceptInRange('0', '9'),
        LexicalForm.Decimal => IsDecimal(Unsigned(text)),
        LexicalForm.Date => PlainDates.IsDate(text),
        _ => PlainDates.IsDateTime(text),
    };

    private static bool IsNameToken(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not '-' and not '_' and not '.' and not ':')
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    // A minus only: what a plus before some types means is not for us to say.
    private static ReadOnlySpan<char> Unsigned(ReadOnlySpan<char> text) => text is ['-', ..] ? text[1..] : text;

    private static bool IsDecimal(ReadOnlySpan<char> digits)
    {
        var point = digits.IndexOf('.');
        return digits.Length <= MaxDigits && char.IsAsciiDigit(digits is [] ? '-' : digits[0]) && char.IsAsciiDigit(digits[^1])
            && !(point < 0 ? digits : digits[..point]).ContainsAnyExceptInRange('0', '9') && !digits[(point + 1)..].ContainsAnyExceptInRange('0', '9');
    }
}
