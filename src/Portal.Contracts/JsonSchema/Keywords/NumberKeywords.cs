using System.Runtime.InteropServices;
using System.Text.Json;
using Portal.Contracts.JsonSchema.Evaluation;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.JsonSchema.Keywords;

/// <summary>The keywords <c>minimum</c>, <c>maximum</c> and their exclusive forms.</summary>
/// <param name="rule">The keyword.</param>
/// <param name="limit">The limit.</param>
/// <param name="isMinimum">Whether values may not be below the limit, rather than above it.</param>
/// <param name="isExclusive">Whether the limit itself is not allowed.</param>
internal sealed class LimitKeyword(string rule, JsonElement limit, bool isMinimum, bool isExclusive) : Keyword, IScalarKeyword
{
    private readonly JsonNumber _limit = JsonNumber.Of(limit);
    private readonly long? _whole = JsonNumber.TryGetWhole(JsonMarshal.GetRawUtf8Value(limit), out var whole) ? whole : null;
    private readonly decimal? _exact = JsonNumber.TryGetExact(JsonMarshal.GetRawUtf8Value(limit), out var exact) ? exact : null;

    public override bool Evaluate(JsonElement value, EvaluationRun run, EvaluatedParts? parts) =>
        Fits(JsonMarshal.GetRawUtf8Value(value)) || (run.Collecting && run.Report(value, rule, Message(value)));

    public Verdict Judge(JsonValueKind kind, ReadOnlySpan<byte> raw) => Fits(raw) ? Verdict.Valid : Verdict.Invalid;

    private bool Fits(ReadOnlySpan<byte> raw)
    {
        var order = Compare(raw);
        return isMinimum ? order > 0 || (order == 0 && !isExclusive) : order < 0 || (order == 0 && !isExclusive);
    }

    private int Compare(ReadOnlySpan<byte> raw)
    {
        if (_whole is { } whole && JsonNumber.TryGetWhole(raw, out var count))
        {
            return count.CompareTo(whole);
        }

        return _exact is { } exact && JsonNumber.TryGetExact(raw, out var number)
            ? number.CompareTo(exact)
            : JsonNumber.Parse(raw).CompareTo(_limit);
    }

    private string Message(JsonElement value)
    {
        var (number, bound) = (JsonText.Show(value), JsonText.Show(limit));
        return (isMinimum, isExclusive) switch
        {
            (true, false) => $"{number} is less than the minimum of {bound}.",
            (false, false) => $"{number} is more than the maximum of {bound}.",
            (true, true) => $"{number} is not more than {bound}.",
            (false, true) => $"{number} is not less than {bound}.",
        };
    }
}

/// <summary>The keyword <c>multipleOf</c>, exact for decimal fractions.</summary>
internal sealed class MultipleKeyword(JsonElement divisor) : Keyword, IScalarKeyword
{
    private readonly JsonNumber _divisor = JsonNumber.Of(divisor);
    private readonly long? _whole = divisor.TryGetInt64(out var whole) ? whole : null;

    public Verdict Judge(JsonValueKind kind, ReadOnlySpan<byte> raw) => Fits(raw) ? Verdict.Valid : Verdict.Invalid;

    public override bool Evaluate(JsonElement value, EvaluationRun run, EvaluatedParts? parts) =>
        Fits(JsonMarshal.GetRawUtf8Value(value))
        || (run.Collecting && run.Report(value, "multipleOf", $"{JsonText.Show(value)} is not a multiple of {JsonText.Show(divisor)}."));

    private bool Fits(ReadOnlySpan<byte> raw) => _whole is { } whole && JsonNumber.TryGetWhole(raw, out var number)
        ? number % whole == 0
        : JsonNumber.Parse(raw).IsMultipleOf(_divisor);
}
