using System.Text.Json;

namespace Portal.Contracts.JsonSchema.Values;

/// <summary>Says in one sentence why a text is not JSON.</summary>
internal static class JsonProblem
{
    /// <summary>The parser's words without the place, which is reported beside them.</summary>
    public static string Describe(JsonException problem)
    {
        var message = problem.Message;
        var place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return place < 0 ? message : message[..place];
    }
}
