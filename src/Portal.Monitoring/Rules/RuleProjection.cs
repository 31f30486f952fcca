using Portal.Events;
using Portal.Events.Payloads;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Projections;

namespace Portal.Monitoring.Rules;

/// <summary>
/// Runs a rule over the log. Its state is saved when it has something to say and otherwise now and then: what lies between is read
/// again after a restart, and gives the same.
/// </summary>
internal sealed class RuleProjection(string name, int number, RuleDefinition rule, IRuleEvaluator evaluator, DateTimeOffset since) : IProjection
{
    // Of what comes again and again in one step nobody reads more than this. That it began and that it passed is always said.
    private const int MaxSignals = 200;

    private readonly RuleAlarms _alarms = new();
    private readonly List<RuleSignal> _signals = [];
    private DateTimeOffset _lastRaised;
    private bool _isRaised;
    private DateTimeOffset _reached;

    public string Name => name;

    public IReadOnlyCollection<FeedId> Feeds => evaluator.Feeds;

    public IReadOnlyList<FieldPath> Paths => evaluator.Paths;

    public bool IsChanged { get; private set; }

    public void Restore(byte[]? state)
    {
        if (state is null)
        {
            return;
        }

        var from = new StoredReader(state);
        _lastRaised = Time(ref from);
        _isRaised = from.ReadBoolean();
        _reached = Time(ref from);
        _alarms.Holds = from.ReadByte() switch { 0 => false, 1 => true, _ => null };
        evaluator.Load(ref from);
    }

    public void Apply(EntryView entry)
    {
        IsChanged = true;
        Advance(entry.Recorded.Received);
        evaluator.Apply(entry, _alarms);
        Take(entry.Recorded.Received);
    }

    public void Advance(DateTimeOffset now)
    {
        if (now <= _reached)
        {
            return;
        }

        _reached = now;
        evaluator.Advance(now, _alarms);
        Take(now);
    }

    public ProjectionOutput? TakeOutput(bool isDue)
    {
        if (_signals.Count == 0 && !(isDue && IsChanged))
        {
            return null;
        }

        var output = new ProjectionOutput { State = State(), Signals = [.. _signals] };
        _signals.Clear();
        IsChanged = false;
        return output;
    }

    /// <summary>Takes out what it has to say, without its state.</summary>
    public void Drain(List<RuleSignal> into)
    {
        into.AddRange(_signals);
        _signals.Clear();
    }

    private static DateTimeOffset Time(ref StoredReader from) => new(from.ReadInt64(), TimeSpan.Zero);

    private void Take(DateTimeOffset now)
    {
        foreach (var alarm in _alarms.Said)
        {
            if (alarm.HasPassed)
            {
                Pass(alarm.At);
                continue;
            }

            // However late this is looked at: what was quiet for long enough had passed before it came again.
            PassIfQuiet(alarm.At);

            // What happened before the rule was made is only what it learns from.
            if (alarm.At >= since && (rule.Hours is null || rule.Hours.IsOpen(alarm.At)))
            {
                if (!_isRaised || _signals.Count < MaxSignals)
                {
                    _signals.Add(new RuleSignal(number, Raised: true, alarm.At, alarm.Text, alarm.Feed, alarm.Position) { Safe = alarm.Safe });
                }

                (_isRaised, _lastRaised) = (true, alarm.At);
            }
        }

        IsChanged |= _alarms.Said.Count > 0;
        _alarms.Said.Clear();
        PassIfQuiet(now);
    }

    // A condition ends when it no longer holds; occurrences when none has come for a while.
    private void PassIfQuiet(DateTimeOffset now)
    {
        if (_alarms.Holds is null && rule.ResolveAfter is { } after && now - _lastRaised >= after)
        {
            Pass(_lastRaised + after);
        }
    }

    private void Pass(DateTimeOffset at)
    {
        if (_isRaised)
        {
            (_isRaised, IsChanged) = (false, true);
            _signals.Add(new RuleSignal(number, Raised: false, at, "It has passed"));
        }
    }

    private byte[] State()
    {
        using var stream = new MemoryStream();
        using var to = new BinaryWriter(stream);
        to.Write(_lastRaised.UtcTicks);
        to.Write(_isRaised);
        to.Write(_reached.UtcTicks);
        to.Write(_alarms.Holds switch { false => (byte)0, true => (byte)1, _ => (byte)2 });
        evaluator.Save(to);
        to.Flush();
        return stream.ToArray();
    }
}
