using System.Text.Json;
using Portal.Contracts.JsonSchema.Evaluation;
using Portal.Contracts.JsonSchema.Keywords;

namespace Portal.Contracts.JsonSchema.Forward;

/// <summary>A schema that judges a value while it is being read. Filled during compilation, then only read.</summary>
internal sealed class ForwardNode
{
    /// <summary>Lets everything in, and reads it.</summary>
    public static ForwardNode Anything { get; } = new();

    /// <summary>The kinds of values of which none is valid.</summary>
    public KindSet Refused { get; set; }

    /// <summary>The kinds of values that are left to the complete judgement.</summary>
    public KindSet Uncovered { get; set; }

    /// <summary>The type, when it lets only whole numbers in.</summary>
    public TypeKeyword? WholeNumbers { get; set; }

    public IScalarKeyword[] ForStrings { get; set; } = [];

    public IScalarKeyword[] ForNumbers { get; set; } = [];

    /// <summary>Keywords for scalars of any kind: constants.</summary>
    public IScalarKeyword[] ForScalars { get; set; } = [];

    public ForwardObject Object { get; set; } = ForwardObject.Any;

    public ForwardArray Array { get; set; } = ForwardArray.Any;

    /// <summary>Schemas for the same value, which is read once more for each.</summary>
    public ForwardApplicator[] Applicators { get; set; } = [];

    /// <summary>Judges the value that the reader is at; when it is valid, the reader is at its end.</summary>
    public Verdict Judge(ref Utf8JsonReader reader, ref ForwardRun run)
    {
        var kind = KindOf(reader.TokenType);
        if (Refused.Has(kind))
        {
            return Verdict.Invalid;
        }

        if (!run.StepIn() || Uncovered.Has(kind))
        {
            return Verdict.Undecided;
        }

        var verdict = JudgeApplicators(ref reader, ref run);
        if (verdict == Verdict.Valid)
        {
            verdict = kind switch
            {
                JsonValueKind.Object => Object.Judge(ref reader, ref run),
                JsonValueKind.Array => Array.Judge(ref reader, ref run),
                _ => JudgeScalar(kind, reader.ValueSpan),
            };
        }

        run.StepOut();
        return verdict;
    }

    /// <summary>Judges a name as a string.</summary>
    public Verdict JudgeName(ReadOnlySpan<byte> name, ref ForwardRun run)
    {
        if (Refused.Has(JsonValueKind.String))
        {
            return Verdict.Invalid;
        }

        if (!run.StepIn() || Uncovered.Has(JsonValueKind.String) || Applicators.Length > 0)
        {
            return Verdict.Undecided;
        }

        run.StepOut();
        return JudgeScalar(JsonValueKind.String, name);
    }

    private Verdict JudgeApplicators(ref Utf8JsonReader reader, ref ForwardRun run)
    {
        foreach (var applicator in Applicators)
        {
            if (applicator.Judge(ref reader, ref run) is not Verdict.Valid and var verdict)
            {
                return verdict;
            }
        }

        return Verdict.Valid;
    }

    private Verdict JudgeScalar(JsonValueKind kind, ReadOnlySpan<byte> raw)
    {
        var verdict = kind switch
        {
            JsonValueKind.String => JudgeEach(ForStrings, kind, raw),
            JsonValueKind.Number => WholeNumbers?.AllowsNumber(raw) == false ? Verdict.Invalid : JudgeEach(ForNumbers, kind, raw),
            _ => Verdict.Valid,
        };
        return verdict == Verdict.Valid ? JudgeEach(ForScalars, kind, raw) : verdict;
    }

    private static Verdict JudgeEach(IScalarKeyword[] keywords, JsonValueKind kind, ReadOnlySpan<byte> raw)
    {
        foreach (var keyword in keywords)
        {
            if (keyword.Judge(kind, raw) is not Verdict.Valid and var verdict)
            {
                return verdict;
            }
        }

        return Verdict.Valid;
    }

    private static JsonValueKind KindOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => JsonValueKind.Object,
        JsonTokenType.StartArray => JsonValueKind.Array,
        JsonTokenType.String => JsonValueKind.String,
        JsonTokenType.Number => JsonValueKind.Number,
        JsonTokenType.True => JsonValueKind.True,
        JsonTokenType.False => JsonValueKind.False,
        _ => JsonValueKind.Null,
    };
}
