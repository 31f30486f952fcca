using System.Text.Json;
using Portal.Contracts.JsonSchema.Evaluation;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.JsonSchema.Keywords;

/// <summary>The keywords <c>minimum</c>, <c>maximum</c> and their exclusive forms.</summary>
/// <param name="rule">The keyword.</param>
/// <param name="limit">The limit.</param>
/// <param name="isMinimum">Whether values may not be below the limit, rather than above it.</param>
/// <param name="isExclusive">Whether the limit itself is not allowed.</param>
internal sealed class LimitKeyword(string rule, JsonElement limit, bool isMinimum, bool isExclusive) : Keyword
{
    private readonly JsonNumber _limit = JsonNumber.Of(limit);
    private readonly long? _whole = JsonNumber.TryGetWhole(limit, out var whole) ? whole : null;
    private readonly decimal? _exact = JsonNumber.TryGetExact(limit, out var exact) ? exact : null;

    public override bool Evaluate(JsonElement value, EvaluationRun run, EvaluatedParts? parts)
    {
        var order = Compare(value);
        if (isMinimum ? order > 0 || (order == 0 && !isExclusive) : order < 0 || (order == 0 && !isExclusive))
        {
            return true;
        }

        return run.Collecting && run.Report(value, rule, Message(value));
    }

    private int Compare(JsonElement value)
    {
        if (_whole is { } whole && JsonNumber.TryGetWhole(value, out var count))
        {
            return count.CompareTo(whole);
        }

        return _exact is { } exact && JsonNumber.TryGetExact(value, out var number)
            ? number.CompareTo(exact)
            : JsonNumber.Of(value).CompareTo(_limit);
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
internal sealed class MultipleKeyword(JsonElement divisor) : Keyword
{
    private readonly JsonNumber _divisor = JsonNumber.Of(divisor);
    private readonly long? _whole = divisor.TryGetInt64(out var whole) ? whole : null;

    public override bool Evaluate(JsonElement value, EvaluationRun run, EvaluatedParts? parts)
    {
        var isMultiple = _whole is { } whole && value.TryGetInt64(out var number)
            ? number % whole == 0
            : JsonNumber.Of(value).IsMultipleOf(_divisor);
        return isMultiple
            || (run.Collecting && run.Report(value, "multipleOf", $"{JsonText.Show(value)} is not a multiple of {JsonText.Show(divisor)}."));
    }
}
