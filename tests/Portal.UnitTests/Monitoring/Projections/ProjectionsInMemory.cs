using Portal.Events;
using Portal.Events.Payloads;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Projections;

namespace Portal.UnitTests.Monitoring.Projections;

/// <summary>Projections saved in memory; a save can be made to fail.</summary>
internal sealed class ProjectionsInMemory : IProjectionStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ProjectionRow> _rows = [];

    /// <summary>Saves with this in them fail.</summary>
    public string? Poison { get; set; }

    public ProjectionRow? Find(string name)
    {
        lock (_lock)
        {
            return _rows.GetValueOrDefault(name);
        }
    }

    public void Put(ProjectionRow row)
    {
        lock (_lock)
        {
            _rows[row.Name] = row;
        }
    }

    public Task<IReadOnlyList<ProjectionRow>> ListAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<ProjectionRow>>([.. _rows.Values]);
        }
    }

    public Task<IReadOnlyList<ProjectionRow>> OpenAsync(IReadOnlyCollection<ProjectionRow> begins, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<ProjectionRow>>([.. begins.Select(row => _rows.TryAdd(row.Name, row) ? row : _rows[row.Name])]);
        }
    }

    public Task<IReadOnlySet<string>> SaveAsync(IReadOnlyList<ProjectionSave> saves, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (saves.Any(save => save.Name == Poison))
            {
                throw new IOException("The disk does not like it.");
            }

            HashSet<string> lost = [];
            foreach (var save in saves)
            {
                if (_rows.TryGetValue(save.Name, out var row) && row.Position == save.From && row.Failure is null)
                {
                    _rows[save.Name] = row with { Position = save.To, IsLive = save.IsLive, State = save.Output?.State ?? row.State };
                }
                else
                {
                    lost.Add(save.Name);
                }
            }

            return Task.FromResult<IReadOnlySet<string>>(lost);
        }
    }

    public Task SetFailureAsync(string name, string? failure, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _rows[name] = _rows[name] with { Failure = failure };
        }

        return Task.CompletedTask;
    }

    public Task RemoveAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            foreach (var name in names)
            {
                _rows.Remove(name);
            }
        }

        return Task.CompletedTask;
    }

    public Task TidyAsync(DateTimeOffset now, CancellationToken cancellationToken = default) => Task.CompletedTask;
}

/// <summary>Writes down the positions that it takes; fails at one of them.</summary>
internal sealed class Positions(string name, FeedId feed, long? failsAt = null) : IProjection
{
    private readonly List<long> _taken = [];

    public string Name => name;

    public IReadOnlyCollection<FeedId> Feeds => [feed];

    public IReadOnlyList<FieldPath> Paths => [];

    public bool IsChanged { get; private set; }

    public static string TextOf(ProjectionRow? row) => row?.State is { } state ? System.Text.Encoding.UTF8.GetString(state) : "";

    public void Restore(byte[]? state) => _taken.AddRange(
        state is null ? [] : System.Text.Encoding.UTF8.GetString(state).Split(',').Select(text => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture)));

    public void Apply(EntryView entry)
    {
        if (entry.Recorded.Position.Value == failsAt)
        {
            throw new InvalidOperationException("Not this one.");
        }

        _taken.Add(entry.Recorded.Position.Value);
        IsChanged = true;
    }

    public void Advance(DateTimeOffset now)
    {
        // Takes only entries.
    }

    public ProjectionOutput? TakeOutput(bool isDue)
    {
        var output = IsChanged ? new ProjectionOutput { State = System.Text.Encoding.UTF8.GetBytes(string.Join(',', _taken)) } : null;
        IsChanged = false;
        return output;
    }
}

internal sealed class WantedInMemory : IProjectionSource
{
    private volatile IReadOnlyList<WantedProjection> _wanted = [];

    public string Prefix => "p:";

    public void Want(params IEnumerable<WantedProjection> wanted) => _wanted = [.. wanted];

    public ValueTask<IReadOnlyList<WantedProjection>> ListAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(_wanted);
}
