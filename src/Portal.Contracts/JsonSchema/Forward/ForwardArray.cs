using System.Text.Json;
using Portal.Contracts.JsonSchema.Evaluation;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.JsonSchema.Forward;

/// <summary>Judges an array item by item.</summary>
internal sealed class ForwardArray
{
    /// <summary>Lets every array in.</summary>
    public static ForwardArray Any { get; } = new();

    public long MinItems { get; init; }

    public long MaxItems { get; init; } = long.MaxValue;

    public bool Unique { get; init; }

    /// <summary>The schemas of the first items.</summary>
    public ForwardNode[] Prefix { get; init; } = [];

    /// <summary>The schema of the items after those; null when they may be anything.</summary>
    public ForwardNode? Rest { get; init; }

    public ForwardNode? Contains { get; init; }

    public long MinContains { get; init; }

    public long MaxContains { get; init; } = long.MaxValue;

    public Verdict Judge(ref Utf8JsonReader reader, ref ForwardRun run)
    {
        var (mark, count, contained) = (run.Mark, 0, 0L);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var among = Contains is null ? Verdict.Invalid : run.Try(Contains, reader);
            if (among == Verdict.Undecided || (Unique && !IsNew(ref reader, mark, ref run)))
            {
                return Verdict.Undecided;
            }

            contained += among == Verdict.Valid ? 1 : 0;
            if ((count < Prefix.Length ? Prefix[count] : Rest ?? ForwardNode.Anything).Judge(ref reader, ref run) is not Verdict.Valid and var verdict)
            {
                return verdict;
            }

            count++;
        }

        run.Forget(mark);
        return count >= MinItems && count <= MaxItems && (Contains is null || (contained >= MinContains && contained <= MaxContains)) ? Verdict.Valid : Verdict.Invalid;
    }

    // For certain. Items with parts are not compared, nor fractions, of which two may look different and be the same; a string
    // that looks like a number or a word counts as the same.
    private static bool IsNew(ref Utf8JsonReader reader, int mark, ref ForwardRun run) => reader.TokenType switch
    {
        JsonTokenType.StartObject or JsonTokenType.StartArray => false,
        JsonTokenType.String => !reader.ValueIsEscaped && run.IsNew((int)reader.TokenStartIndex + 1, reader.ValueSpan, mark),
        JsonTokenType.Number => reader.ValueSpan is not [(byte)'-', (byte)'0', ..] && JsonNumber.TryGetWhole(reader.ValueSpan, out _)
            && run.IsNew((int)reader.TokenStartIndex, reader.ValueSpan, mark),
        _ => run.IsNew((int)reader.TokenStartIndex, reader.ValueSpan, mark),
    };
}
