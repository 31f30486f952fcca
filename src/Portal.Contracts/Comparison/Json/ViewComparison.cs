using Portal.Contracts.JsonSchema.Documents;

namespace Portal.Contracts.Comparison.Json;

/// <summary>
/// Compares what two schemas say of the same value, dimension by dimension: a schema is the conjunction of its keywords,
/// so the new one accepts all that the old one accepts when each of its keywords does.
/// </summary>
internal sealed class ViewComparison
{
    private const int MaxSteps = 20_000;
    private const int MaxViews = 200_000;
    private const int MaxDepth = 60;
    private const int MaxTrials = 4;

    private readonly ViewComparison? _parent;
    private readonly Effort _effort;
    private readonly HashSet<(string Old, string New)> _open = [];
    private readonly HashSet<(string Old, string New)> _unchanged = [];

    public ViewComparison(SchemaSide before, SchemaSide after, ChangeLog log)
        : this(before, after, log, null, new Effort())
    {
    }

    private ViewComparison(SchemaSide before, SchemaSide after, ChangeLog log, ViewComparison? parent, Effort effort)
    {
        (Before, After, Log, _parent, _effort) = (before, after, log, parent, effort);
        Sameness = parent?.Sameness ?? new SchemaSameness(before, after);
    }

    public SchemaSide Before { get; }

    public SchemaSide After { get; }

    public ChangeLog Log { get; }

    public SchemaSameness Sameness { get; }

    private int Trials => _parent is null ? 0 : _parent.Trials + 1;

    private bool IsSpent => Before.Views + After.Views > MaxViews;

    private int Depth => _open.Count + (_parent?.Depth ?? 0);

    /// <summary>
    /// Adds the changes between two views. A pair that is being compared already is a recursion, and adds nothing: it is
    /// unchanged if nothing else in the ring has changed.
    /// </summary>
    public void Compare(string path, SchemaView before, SchemaView after)
    {
        var pair = (before.Key, after.Key);
        if (IsOpen(pair) || _unchanged.Contains(pair))
        {
            return;
        }

        if (--_effort.Left < 0 || IsSpent || Depth >= MaxDepth)
        {
            Log.CannotTell(path, "The schemas are too large or too deep to be compared further.");
            return;
        }

        var earlier = Log.Count;
        _open.Add(pair);
        CompareKeywords(path, before, after);
        _open.Remove(pair);
        if (Log.Count == earlier)
        {
            _unchanged.Add(pair);
        }
    }

    /// <summary>Whom the difference between two views breaks, without adding changes.</summary>
    public (bool Producers, bool Consumers) Try(SchemaView before, SchemaView after)
    {
        // A trial of its own: what it assumed of the pairs that are open holds only if it succeeds.
        if (Trials >= MaxTrials || _effort.Left <= 0 || IsSpent)
        {
            return (true, true);
        }

        var log = new ChangeLog();
        new ViewComparison(Before, After, log, this, _effort).Compare("", before, after);
        return (log.BreaksProducers, log.BreaksConsumers);
    }

    /// <summary>Adds a limit that became stricter or looser.</summary>
    public void AddLimit(string path, ContractChangeKind tightened, bool isTighter, bool isRelevant, string? from, string? to, string what)
    {
        var kind = isTighter ? tightened : tightened + 1;
        var why = isTighter
            ? $"{what} is stricter: documents that were valid may be refused."
            : $"{what} is looser: consumers may get what they refused.";
        Log.Add(new ContractChange(path, kind, isTighter && isRelevant, !isTighter && isRelevant, from, to, why));
    }

    private void CompareKeywords(string path, SchemaView before, SchemaView after)
    {
        if (before.IsNever || after.IsNever)
        {
            CompareNever(path, before, after);
            return;
        }

        if (before.HasDynamicReference || after.HasDynamicReference)
        {
            Log.CannotTell(path, "A dynamic reference leads elsewhere depending on the way to it, and something in the schemas has changed.");
        }

        TypeChanges.Compare(this, path, before, after);
        NumberChanges.Compare(this, path, before, after);
        StringChanges.Compare(this, path, before, after);
        ObjectChanges.Compare(this, path, before, after);
        ArrayChanges.Compare(this, path, before, after);
        AlternativeChanges.Compare(this, path, before, after);
        ConditionChanges.Compare(this, path, before, after);
        NoteChanges.Compare(this, path, before, after);
    }

    private void CompareNever(string path, SchemaView before, SchemaView after)
    {
        if (before.IsNever && !after.IsNever)
        {
            Log.Add(new ContractChange(
                path, ContractChangeKind.Opened, false, true, "nothing", ValueWords.Of(after), "Nothing could stand here, and now something may: consumers refuse it."));
        }
        else if (after.IsNever && !before.IsNever)
        {
            Log.Add(new ContractChange(
                path, ContractChangeKind.Closed, true, false, ValueWords.Of(before), "nothing", "Something could stand here, and now nothing may: documents that have it are refused."));
        }
    }

    private bool IsOpen((string, string) pair) => _open.Contains(pair) || (_parent?.IsOpen(pair) ?? false);

    // What all trials may take together.
    private sealed class Effort
    {
        public int Left { get; set; } = MaxSteps;
    }
}
