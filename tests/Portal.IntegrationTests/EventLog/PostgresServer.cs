using Portal.IntegrationTests.EventLog;
using Portal.TestKit.Databases;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Portal.IntegrationTests.EventLog;

/// <summary>The PostgreSQL server that the run shares, started by the first test that needs it.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private TestPostgres? _server;

    /// <summary>An empty database. Without PostgreSQL on this machine the test is skipped, or fails where all must run.</summary>
    public async Task<ITestDatabase> CreateDatabaseAsync()
    {
        if (TestPostgres.Absence is { } absence)
        {
            Assert.SkipUnless(TestPostgres.IsRequired, absence);
            Assert.Fail(absence);
        }

        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _server ??= await TestPostgres.StartAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            _starting.Release();
        }

        return await _server.CreateDatabaseAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _starting.Dispose();
    }
}
