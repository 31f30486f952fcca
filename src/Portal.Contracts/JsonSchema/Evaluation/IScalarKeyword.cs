using System.Text.Json;

namespace Portal.Contracts.JsonSchema.Evaluation;

/// <summary>A keyword that can judge a value without parts, a string say, from its text alone.</summary>
internal interface IScalarKeyword
{
    /// <summary>Whether a value meets it.</summary>
    /// <param name="kind">The value's kind, one that the keyword applies to.</param>
    /// <param name="raw">The value as written, a string without its quotes.</param>
    Verdict Judge(JsonValueKind kind, ReadOnlySpan<byte> raw);
}
