using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Portal.Contracts.JsonSchema.Evaluation;
using Portal.Contracts.JsonSchema.Forward;
using Portal.Contracts.JsonSchema.Rules;
using Portal.Contracts.JsonSchema.Values;
using Portal.Contracts.Masking;
using Portal.Contracts.Samples;
using Portal.Contracts.Samples.Json;
using Portal.Events.Entries;

namespace Portal.Contracts.JsonSchema;

/// <summary>A JSON Schema contract ready for use.</summary>
internal sealed class CompiledJsonSchema(
    ContractSource source, CompiledSchema schema, JsonRules rules, IReadOnlyList<ContractProperty> properties) : ICompiledContract
{
    // Deep enough for any document that people make, shallow enough for the stack.
    private const int MaxDepth = 512;

    private readonly Lazy<ForwardSchema> _forward = new(() => ForwardCompiler.Compile(schema.Root));
    private readonly Lazy<PayloadMask> _mask = new(() => PayloadMask.OfJson(source));

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>What was compiled.</summary>
    public ContractSource Source => source;

    /// <summary>Judges payloads while they are being read.</summary>
    internal ForwardSchema Forward => _forward.Value;

    /// <summary>Hides what it marks private.</summary>
    public PayloadMask Mask => _mask.Value;

    /// <inheritdoc />
    public string PayloadType => "application/json";

    /// <inheritdoc />
    public IReadOnlyList<ContractProperty> Properties { get; } = properties;

    /// <inheritdoc />
    public IReadOnlyList<Violation> Validate(ReadOnlyMemory<byte> payload)
    {
        if (payload.Span.StartsWith("\uFEFF"u8))
        {
            payload = payload[3..];
        }

        if (!Utf8.IsValid(payload.Span))
        {
            return [NotJson("it is not UTF-8.", TextEncoding.InvalidLine(payload.Span))];
        }

        var isValid = _forward.Value.IsSurelyValid(payload.Span, MaxDepth);
        return isValid && rules.IsEmpty ? [] : ValidateDocument(payload, isValid);
    }

    /// <inheritdoc />
    public ContractSample? Sample(SampleSeed seed) => JsonSampler.Make(source, seed, this);

    /// <summary>The complete judgement.</summary>
    /// <param name="payload">Text in UTF-8, without a byte order mark.</param>
    /// <param name="isValid">Whether it is known to meet the schema.</param>
    internal IReadOnlyList<Violation> ValidateDocument(ReadOnlyMemory<byte> payload, bool isValid = false)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(payload, Strict);
        }
        catch (JsonException problem)
        {
            return [NotJson(JsonProblem.Describe(problem), (int?)problem.LineNumber + 1)];
        }

        using (document)
        {
            var (findings, stopped) = isValid ? ([], null) : schema.Judge(document.RootElement);
            return stopped is not null ? [new Violation("", null, stopped, "limit")]
                : findings.Count == 0 ? rules.IsEmpty ? [] : rules.Validate(document.RootElement, payload)
                : [.. findings.Select(finding => ToViolation(finding, payload))];
        }
    }

    private static Violation NotJson(string reason, int? line) => new("", line, $"The payload is not well-formed JSON: {reason}", "well-formed");

    private static Violation ToViolation(Finding finding, ReadOnlyMemory<byte> payload) => new(
        finding.Path, TextPlace.Of(payload.Span, JsonMarshal.GetRawUtf8Value(finding.Value))?.Line, finding.Message, finding.Rule);
}
