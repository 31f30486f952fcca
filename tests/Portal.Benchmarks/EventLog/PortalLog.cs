using Microsoft.Extensions.DependencyInjection;
using Portal.Events.Log;
using Portal.Storage.EventLog;

namespace Portal.Benchmarks.EventLog;

/// <summary>The portal's event log as the portal registers it: everything that an append costs is in.</summary>
internal sealed class PortalLog : IContestant
{
    private readonly ServiceProvider _services;
    private readonly IEventLog _log;

    private PortalLog(ServiceProvider services) => (_services, _log) = (services, services.GetRequiredService<IEventLog>());

    public static async Task<PortalLog> OpenAsync(string file)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSqliteEventLog($"Data Source={file}").BuildServiceProvider();
        await services.GetRequiredService<IEventLogSetup>().EnsureCreatedAsync();
        return new PortalLog(services);
    }

    public async Task AppendAsync(SampleBatch batch)
    {
        var result = await _log.AppendAsync(batch.Batch);
        if (!result.Stored)
        {
            throw new InvalidOperationException("The event log refused a batch of new entries.");
        }
    }

    // Only new entries were appended: the newest position is their number.
    public async Task<long> CountAsync() => (await _log.HeadAsync()).Value;

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
