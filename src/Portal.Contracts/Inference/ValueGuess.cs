using System.Globalization;

namespace Portal.Contracts.Inference;

/// <summary>What plain values are taken for, and why.</summary>
/// <param name="Trait">What all of them are; null for texts.</param>
/// <param name="Values">The values of an enumeration, in order; empty when it is none.</param>
/// <param name="IsNumberOfThings">Whether they are digits that name things, as a customer's number does: a text, not an amount.</param>
internal sealed record ValueGuess(ValueTrait? Trait, IReadOnlyList<string> Values, bool IsNumberOfThings)
{
    // Names of fields whose digits are not an amount.
    private static readonly string[] Identifying = ["id", "number", "code", "zip", "postcode", "phone", "account", "ref", "no", "sku", "ean", "isbn"];

    private static readonly ValueTrait[] Order =
        [ValueTrait.Boolean, ValueTrait.Integer, ValueTrait.Number, ValueTrait.DateTime, ValueTrait.Date, ValueTrait.Uuid, ValueTrait.Email, ValueTrait.IpAddress, ValueTrait.Uri];

    public static ValueGuess Of(ValueProfile values, string name)
    {
        if (values.IsEnumeration)
        {
            return new ValueGuess(null, [.. values.Values.Keys.Order(StringComparer.Ordinal)], false);
        }

        // Zeros in front are lost in a number; so is what a name says to be an identifier.
        if (values.All(ValueTrait.Digits) && (!values.All(ValueTrait.Integer) || IsIdentifying(name)))
        {
            return new ValueGuess(ValueTrait.Digits, [], true);
        }

        return new ValueGuess(Order.Cast<ValueTrait?>().FirstOrDefault(trait => values.All(trait!.Value)), [], false);
    }

    /// <summary>What was seen of the values, for people.</summary>
    public IEnumerable<string> Statements(ValueProfile values)
    {
        if (values.Count == 0)
        {
            yield break;
        }

        if (Values.Count > 0)
        {
            yield return $"{Number(Values.Count)} different {(Values.Count == 1 ? "value" : "values")} in {Number(values.Count)}, none new in the second half";
            yield break;
        }

        if (Trait is { } trait)
        {
            yield return $"{Words(trait)} in {Number(values.Traits[trait])} of {Number(values.Count)}";
        }

        if (values is { Minimum: { } least, Maximum: { } most } && values.All(ValueTrait.Number))
        {
            yield return least == most ? $"always {Number(least)}" : $"{Number(least)} to {Number(most)}";
        }
        else if (values.MaxLength > 0)
        {
            yield return values.MinLength == values.MaxLength ? $"{Number(values.MaxLength)} characters" : $"{Number(values.MinLength)} to {Number(values.MaxLength)} characters";
        }

        if ((values.AreAllDifferent && values.Values.Keys.All(value => !value.Any(char.IsWhiteSpace))) || (values.HasManyValues && Trait == ValueTrait.Uuid))
        {
            yield return "looks like an identifier: no value twice";
        }
    }

    public static string Number(decimal number) => number.ToString("#,0.############", CultureInfo.InvariantCulture);

    private static bool IsIdentifying(string name) => Array.Exists(Identifying, word =>
        name.Equals(word, StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(char.ToUpperInvariant(word[0]) + word[1..], StringComparison.Ordinal)
        || name.EndsWith("_" + word, StringComparison.OrdinalIgnoreCase) || name.EndsWith("-" + word, StringComparison.OrdinalIgnoreCase)
        || (word == "id" && name.EndsWith("ID", StringComparison.Ordinal)));

    private static string Words(ValueTrait trait) => trait switch
    {
        ValueTrait.Integer => "whole numbers",
        ValueTrait.Number => "numbers",
        ValueTrait.Digits => "digits only",
        ValueTrait.Boolean => "true or false",
        ValueTrait.DateTime => "a date and time",
        ValueTrait.Date => "a date",
        ValueTrait.Uuid => "a UUID",
        ValueTrait.Email => "an e-mail address",
        ValueTrait.Uri => "an address",
        _ => "an IP address",
    };
}
