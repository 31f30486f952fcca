using System.Text.Json;
using Portal.Contracts.JsonSchema.Evaluation;
using Portal.Contracts.JsonSchema.Formats;
using Portal.Contracts.JsonSchema.Patterns;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.JsonSchema.Keywords;

/// <summary>The keywords <c>minLength</c> and <c>maxLength</c>, in Unicode characters.</summary>
internal sealed class LengthKeyword(long min, long max) : Keyword, IScalarKeyword
{
    public override bool Evaluate(JsonElement value, EvaluationRun run, EvaluatedParts? parts)
    {
        var raw = JsonText.Raw(value);
        if (Fits(raw))
        {
            return true;
        }

        var length = JsonText.CountCharacters(raw);
        return run.Collecting && (length < min
            ? run.Report(value, "minLength", $"{JsonText.Show(value)} has {length} characters, fewer than the minimum of {min}.")
            : run.Report(value, "maxLength", $"{JsonText.Show(value)} has {length} characters, more than the maximum of {max}."));
    }

    public Verdict Judge(JsonValueKind kind, ReadOnlySpan<byte> raw) => Fits(raw) ? Verdict.Valid : Verdict.Invalid;

    // A character takes twelve bytes at most, which two escapes of six make, so that most texts need not be counted.
    private bool Fits(ReadOnlySpan<byte> raw) =>
        (raw.Length <= max && (raw.Length + 11) / 12 >= min) || (JsonText.CountCharacters(raw) is var length && length >= min && length <= max);
}

/// <summary>The keyword <c>pattern</c>.</summary>
internal sealed class PatternKeyword(SchemaPattern pattern) : Keyword, IScalarKeyword
{
    public override bool Evaluate(JsonElement value, EvaluationRun run, EvaluatedParts? parts) =>
        pattern.IsMatch(JsonText.Raw(value), run)
        || (run.Collecting && run.Report(value, "pattern", $"{JsonText.Show(value)} does not match the pattern {pattern.Source}."));

    public Verdict Judge(JsonValueKind kind, ReadOnlySpan<byte> raw) => pattern.TryMatch(raw) switch
    {
        true => Verdict.Valid,
        false => Verdict.Invalid,
        null => Verdict.Undecided,
    };
}

/// <summary>The keyword <c>format</c>, where it is checked.</summary>
internal sealed class FormatKeyword(string name, FormatCheck check) : Keyword, IScalarKeyword
{
    // On the stack up to here; longer texts take an array of their own.
    private const int OnStack = 256;

    public override bool Evaluate(JsonElement value, EvaluationRun run, EvaluatedParts? parts) =>
        Fits(JsonText.Raw(value))
        || (run.Collecting && run.Report(value, "format", $"{JsonText.Show(value)} is not a valid {name}."));

    public Verdict Judge(JsonValueKind kind, ReadOnlySpan<byte> raw) => Fits(raw) ? Verdict.Valid : Verdict.Invalid;

    private bool Fits(ReadOnlySpan<byte> raw)
    {
        var buffer = raw.Length <= OnStack ? stackalloc char[OnStack] : new char[raw.Length];
        return check(buffer[..JsonText.Decode(raw, buffer)]);
    }
}

/// <summary>The keywords <c>contentEncoding</c> and <c>contentMediaType</c>, which draft 7 allows to check.</summary>
internal sealed class ContentKeyword(bool isBase64, bool isJson) : Keyword
{
    public override bool Evaluate(JsonElement value, EvaluationRun run, EvaluatedParts? parts)
    {
        var text = JsonText.Decode(value);
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        if (isBase64)
        {
            var decoded = new byte[text.Length];
            if (!Convert.TryFromBase64String(text, decoded, out var length))
            {
                return run.Collecting && run.Report(value, "contentEncoding", $"{JsonText.Show(value)} is not Base64.");
            }

            bytes = decoded[..length];
        }

        return !isJson || IsJson(bytes)
            || (run.Collecting && run.Report(value, "contentMediaType", $"{JsonText.Show(value)} holds no JSON document."));
    }

    private static bool IsJson(byte[] bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        try
        {
            return reader.Read() && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
