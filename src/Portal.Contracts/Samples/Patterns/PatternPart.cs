using System.Text;

namespace Portal.Contracts.Samples.Patterns;

/// <summary>A part of a regular expression, able to write a text that it matches.</summary>
internal abstract class PatternPart
{
    public abstract void Write(PatternText text);
}

/// <summary>The text being written, and how to choose.</summary>
/// <param name="random">Makes the choices; seeded.</param>
/// <param name="extra">How often more than the least to repeat what may be repeated.</param>
internal sealed class PatternText(Random random, int extra)
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<int, (int From, int To)> _groups = [];

    public Random Random { get; } = random;

    public int Extra { get; } = extra;

    public int Length => _text.Length;

    /// <summary>Whether writing goes on for nothing: the text is too long for a sample.</summary>
    public bool IsFull => _text.Length > SampleBudget.MaxLength;

    public void Append(string characters) => _text.Append(characters);

    public void Keep(int group, int from) => _groups[group] = (from, _text.Length);

    public string Group(int number) => _groups.TryGetValue(number, out var place) ? _text.ToString(place.From, place.To - place.From) : "";

    public override string ToString() => _text.ToString();
}

/// <summary>Characters as they stand.</summary>
internal sealed class LiteralPart(string characters) : PatternPart
{
    public override void Write(PatternText text) => text.Append(characters);
}

/// <summary>One character of a class, readable ones preferred.</summary>
/// <param name="members">Members of the class, the preferred ones first.</param>
/// <param name="preferred">How many are preferred.</param>
internal sealed class ClassPart(IReadOnlyList<string> members, int preferred) : PatternPart
{
    public override void Write(PatternText text) => text.Append(members[text.Random.Next(preferred > 0 ? preferred : members.Count)]);
}

/// <summary>One after the other.</summary>
internal sealed class SequencePart(IReadOnlyList<PatternPart> parts) : PatternPart
{
    public override void Write(PatternText text)
    {
        foreach (var part in parts)
        {
            part.Write(text);
        }
    }
}

/// <summary>One of several; the first while nothing speaks for another.</summary>
internal sealed class BranchPart(IReadOnlyList<PatternPart> branches) : PatternPart
{
    public override void Write(PatternText text) => branches[text.Random.Next(branches.Count)].Write(text);
}

/// <summary>Something several times.</summary>
internal sealed class RepeatPart(PatternPart part, long min, long max) : PatternPart
{
    public override void Write(PatternText text)
    {
        var count = Math.Min(max, min + text.Extra);
        for (var i = 0L; i < count && !text.IsFull; i++)
        {
            var before = text.Length;
            part.Write(text);
            if (text.Length == before)
            {
                // What writes nothing would do so again; nested, that takes exponential time.
                return;
            }
        }
    }
}

/// <summary>A group whose text may be asked for again.</summary>
internal sealed class GroupPart(PatternPart part, int number) : PatternPart
{
    public override void Write(PatternText text)
    {
        var from = text.Length;
        part.Write(text);
        text.Keep(number, from);
    }
}

/// <summary>What a group matched, once more.</summary>
internal sealed class BackReferencePart(int number) : PatternPart
{
    public override void Write(PatternText text) => text.Append(text.Group(number));
}
