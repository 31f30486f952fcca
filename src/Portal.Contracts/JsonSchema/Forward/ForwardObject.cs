using System.Text.Json;
using Portal.Contracts.JsonSchema.Evaluation;
using Portal.Contracts.JsonSchema.Keywords;
using Portal.Contracts.JsonSchema.Patterns;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.JsonSchema.Forward;

/// <summary>Judges an object member by member. A name that comes twice, or is written with escapes, is left to the complete judgement.</summary>
internal sealed class ForwardObject
{
    // Sixty-four names a word.
    private const int Words = 4;

    /// <summary>The most names of a schema that are told apart here.</summary>
    public const int MaxNames = Words * 64;

    /// <summary>Lets every object in.</summary>
    public static ForwardObject Any { get; } = new();

    public long MinProperties { get; init; }

    public long MaxProperties { get; init; } = long.MaxValue;

    /// <summary>All names that the schema mentions.</summary>
    public Utf8Names Names { get; init; } = new([]);

    /// <summary>The schema of each name; null for names that are only required.</summary>
    public ForwardNode?[] Properties { get; init; } = [];

    public int[] Required { get; init; } = [];

    public NameDependency[] Dependencies { get; init; } = [];

    public (SchemaPattern Pattern, ForwardNode Node)[] Patterns { get; init; } = [];

    /// <summary>The schema of all other members; null when they may be anything.</summary>
    public ForwardNode? Additional { get; init; }

    public ForwardNode? PropertyNames { get; init; }

    public Verdict Judge(ref Utf8JsonReader reader, ref ForwardRun run)
    {
        var seen = (Span<ulong>)stackalloc ulong[Words];
        seen.Clear();
        var (mark, count) = (run.Mark, 0L);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            count++;
            if (JudgeMember(ref reader, seen, mark, ref run) is not Verdict.Valid and var verdict)
            {
                return verdict;
            }
        }

        run.Forget(mark);
        return count >= MinProperties && count <= MaxProperties && HasRequired(seen) && HasDependencies(seen) ? Verdict.Valid : Verdict.Invalid;
    }

    private static bool IsSeen(ReadOnlySpan<ulong> seen, int name) => (seen[name >> 6] & (1UL << name)) != 0;

    private Verdict JudgeMember(ref Utf8JsonReader reader, scoped Span<ulong> seen, int mark, ref ForwardRun run)
    {
        var name = reader.ValueSpan;
        var number = reader.ValueIsEscaped ? -1 : Names.FindPlain(name);
        var isNew = number >= 0 ? !IsSeen(seen, number) : !reader.ValueIsEscaped && run.IsNew((int)reader.TokenStartIndex + 1, name, mark);
        if (!isNew)
        {
            return Verdict.Undecided;
        }

        if (number >= 0)
        {
            seen[number >> 6] |= 1UL << number;
        }

        if (PropertyNames is not null && PropertyNames.JudgeName(name, ref run) is not Verdict.Valid and var ofName)
        {
            return ofName;
        }

        reader.Read();
        var node = number >= 0 ? Properties[number] : null;
        if (Patterns.Length == 0)
        {
            return (node ?? Additional ?? ForwardNode.Anything).Judge(ref reader, ref run);
        }

        return JudgeByPatterns(ref reader, name, ref run, ref node) is not Verdict.Valid and var verdict
            ? verdict
            : (node ?? Additional ?? ForwardNode.Anything).Judge(ref reader, ref run);
    }

    // All patterns that match count. One of them makes a name known, so that the others need not look after it.
    private Verdict JudgeByPatterns(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, ref ForwardRun run, ref ForwardNode? node)
    {
        foreach (var (pattern, ofPattern) in Patterns)
        {
            if (pattern.TryMatch(name) is not { } matches)
            {
                return Verdict.Undecided;
            }

            if (matches && run.Try(ofPattern, reader) is not Verdict.Valid and var verdict)
            {
                return verdict;
            }

            node = matches ? node ?? ForwardNode.Anything : node;
        }

        return Verdict.Valid;
    }

    private bool HasRequired(ReadOnlySpan<ulong> seen)
    {
        foreach (var name in Required)
        {
            if (!IsSeen(seen, name))
            {
                return false;
            }
        }

        return true;
    }

    private bool HasDependencies(ReadOnlySpan<ulong> seen)
    {
        foreach (var dependency in Dependencies)
        {
            foreach (var name in IsSeen(seen, dependency.Name) ? dependency.Needs : [])
            {
                if (!IsSeen(seen, name))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
