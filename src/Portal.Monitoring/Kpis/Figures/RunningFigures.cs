using System.Collections.Concurrent;
using Portal.Monitoring.Projections;

namespace Portal.Monitoring.Kpis.Figures;

/// <summary>
/// The running figures of KPIs for many who watch them: each is worked out once, whoever asks, until its projection has saved again or a
/// second is over, by which windows move on.
/// </summary>
public sealed class RunningFigures(KpiFigures figures, IProjectionWatches watches, TimeProvider time)
{
    /// <summary>The most that are remembered; beyond, all are worked out anew.</summary>
    public const int MaxRemembered = 4000;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, Shared> _shared = new();

    /// <summary>The figure of the running window, and that of the window before it: no older than what was told of last.</summary>
    /// <param name="kpi">The KPI.</param>
    /// <param name="cancellationToken">Ends the wait; others may wait for the same.</param>
    public Task<KpiCurrent> ReadAsync(Kpi kpi, CancellationToken cancellationToken = default)
    {
        // Asked before the figure is read: what is saved during the read may be missing in it, and moves the number after it.
        var save = watches.LastSaveOf(kpi.Projection);
        if (_shared.TryGetValue(kpi.Projection, out var known) && known.Save == save && time.GetElapsedTime(known.At) < Fresh && !known.HasFailed)
        {
            return known.Figure.Value.WaitAsync(cancellationToken);
        }

        if (_shared.Count >= MaxRemembered)
        {
            _shared.Clear();
        }

        var next = new Shared(save, time.GetTimestamp(), new Lazy<Task<KpiCurrent>>(() => figures.CurrentAsync(kpi.Number, kpi.Definition, CancellationToken.None)));
        var shared = known is null ? _shared.GetOrAdd(kpi.Projection, next) : _shared.TryUpdate(kpi.Projection, next, known) ? next : _shared.GetValueOrDefault(kpi.Projection, next);

        // Somebody else's that began before the save known here may lack what was saved.
        return (shared.Save >= save ? shared : next).Figure.Value.WaitAsync(cancellationToken);
    }

    private sealed record Shared(long Save, long At, Lazy<Task<KpiCurrent>> Figure)
    {
        public bool HasFailed => Figure is { IsValueCreated: true, Value.IsFaulted: true };
    }
}
