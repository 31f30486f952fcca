using Portal.Contracts;
using Portal.Events.Entries;
using Portal.Events.Log;

namespace Portal.Catalogue.Contracts.History;

/// <summary>Adds up what a contract says of one entry after another.</summary>
public sealed class HistoryTally(HistoryQuestion question)
{
    // Beyond it no further place is ranked: a contract that finds something else in every entry would fill the memory.
    private const int MaxPlaces = 2_000;

    private readonly Dictionary<(string Path, string? Rule), (int Entries, long Example, string Message)> _places = [];
    private readonly List<FailingEntry> _entries = [];
    private int _read;
    private int _judged;
    private int _failing;
    private int _newlyFailing;
    private int _newlyValid;
    private DateTimeOffset? _back;

    /// <summary>How many entries were read.</summary>
    public int Read => _read;

    /// <summary>Whether the most entries were read before the time in question was reached.</summary>
    public bool IsCut { get; set; }

    /// <summary>Takes an entry, the newest first.</summary>
    public void Add(RecordedEntry recorded)
    {
        _read++;
        _back = recorded.Received;
        if (!question.Concerns(recorded.Entry))
        {
            return;
        }

        _judged++;
        // Findings are kept and shown to all who read the feed: none of them quotes a private value.
        var violations = PayloadCheck.Validate(recorded.Entry.Content, question.Contract)
            .Select(violation => question.Masks.Aggregate(violation, (shown, mask) => mask.Apply(shown))).ToList();
        if (violations.Count == 0)
        {
            _newlyValid += recorded.Verdict.Conformance == Conformance.Invalid ? 1 : 0;
            return;
        }

        _failing++;
        _newlyFailing += recorded.Verdict.Conformance == Conformance.Invalid ? 0 : 1;
        Rank(recorded, violations);
        if (_entries.Count < HistoryFindings.MaxEntries)
        {
            _entries.Add(new FailingEntry(
                recorded.Position.Value, recorded.Entry.Id, recorded.Received, recorded.Verdict.Conformance, violations[0].Message));
        }
    }

    /// <summary>What was found so far.</summary>
    public HistoryFindings Sum() => new()
    {
        Read = _read,
        Judged = _judged,
        Failing = _failing,
        NewlyFailing = _newlyFailing,
        NewlyValid = _newlyValid,
        Back = _back,
        IsCut = IsCut,
        Paths = [.. _places.OrderByDescending(place => place.Value.Entries).ThenBy(place => place.Key.Path, StringComparer.Ordinal)
            .Take(HistoryFindings.MaxPaths)
            .Select(place => new BrokenPath(place.Key.Path, place.Key.Rule, place.Value.Entries, place.Value.Example, place.Value.Message))],
        Entries = [.. _entries],
    };

    // An entry counts once for a place, however many of its items break it.
    private void Rank(RecordedEntry recorded, IReadOnlyList<Violation> violations)
    {
        foreach (var violation in violations.DistinctBy(v => (ViolationPath.Generalise(v.Path), v.Rule)))
        {
            var place = (ViolationPath.Generalise(violation.Path), violation.Rule);
            if (_places.TryGetValue(place, out var known))
            {
                _places[place] = known with { Entries = known.Entries + 1 };
            }
            else if (_places.Count < MaxPlaces)
            {
                _places[place] = (1, recorded.Position.Value, violation.Message);
            }
        }
    }
}
