using System.Text;
using Portal.Events;
using Portal.Events.Payloads;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Projections;
using Portal.Monitoring.Rules;
using Portal.Monitoring.Rules.Evaluators;

namespace Portal.Monitoring.Processes;

/// <summary>
/// Follows a process through the log. It has no state: that a step happened to a key is a mark, of several the earliest counts, and
/// so a step that is read again, late or out of order gives the same.
/// </summary>
internal sealed class ProcessProjection(string name, int number, ProcessDefinition definition) : IProjection
{
    private static readonly byte[] NoState = [];

    private readonly StepPlan _steps = new([.. definition.Steps.Select(step => new RuleStep(step.Feed, step.Key, step.Where))]);

    // Bounded by how many entries are read between two saves.
    private readonly Dictionary<(string Key, int Step), ProcessMark> _marks = [];

    public string Name => name;

    public IReadOnlyCollection<FeedId> Feeds => _steps.Feeds;

    public IReadOnlyList<FieldPath> Paths => _steps.Paths;

    public bool IsChanged => _marks.Count > 0;

    public void Restore(byte[]? state)
    {
        // All that it knows is in its marks.
    }

    public void Apply(EntryView entry)
    {
        for (var step = 0; step < _steps.Count; step++)
        {
            if (_steps.KeyOf(entry, step) is not { Length: > 0 } found)
            {
                continue;
            }

            var key = Storable(found);
            var mark = new ProcessMark(number, key, step, EventTime.Of(entry.Recorded), entry.Recorded.Position);
            if (!_marks.TryGetValue((key, step), out var known) || mark.At < known.At)
            {
                _marks[(key, step)] = mark;
            }
        }
    }

    // Half characters and nulls, which payloads can hold and databases cannot, all become the same sign.
    private static string Storable(string key) =>
        key.Contains('\0', StringComparison.Ordinal) || key.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
            ? string.Concat(key.EnumerateRunes().Select(rune => rune.Value == 0 ? Rune.ReplacementChar.ToString() : rune.ToString()))
            : key;

    public void Advance(DateTimeOffset now)
    {
        // What is stuck is worked out when somebody looks.
    }

    public ProjectionOutput? TakeOutput(bool isDue)
    {
        if (_marks.Count == 0)
        {
            return null;
        }

        var output = new ProjectionOutput { State = NoState, Marks = [.. _marks.Values] };
        _marks.Clear();
        return output;
    }
}

/// <summary>A projection for each process, over what is kept of the log.</summary>
internal sealed class ProcessProjections(IProcessStore store, TimeProvider time) : IProjectionSource
{
    public string Prefix => BusinessProcess.ProjectionPrefix;

    public async ValueTask<IReadOnlyList<WantedProjection>> ListAsync(CancellationToken cancellationToken = default) =>
    [
        .. (await store.ListAsync(cancellationToken)).Select(process => new WantedProjection(
            process.Projection, () => new ProcessProjection(process.Projection, process.Number, process.Definition), time.GetUtcNow() - IProcessMarks.Kept)),
    ];
}
