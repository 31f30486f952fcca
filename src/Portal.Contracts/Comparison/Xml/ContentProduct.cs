using System.Xml;

namespace Portal.Contracts.Comparison.Xml;

/// <summary>
/// Two content models run side by side over every sequence of elements: where one goes on and the other cannot, a
/// document of the one is refused by the other.
/// </summary>
internal sealed class ContentProduct(ContentModels before, ContentModels after)
{
    private const int MaxStates = 3_000;
    private const int MaxSteps = 100_000;

    private readonly HashSet<(int, int)> _seen = [];
    private readonly Queue<(ContentNode Old, ContentNode New)> _waiting = new();

    /// <summary>What the old model takes and the new one does not, in words; null when there is nothing.</summary>
    public string? BreaksProducers { get; private set; }

    /// <summary>What the new model takes and the old one does not, in words; null when there is nothing.</summary>
    public string? BreaksConsumers { get; private set; }

    /// <summary>The leaves that let in the same element, by its name.</summary>
    public HashSet<(XmlQualifiedName Name, ContentLeaf Old, ContentLeaf New)> Pairs { get; } = [];

    /// <summary>Runs; false when the models are too large.</summary>
    public bool Run(ContentNode old, ContentNode next, IReadOnlyCollection<XmlQualifiedName> names)
    {
        var steps = MaxSteps;
        Enqueue(old, next);
        while (_waiting.TryDequeue(out var state))
        {
            End(state.Old, state.New);
            foreach (var name in names)
            {
                if (--steps < 0 || _seen.Count > MaxStates)
                {
                    return false;
                }

                Step(state.Old, state.New, name);
            }
        }

        return true;
    }

    private void End(ContentNode old, ContentNode next)
    {
        BreaksProducers ??= old.MayEnd && !next.MayEnd ? "the end, where more is needed now" : null;
        BreaksConsumers ??= next.MayEnd && !old.MayEnd ? "the end, where more was needed" : null;
    }

    private void Step(ContentNode old, ContentNode next, XmlQualifiedName name)
    {
        List<ContentLeaf> olds = [], news = [];
        var (oldRest, newRest) = (before.After(old, name, olds), after.After(next, name, news));
        var (goesOn, alsoGoesOn) = (oldRest.Shape != ContentShape.Never, newRest.Shape != ContentShape.Never);
        BreaksProducers ??= goesOn && !alsoGoesOn ? $"'{name.Name}' at a place where it is refused now" : null;
        BreaksConsumers ??= alsoGoesOn && !goesOn ? $"'{name.Name}' at a place where it was refused" : null;
        if (!goesOn || !alsoGoesOn)
        {
            return;
        }

        foreach (var left in olds)
        {
            Pairs.UnionWith(news.Select(right => (name, left, right)));
        }

        Enqueue(oldRest, newRest);
    }

    private void Enqueue(ContentNode old, ContentNode next)
    {
        if (_seen.Add((old.Number, next.Number)))
        {
            _waiting.Enqueue((old, next));
        }
    }
}
