using System.Text.Json;
using Portal.Contracts.JsonSchema.Evaluation;

namespace Portal.Contracts.JsonSchema.Forward;

/// <summary>
/// A contract that judges a payload while it is being read, without a document in between. It only ever says that a payload is
/// valid: what is wrong with another, and what it does not cover, is for the complete judgement to say.
/// </summary>
/// <param name="root">The schema.</param>
/// <param name="stepsEach">What each schema counts for, see <see cref="ForwardRun"/>.</param>
internal sealed class ForwardSchema(ForwardNode root, int stepsEach)
{
    /// <summary>Whether a payload is valid for certain.</summary>
    /// <param name="payload">Text in UTF-8, without a byte order mark.</param>
    /// <param name="maxDepth">How deep it may nest.</param>
    public bool IsSurelyValid(ReadOnlySpan<byte> payload, int maxDepth)
    {
        var run = new ForwardRun(payload, stepsEach);
        var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = maxDepth });
        try
        {
            return reader.Read() && root.Judge(ref reader, ref run) == Verdict.Valid && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
