using System.Globalization;
using System.Text.Json;

namespace Portal.Contracts.JsonSchema.Rules;

/// <summary>A function of plain values.</summary>
/// <param name="Parameters">What it takes; null for anything.</param>
/// <param name="Apply">What it comes to.</param>
/// <param name="Optional">How many of its last parameters may be left out.</param>
internal sealed record RuleFunction(RuleValueKind?[] Parameters, Func<RuleValue[], RuleRun, RuleValue> Apply, int Optional = 0);

/// <summary>The functions of plain values by name. None reads a clock: a payload is valid today and tomorrow.</summary>
internal static class RuleFunctions
{
    private const RuleValueKind Text = RuleValueKind.Text;
    private const RuleValueKind Number = RuleValueKind.Number;
    private const RuleValueKind Moment = RuleValueKind.Moment;

    private static readonly string[] DateForms = ["yyyy-MM-dd"];

    private static readonly string[] MomentForms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd't'HH:mm:ss.FFFFFFFK"];

    public static IReadOnlyDictionary<string, RuleFunction> All { get; } = new Dictionary<string, RuleFunction>(StringComparer.Ordinal)
    {
        ["length"] = new([null], (a, run) => Length(a[0], run)),
        ["lower"] = new([Text], (a, _) => RuleValue.Of(a[0].Text.ToLowerInvariant())),
        ["upper"] = new([Text], (a, _) => RuleValue.Of(a[0].Text.ToUpperInvariant())),
        ["trim"] = new([Text], (a, _) => RuleValue.Of(a[0].Text.Trim())),
        ["starts"] = new([Text, Text], (a, _) => RuleValue.Of(a[0].Text.StartsWith(a[1].Text, StringComparison.Ordinal))),
        ["ends"] = new([Text, Text], (a, _) => RuleValue.Of(a[0].Text.EndsWith(a[1].Text, StringComparison.Ordinal))),
        ["contains"] = new([Text, Text], (a, _) => RuleValue.Of(a[0].Text.Contains(a[1].Text, StringComparison.Ordinal))),
        ["substring"] = new([Text, Number, Number], (a, run) => Substring(a, run), Optional: 1),
        ["number"] = new([null], (a, run) => ToNumber(a[0], run)),
        ["text"] = new([null], (a, run) => ToText(a[0], run)),
        ["type"] = new([null], (a, _) => RuleValue.Of(TypeOf(a[0]))),
        ["abs"] = new([Number], (a, _) => RuleValue.Of(Math.Abs(a[0].Number))),
        ["round"] = new([Number, Number], (a, run) => Round(a, run), Optional: 1),
        ["floor"] = new([Number], (a, _) => RuleValue.Of(Math.Floor(a[0].Number))),
        ["ceiling"] = new([Number], (a, _) => RuleValue.Of(Math.Ceiling(a[0].Number))),
        ["date"] = new([Text], (a, run) => Parse(a[0].Text, DateForms, "a date, for example 2026-01-31", run)),
        ["moment"] = new([Text], (a, run) => Parse(a[0].Text, MomentForms, "a date and time, for example 2026-01-31T12:00:00Z", run)),
        ["seconds"] = new([Moment, Moment], (a, _) => RuleValue.Of((decimal)(a[1].Moment - a[0].Moment).Ticks / TimeSpan.TicksPerSecond)),
        ["days"] = new([Moment, Moment], (a, _) => RuleValue.Of((decimal)(a[1].Moment - a[0].Moment).Ticks / TimeSpan.TicksPerDay)),
        ["year"] = new([Moment], (a, _) => RuleValue.Of(a[0].Moment.Year)),
        ["month"] = new([Moment], (a, _) => RuleValue.Of(a[0].Moment.Month)),
        ["day"] = new([Moment], (a, _) => RuleValue.Of(a[0].Moment.Day)),
    };

    private static RuleValue Length(RuleValue value, RuleRun run) => value.Kind switch
    {
        Text => RuleValue.Of(value.Text.EnumerateRunes().Count()),
        RuleValueKind.Structure when value.Element.ValueKind == JsonValueKind.Array => RuleValue.Of(value.Element.GetArrayLength()),
        _ => run.Fail($"length() is for texts and arrays, not for {value.Words}"),
    };

    private static RuleValue Substring(RuleValue[] a, RuleRun run)
    {
        var text = a[0].Text;
        var count = a.Length > 2 ? a[2].Number : decimal.MaxValue;
        if (a[1].Number < 1 || count < 0)
        {
            return run.Fail("substring() counts from 1");
        }

        var from = (int)Math.Min(a[1].Number - 1, text.Length);
        return RuleValue.Of(text.Substring(from, (int)Math.Min(count, text.Length - from)));
    }

    private static RuleValue ToNumber(RuleValue value, RuleRun run) =>
        value.Kind == Number ? value
            : value.Kind == Text && decimal.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? RuleValue.Of(number)
            : run.Fail(value.Kind == Text ? $"'{Values.JsonText.Cut(value.Text)}' is not a number" : $"number() does not take {value.Words}");

    private static RuleValue ToText(RuleValue value, RuleRun run) => value.Kind switch
    {
        Text => value,
        Number => RuleValue.Of(value.Number.ToString(CultureInfo.InvariantCulture)),
        RuleValueKind.Truth => RuleValue.Of(value.IsTrue ? "true" : "false"),
        _ => run.Fail($"text() does not take {value.Words}"),
    };

    private static string TypeOf(RuleValue value) => value.Kind switch
    {
        Number => "number",
        Text => "string",
        RuleValueKind.Truth => "boolean",
        Moment => "date",
        _ => value.Element.ValueKind == JsonValueKind.Array ? "array" : "object",
    };

    private static RuleValue Round(RuleValue[] a, RuleRun run)
    {
        var digits = a.Length > 1 ? a[1].Number : 0;
        return digits is < 0 or > 28 || digits != Math.Floor(digits)
            ? run.Fail("round() takes 0 to 28 decimals")
            : RuleValue.Of(Math.Round(a[0].Number, (int)digits, MidpointRounding.AwayFromZero));
    }

    private static RuleValue Parse(string text, string[] forms, string wanted, RuleRun run) =>
        DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? RuleValue.Of(moment)
            : run.Fail($"'{Values.JsonText.Cut(text)}' is not {wanted}");
}
