using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Contracts.History;
using Portal.Catalogue.Dashboards;
using Portal.Catalogue.Dashboards.Reports;
using Portal.Catalogue.Domains;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Notifications;
using Portal.Catalogue.Parties;
using Portal.Catalogue.Readers;
using Portal.Catalogue.Requests;
using Portal.Catalogue.Requests.Delegation;
using Portal.Catalogue.Requests.Policy;
using Portal.Catalogue.Shares;
using Portal.FeedHost.Hub;
using Portal.Ingestion.Intake;
using Portal.Ingestion.Subscriptions;
using Portal.Ingestion.WebSub;
using Portal.Monitoring.Incidents;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Figures;
using Portal.Monitoring.Objectives;
using Portal.Monitoring.Processes;
using Portal.Monitoring.Projections;
using Portal.Monitoring.Rules;
using Portal.Storage.Access;
using Portal.Storage.Catalogue;
using Portal.Storage.Hub;
using Portal.Storage.Model;
using Portal.Storage.Monitoring;
using Portal.Storage.Subscriptions;

namespace Portal.Storage;

/// <summary>Puts the portal's state in a database.</summary>
public static class StorageServices
{
    // Within one process a change invalidates at once; what another process wrote is seen within this time.
    private static readonly SnapshotAge Shared = new(TimeSpan.FromSeconds(1));
    private static readonly SnapshotAge Alone = new(TimeSpan.MaxValue);

    /// <summary>Keeps everything in SQLite files in a folder, which is made when it is missing.</summary>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services, string folder)
    {
        Directory.CreateDirectory(folder);
        var catalogue = new SqliteConnectionStringBuilder { DataSource = CatalogueFile(folder), ForeignKeys = true };
        services.AddDbContextFactory<SqlitePortalDbContext>(options => options.UseSqlite(catalogue.ConnectionString).ConfigureWarnings(Quieten));
        services.AddSingleton<IDbContextFactory<PortalDbContext>, ContextFactory<SqlitePortalDbContext>>();
        return services.AddSingleton(Alone).AddStores();
    }

    /// <summary>The file of the catalogue on SQLite.</summary>
    public static string CatalogueFile(string folder) => Path.Combine(folder, "catalogue.db");

    /// <summary>The file of the event log on SQLite.</summary>
    public static string EventsFile(string folder) => Path.Combine(folder, "events.db");

    /// <summary>Keeps everything in a PostgreSQL database.</summary>
    public static IServiceCollection AddPostgresStorage(this IServiceCollection services, string connectionString)
    {
        services.AddDbContextFactory<PostgresPortalDbContext>(options => options.UseNpgsql(connectionString).ConfigureWarnings(Quieten));
        services.AddSingleton<IDbContextFactory<PortalDbContext>, ContextFactory<PostgresPortalDbContext>>();
        services.AddSingleton<INotificationSignals>(_ => new PostgresNotificationSignals(connectionString));
        return services.AddSingleton(Shared).AddStores();
    }

    /// <summary>Brings the catalogue's tables up to date. To be awaited before anything else uses them.</summary>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancellationToken = default)
    {
        var contexts = services.GetRequiredService<IDbContextFactory<PortalDbContext>>();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);

        // The framework's own lock needs a table that the first two nodes would both make.
        await AloneAsync(context, "portal_migrations", () => context.Database.MigrateAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Does what must be done before the portal serves, one node at a time: what is missing, the first one makes.</summary>
    public static async Task PrepareAloneAsync(IServiceProvider services, Func<Task> prepare, CancellationToken cancellationToken = default)
    {
        var contexts = services.GetRequiredService<IDbContextFactory<PortalDbContext>>();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await AloneAsync(context, "portal_preparation", prepare, cancellationToken);
    }

    // SQLite is of one process.
    private static async Task AloneAsync(PortalDbContext context, string name, Func<Task> work, CancellationToken cancellationToken)
    {
        if (!context.Database.IsNpgsql())
        {
            await work();
            return;
        }

        await context.Database.OpenConnectionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock(hashtext({name}))", cancellationToken);
        try
        {
            await work();
        }
        finally
        {
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock(hashtext({name}))", CancellationToken.None);
        }
    }

    // A taken name or an overtaken decision fails in the database by design; what is not expected is logged by its caller.
    private static void Quieten(WarningsConfigurationBuilder warnings) => warnings.Log(
        (CoreEventId.SaveChangesFailed, LogLevel.Debug),
        (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug),
        (RelationalEventId.CommandError, LogLevel.Debug));

    private static IServiceCollection AddStores(this IServiceCollection services) => services
        .AddScoped(provider => provider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext())
        .AddSingleton<CatalogueSnapshots>()
        .AddSingleton<IFeedStore, FeedStore>()
        .AddSingleton<IDomainStore, DomainStore>()
        .AddSingleton<IFeedUseStore, FeedUseStore>()
        .AddSingleton<IReaderFeedStore, ReaderFeedStore>()
        .AddSingleton<ContractStore>()
        .AddSingleton<IContractStore>(provider => provider.GetRequiredService<ContractStore>())
        .AddSingleton<ICurrentContracts>(provider => provider.GetRequiredService<ContractStore>())
        .AddSingleton<IDraftStore, DraftStore>()
        .AddSingleton<ICheckStore, CheckStore>()
        .AddSingleton<ISampleStore, SampleStore>()
        .AddSingleton<IRequestStore, RequestStore>()
        .AddSingleton<IPolicyStore, PolicyStore>()
        .AddSingleton<INotificationStore, NotificationStore>()
        .AddSingleton<IDeputyStore, DeputyStore>()
        .AddSingleton<IPeopleDirectory, PeopleDirectory>()
        .AddSingleton<IApiKeyStore, ApiKeyStore>()
        .AddSingleton<IDashboardStore, DashboardStore>()
        .AddSingleton<IReportStore, ReportStore>()
        .AddSingleton<IScoreCardShareStore, ScoreCardShareStore>()
        .AddSingleton<IAuditStore, AuditStore>()
        .AddSingleton<ITeamStore, TeamStore>()
        .AddSingleton<StatusWriter>()
        .AddSingleton<ISubscriptionStore, SubscriptionStore>()
        .AddSingleton<IPollHistory, PollHistoryStore>()
        .AddSingleton<IHubStore, HubStore>()
        .AddSingleton<IPushStore, PushStore>()
        .AddSingleton<IProjectionStore, ProjectionStore>()
        .AddSingleton<IKpiStore, KpiStore>()
        .AddSingleton<IProcessStore, ProcessStore>()
        .AddSingleton<IProcessMarks, ProcessMarks>()
        .AddSingleton<IObjectiveStore, ObjectiveStore>()
        .AddSingleton<IRuleStore, RuleStore>()
        .AddSingleton<IIncidentStore, IncidentStore>()
        .AddSingleton<IAlertChannels, AlertChannels>()
        .AddSingleton<IKpiBuckets, KpiBuckets>()
        .AddSingleton<IPortalSettings, PortalSettings>();

    private sealed class ContextFactory<TContext>(IDbContextFactory<TContext> inner) : IDbContextFactory<PortalDbContext>
        where TContext : PortalDbContext
    {
        public PortalDbContext CreateDbContext() => inner.CreateDbContext();
    }
}
