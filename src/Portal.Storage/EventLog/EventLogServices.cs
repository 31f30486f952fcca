using Microsoft.Extensions.DependencyInjection;
using Portal.Events.Log;
using Portal.Monitoring.Metrics;
using Portal.Monitoring.Objectives;
using Portal.Storage.EventLog.Archives;
using Portal.Storage.EventLog.Indexing;
using Portal.Storage.EventLog.Postgres;
using Portal.Storage.EventLog.Sqlite;

namespace Portal.Storage.EventLog;

/// <summary>Registers the event log. <see cref="IEventLogSetup.EnsureCreatedAsync"/> is to be awaited before it is used.</summary>
public static class EventLogServices
{
    /// <summary>The log in a SQLite file, which is made when it is missing.</summary>
    public static IServiceCollection AddSqliteEventLog(this IServiceCollection services, string connectionString) =>
        services.AddSingleton<ILogDatabase>(_ => new SqliteLogDatabase(connectionString)).AddLog();

    /// <summary>The log in a PostgreSQL database.</summary>
    public static IServiceCollection AddPostgresEventLog(this IServiceCollection services, string connectionString) =>
        services.AddSingleton<ILogDatabase>(_ => new PostgresLogDatabase(connectionString)).AddLog();

    private static IServiceCollection AddLog(this IServiceCollection services) => services
        .AddSingleton<SqlEventLog>()
        .AddSingleton<IEventLog>(provider => provider.GetRequiredService<SqlEventLog>())
        .AddSingleton<IEventLogSetup>(provider => provider.GetRequiredService<SqlEventLog>())
        .AddSingleton<ILogPulse>(provider => provider.GetRequiredService<SqlEventLog>())
        .AddSingleton<IEventArchive, SqlEventArchive>()
        .AddSingleton<LogIndexer>()
        .AddHostedService(provider => provider.GetRequiredService<LogIndexer>())
        .AddSingleton<IThroughput, SqlThroughput>()
        .AddSingleton<ITypedThroughput, SqlTypedThroughput>()
        .AddSingleton<IObjectiveFigures, SqlObjectiveFigures>();
}
