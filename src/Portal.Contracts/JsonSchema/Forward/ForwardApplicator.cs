using System.Text.Json;
using Portal.Contracts.JsonSchema.Evaluation;

namespace Portal.Contracts.JsonSchema.Forward;

/// <summary>A keyword that applies schemas to the value that it stands at. The reader stays where it is.</summary>
internal abstract class ForwardApplicator
{
    public abstract Verdict Judge(ref Utf8JsonReader reader, ref ForwardRun run);
}

/// <summary>The keywords <c>allOf</c> and <c>$ref</c>.</summary>
internal sealed class ForwardAllOf(ForwardNode[] nodes) : ForwardApplicator
{
    public override Verdict Judge(ref Utf8JsonReader reader, ref ForwardRun run)
    {
        foreach (var node in nodes)
        {
            if (run.Try(node, reader) is not Verdict.Valid and var verdict)
            {
                return verdict;
            }
        }

        return Verdict.Valid;
    }
}

/// <summary>The keyword <c>anyOf</c>.</summary>
internal sealed class ForwardAnyOf(ForwardNode[] nodes) : ForwardApplicator
{
    public override Verdict Judge(ref Utf8JsonReader reader, ref ForwardRun run)
    {
        var none = Verdict.Invalid;
        foreach (var node in nodes)
        {
            switch (run.Try(node, reader))
            {
                case Verdict.Valid:
                    return Verdict.Valid;
                case Verdict.Undecided:
                    none = Verdict.Undecided;
                    break;
            }
        }

        return none;
    }
}

/// <summary>The keyword <c>oneOf</c>.</summary>
internal sealed class ForwardOneOf(ForwardNode[] nodes) : ForwardApplicator
{
    public override Verdict Judge(ref Utf8JsonReader reader, ref ForwardRun run)
    {
        var matches = 0;
        foreach (var node in nodes)
        {
            switch (run.Try(node, reader))
            {
                case Verdict.Valid:
                    matches++;
                    break;
                case Verdict.Undecided:
                    return Verdict.Undecided;
            }
        }

        return matches == 1 ? Verdict.Valid : Verdict.Invalid;
    }
}

/// <summary>The keyword <c>not</c>.</summary>
internal sealed class ForwardNot(ForwardNode node) : ForwardApplicator
{
    public override Verdict Judge(ref Utf8JsonReader reader, ref ForwardRun run) => run.Try(node, reader) switch
    {
        Verdict.Valid => Verdict.Invalid,
        Verdict.Invalid => Verdict.Valid,
        _ => Verdict.Undecided,
    };
}

/// <summary>The keywords <c>if</c>, <c>then</c> and <c>else</c>.</summary>
internal sealed class ForwardCondition(ForwardNode condition, ForwardNode? then, ForwardNode? otherwise) : ForwardApplicator
{
    public override Verdict Judge(ref Utf8JsonReader reader, ref ForwardRun run) => run.Try(condition, reader) switch
    {
        Verdict.Valid => then is null ? Verdict.Valid : run.Try(then, reader),
        Verdict.Invalid => otherwise is null ? Verdict.Valid : run.Try(otherwise, reader),
        _ => Verdict.Undecided,
    };
}
