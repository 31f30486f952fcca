using System.Globalization;
using System.Text.Json;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.JsonSchema.Rules;

/// <summary>What a value of an expression is.</summary>
internal enum RuleValueKind
{
    /// <summary>JSON <c>null</c>, and what is not there.</summary>
    Nothing,
    Truth,
    Number,
    Text,
    Moment,

    /// <summary>An object or an array.</summary>
    Structure,
}

/// <summary>A value of an expression.</summary>
internal readonly record struct RuleValue(RuleValueKind Kind, decimal Number = 0, string Text = "", DateTimeOffset Moment = default, JsonElement Element = default)
{
    public static RuleValue Nothing { get; } = new(RuleValueKind.Nothing);

    public static RuleValue True { get; } = new(RuleValueKind.Truth, 1);

    public static RuleValue False { get; } = new(RuleValueKind.Truth);

    public bool IsTrue => Kind == RuleValueKind.Truth && Number == 1;

    public static RuleValue Of(bool truth) => truth ? True : False;

    public static RuleValue Of(decimal number) => new(RuleValueKind.Number, number);

    public static RuleValue Of(string text) => new(RuleValueKind.Text, Text: text);

    public static RuleValue Of(DateTimeOffset moment) => new(RuleValueKind.Moment, Moment: moment);

    /// <summary>The value of a part of the payload; null when it is a number out of range.</summary>
    public static RuleValue? Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => True,
        JsonValueKind.False => False,
        JsonValueKind.String => Of(JsonText.Decode(element)),
        JsonValueKind.Number => decimal.TryParse(element.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Of(number) : null,
        JsonValueKind.Object or JsonValueKind.Array => new(RuleValueKind.Structure, Element: element),
        _ => Nothing,
    };

    /// <summary>Whether two values are the same; values of different kinds never are.</summary>
    public static bool AreEqual(RuleValue x, RuleValue y) => x.Kind == y.Kind && x.Kind switch
    {
        RuleValueKind.Nothing => true,
        RuleValueKind.Text => x.Text == y.Text,
        RuleValueKind.Moment => x.Moment == y.Moment,
        RuleValueKind.Structure => JsonEquality.AreEqual(x.Element, y.Element),
        _ => x.Number == y.Number,
    };

    /// <summary>What it is, for people.</summary>
    public string Words => Kind switch
    {
        RuleValueKind.Nothing => "nothing",
        RuleValueKind.Truth => "true or false",
        RuleValueKind.Number => "a number",
        RuleValueKind.Text => "a text",
        RuleValueKind.Moment => "a date",
        _ => Element.ValueKind == JsonValueKind.Array ? "an array" : "an object",
    };
}
