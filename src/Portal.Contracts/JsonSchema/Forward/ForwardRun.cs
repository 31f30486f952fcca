using System.Runtime.CompilerServices;
using System.Text.Json;
using Portal.Contracts.JsonSchema.Evaluation;

namespace Portal.Contracts.JsonSchema.Forward;

/// <summary>
/// One reading of one payload: what it has taken so far, and the texts that may not come again. A payload that goes beyond its
/// bounds is left to the complete judgement, whose own bounds are far wider.
/// </summary>
/// <param name="payload">The payload.</param>
/// <param name="stepsEach">What each schema counts for: references on the way to it are none of their own here, but are elsewhere.</param>
internal ref struct ForwardRun(ReadOnlySpan<byte> payload, int stepsEach)
{
    /// <summary>The most texts that are remembered at once: names of open objects that the schema does not know, items that are to differ.</summary>
    private const int MaxTexts = 128;

    // A tenth of what the complete judgement allows itself.
    private const int MaxSteps = 500_000;

    // Schemas within schemas on the way to a value. Their frames take some hundred bytes each.
    private const int MaxDepth = 256;

    private readonly ReadOnlySpan<byte> _payload = payload;
    private RememberedTexts _texts;
    private int _steps;
    private int _depth;

    /// <summary>How many texts are remembered: the mark that <see cref="Forget"/> goes back to.</summary>
    public int Mark { get; private set; }

    /// <summary>Counts a schema, a level deeper; false when it is too many or too deep.</summary>
    public bool StepIn()
    {
        _steps += stepsEach;
        _depth += stepsEach;
        return _steps <= MaxSteps && _depth <= MaxDepth && ((_depth & 7) != 0 || RuntimeHelpers.TryEnsureSufficientExecutionStack());
    }

    public void StepOut() => _depth -= stepsEach;

    public void Forget(int mark) => Mark = mark;

    /// <summary>Remembers a text without escapes; false when it came since the mark, or when there are too many.</summary>
    /// <param name="start">Where in the payload it begins.</param>
    /// <param name="text">The text.</param>
    /// <param name="since">The mark.</param>
    public bool IsNew(int start, ReadOnlySpan<byte> text, int since)
    {
        for (var i = since; i < Mark; i++)
        {
            if (_texts[i].Length == text.Length && _payload.Slice(_texts[i].Start, text.Length).SequenceEqual(text))
            {
                return false;
            }
        }

        if (Mark == MaxTexts)
        {
            return false;
        }

        _texts[Mark++] = (start, text.Length);
        return true;
    }

    /// <summary>Judges a value that has to be read once more after this: the reader stays where it is.</summary>
    public Verdict Try(ForwardNode node, Utf8JsonReader reader)
    {
        var (depth, mark) = (_depth, Mark);
        var verdict = node.Judge(ref reader, ref this);
        (_depth, Mark) = (depth, mark);
        return verdict;
    }

    [InlineArray(MaxTexts)]
    private struct RememberedTexts
    {
        private (int Start, int Length) _first;
    }
}
