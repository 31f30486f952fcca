using System.Runtime.InteropServices;
using System.Text.Json;
using Portal.Contracts.JsonSchema.Evaluation;
using Portal.Contracts.JsonSchema.Patterns;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.JsonSchema.Keywords;

/// <summary>A name that calls for other names.</summary>
internal readonly record struct NameDependency(int Name, int[] Needs);

/// <summary>All keywords for objects that look at names and members one by one, judged in one pass.</summary>
internal sealed class ObjectKeyword : Keyword
{
    // Sixty-four names fit one word on the stack; a schema with more takes an array for each object.
    private const int WordsOnStack = 4;

    public long MinProperties { get; init; }

    public long MaxProperties { get; init; } = long.MaxValue;

    /// <summary>All names that the schema mentions.</summary>
    public required string[] Names { get; init; }

    public required Utf8Names Table { get; init; }

    /// <summary>The schema of each name; null for names that are only required.</summary>
    public required SchemaNode?[] Properties { get; init; }

    public int[] Required { get; init; } = [];

    public NameDependency[] Dependencies { get; init; } = [];

    public string DependencyRule { get; init; } = "dependentRequired";

    public (SchemaPattern Pattern, SchemaNode Node)[] Patterns { get; init; } = [];

    public SchemaNode? Additional { get; init; }

    public SchemaNode? PropertyNames { get; init; }

    public override bool Evaluate(JsonElement value, EvaluationRun run, EvaluatedParts? parts)
    {
        var words = (Names.Length + 63) / 64;
        var seen = words <= WordsOnStack ? stackalloc ulong[WordsOnStack] : new ulong[words];
        if (words <= WordsOnStack)
        {
            seen.Clear();
        }

        var (valid, ordinal) = (true, 0);
        foreach (var member in value.EnumerateObject())
        {
            valid &= EvaluateMember(member, ordinal++, seen, run, parts);
            if (!valid && !run.Collecting)
            {
                return false;
            }
        }

        return valid & HasRightSize(value, ordinal, run) & HasRequired(value, seen, run) & HasDependencies(value, seen, run);
    }

    private static bool IsSeen(ReadOnlySpan<ulong> seen, int name) => (seen[name >> 6] & (1UL << name)) != 0;

    private bool EvaluateMember(in JsonProperty member, int ordinal, Span<ulong> seen, EvaluationRun run, EvaluatedParts? parts)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(member);
        var name = Table.Find(raw);
        SchemaNode? node = null;
        if (name >= 0)
        {
            seen[name >> 6] |= 1UL << name;
            node = Properties[name];
        }

        if (node is null && Patterns.Length == 0 && Additional is null && PropertyNames is null)
        {
            return true;
        }

        run.Enter(member);
        var valid = PropertyNames is null || IsNameAllowed(member, raw, run);
        var matched = node is not null;
        if (node is not null)
        {
            valid &= node.Evaluate(member.Value, run, null);
        }

        foreach (var (pattern, patternNode) in Patterns)
        {
            if (pattern.IsMatch(raw, run))
            {
                matched = true;
                valid &= patternNode.Evaluate(member.Value, run, null);
            }
        }

        if (!matched && Additional is not null)
        {
            matched = true;
            valid &= Additional.Always is false ? RefuseAdditional(member, run) : Additional.Evaluate(member.Value, run, null);
        }

        run.Leave();
        if (matched)
        {
            parts?.Mark(ordinal);
        }

        return valid;
    }

    private static bool RefuseAdditional(JsonProperty member, EvaluationRun run) =>
        run.Collecting && run.Report(member.Value, "additionalProperties", $"'{NameOf(member)}' is not a property that the contract knows.");

    private static string NameOf(JsonProperty member) => JsonText.Decode(JsonMarshal.GetRawUtf8PropertyName(member));

    // A name is not a value of the payload, so a string is made of it; the name's own escapes are valid in a string.
    private bool IsNameAllowed(JsonProperty member, ReadOnlySpan<byte> raw, EvaluationRun run)
    {
        var text = new byte[raw.Length + 2];
        text[0] = text[^1] = (byte)'"';
        raw.CopyTo(text.AsSpan(1));
        using var name = JsonDocument.Parse(text);
        return run.Try(PropertyNames!, name.RootElement, null)
            || (run.Collecting && run.Report(member.Value, "propertyNames", $"'{NameOf(member)}' is not allowed as a name."));
    }

    private bool HasRightSize(JsonElement value, int count, EvaluationRun run)
    {
        if (count >= MinProperties && count <= MaxProperties)
        {
            return true;
        }

        return run.Collecting && (count < MinProperties
            ? run.Report(value, "minProperties", $"There are {count} properties, fewer than the minimum of {MinProperties}.")
            : run.Report(value, "maxProperties", $"There are {count} properties, more than the maximum of {MaxProperties}."));
    }

    private bool HasRequired(JsonElement value, ReadOnlySpan<ulong> seen, EvaluationRun run)
    {
        var valid = true;
        foreach (var name in Required)
        {
            if (!IsSeen(seen, name))
            {
                valid = run.Collecting && run.Report(value, "required", $"'{Names[name]}' is missing.");
                if (!run.Collecting)
                {
                    return false;
                }
            }
        }

        return valid;
    }

    private bool HasDependencies(JsonElement value, ReadOnlySpan<ulong> seen, EvaluationRun run)
    {
        var valid = true;
        foreach (var dependency in Dependencies)
        {
            if (!IsSeen(seen, dependency.Name))
            {
                continue;
            }

            foreach (var name in dependency.Needs)
            {
                if (!IsSeen(seen, name))
                {
                    valid = run.Collecting
                        && run.Report(value, DependencyRule, $"'{Names[name]}' is missing, which '{Names[dependency.Name]}' calls for.");
                }
            }
        }

        return valid;
    }
}
