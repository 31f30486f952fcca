using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Contracts.Inference;

/// <summary>Something that a text is, besides a text.</summary>
internal enum ValueTrait
{
    Integer,
    Number,

    /// <summary>Digits only, be it with zeros in front: a number of a customer, not an amount.</summary>
    Digits,
    Boolean,
    DateTime,
    Date,
    Uuid,
    Email,
    Uri,
    IpAddress,
}

/// <summary>Tells what texts are.</summary>
internal static partial class ValueTraits
{
    // Longer texts are texts.
    private const int MaxLength = 500;

    private static readonly string[] DateTimeForms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static IEnumerable<ValueTrait> Of(string text)
    {
        if (text.Length is 0 or > MaxLength)
        {
            yield break;
        }

        if (IsNumber(text))
        {
            yield return ValueTrait.Number;
            if (text.IndexOfAny(['.', 'e', 'E']) < 0)
            {
                yield return ValueTrait.Integer;
            }
        }

        if (text.All(char.IsAsciiDigit))
        {
            yield return ValueTrait.Digits;
        }

        if (text is "true" or "false")
        {
            yield return ValueTrait.Boolean;
        }

        if (Special(text) is { } special)
        {
            yield return special;
        }
    }

    /// <summary>Whether a text is a number as JSON writes it: no zeros in front.</summary>
    public static bool IsNumber(string text) => text.Length < 30 && NumberForm().IsMatch(text);

    private static ValueTrait? Special(string text) =>
        text.Length == 10 && text[4] == '-' && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? ValueTrait.Date
        : text.Length >= 19 && text[4] == '-' && text[10] == 'T' && HasOffset(text)
            && DateTimeOffset.TryParseExact(text, DateTimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _) ? ValueTrait.DateTime
        : text.Length == 36 && Guid.TryParseExact(text, "D", out _) ? ValueTrait.Uuid
        : EmailForm().IsMatch(text) ? ValueTrait.Email
        : UriForm().IsMatch(text) && System.Uri.TryCreate(text, UriKind.Absolute, out _) ? ValueTrait.Uri
        : text.Count(c => c == '.') == 3 && text.All(c => c == '.' || char.IsAsciiDigit(c)) && IPAddress.TryParse(text, out _) ? ValueTrait.IpAddress
        : null;

    private static bool HasOffset(string text) => text[^1] == 'Z' || text[^6] is '+' or '-';

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?$")]
    private static partial Regex NumberForm();

    [GeneratedRegex(@"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")]
    private static partial Regex EmailForm();

    [GeneratedRegex(@"^(https?|urn|ftp|mailto|tag|amqps?):[^\s<>""]+$")]
    private static partial Regex UriForm();
}
