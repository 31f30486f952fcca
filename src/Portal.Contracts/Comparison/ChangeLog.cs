namespace Portal.Contracts.Comparison;

/// <summary>Gathers changes, at most <see cref="MaxChanges"/>; what comes after is summed up in one.</summary>
internal sealed class ChangeLog
{
    /// <summary>More are read by nobody.</summary>
    public const int MaxChanges = 1000;

    private const int MaxText = 300;

    private readonly List<ContractChange> _changes = [];
    private readonly HashSet<ContractChange> _known = [];
    private bool _isCut;

    /// <summary>The changes, with those that only people notice last.</summary>
    public IReadOnlyList<ContractChange> Changes => _changes;

    /// <summary>How many there are.</summary>
    public int Count => _changes.Count;

    /// <summary>Whether some change breaks producers.</summary>
    public bool BreaksProducers { get; private set; }

    /// <summary>Whether some change breaks consumers.</summary>
    public bool BreaksConsumers { get; private set; }

    /// <summary>Adds a change.</summary>
    public void Add(ContractChange change)
    {
        BreaksProducers |= change.BreaksProducers;
        BreaksConsumers |= change.BreaksConsumers;
        if (_isCut)
        {
            return;
        }

        if (_changes.Count >= MaxChanges)
        {
            _isCut = true;
            _changes.Add(new ContractChange(
                "", ContractChangeKind.CannotTell, true, true, null, null, $"There are more than {MaxChanges} changes; the rest is not listed and counts as breaking."));
            return;
        }

        var shown = change with { From = Cut(change.From), To = Cut(change.To) };
        if (_known.Add(shown))
        {
            _changes.Add(shown);
        }
    }

    /// <summary>Adds a change whose effect is not known.</summary>
    public void CannotTell(string path, string why, string? from = null, string? to = null) =>
        Add(new ContractChange(path, ContractChangeKind.CannotTell, true, true, from, to, why));

    private static string? Cut(string? text) => text is { Length: > MaxText } ? text[..MaxText] + "…" : text;
}
