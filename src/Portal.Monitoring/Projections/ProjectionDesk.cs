using Portal.Events.Log;

namespace Portal.Monitoring.Projections;

/// <summary>Reads how projections are doing from where they are saved, and lets stopped ones go on.</summary>
internal sealed class ProjectionDesk(IProjectionStore store, IEventLog log) : IProjections
{
    public async Task<IReadOnlyList<ProjectionStatus>> ListAsync(CancellationToken cancellationToken = default)
    {
        var head = await log.HeadAsync(cancellationToken);
        return
        [
            .. (await store.ListAsync(cancellationToken)).Select(row => ProjectionStatus.Of(row, head))
                .OrderBy(status => status.Failure is null).ThenBy(status => status.Progress).ThenBy(status => status.Name, StringComparer.Ordinal),
        ];
    }

    public async Task<bool> RestartAsync(string name, CancellationToken cancellationToken = default)
    {
        if ((await store.ListAsync(cancellationToken)).FirstOrDefault(row => row.Name == name) is not { Failure: not null })
        {
            return false;
        }

        await store.SetFailureAsync(name, null, cancellationToken);
        return true;
    }
}
