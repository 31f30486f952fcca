using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
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
using Portal.Catalogue.Shares;
using Portal.Events;
using Portal.FeedHost.Hub;
using Portal.Monitoring.Incidents;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Objectives;
using Portal.Monitoring.Processes;
using Portal.Monitoring.Rules;
using Portal.Storage.Catalogue;
using Portal.Storage.Cluster;
using Portal.Storage.Identity;
using Portal.Storage.Monitoring;
using Portal.Storage.Subscriptions;

namespace Portal.Storage.Model;

/// <summary>
/// The catalogue, the requests, the people and the state of subscriptions. The event log is not in here: it has
/// tables and statements of its own.
/// </summary>
public abstract class PortalDbContext(DbContextOptions options) : IdentityDbContext<PortalUser>(options), IDataProtectionKeyContext
{
    /// <summary>The keys that cookies and stored secrets are encrypted with, where several nodes share them.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    internal DbSet<MemberRow> ClusterMembers => Set<MemberRow>();

    internal DbSet<MembershipRow> ClusterMembership => Set<MembershipRow>();

    internal DbSet<Feed> Feeds => Set<Feed>();

    internal DbSet<DomainTerm> DomainTerms => Set<DomainTerm>();

    internal DbSet<ReaderFeed> ReaderFeeds => Set<ReaderFeed>();

    internal DbSet<FeedUse> FeedUses => Set<FeedUse>();

    internal DbSet<ContractVersion> ContractVersions => Set<ContractVersion>();

    internal DbSet<StoredDraft> ContractDrafts => Set<StoredDraft>();

    internal DbSet<ChosenSample> ContractSamples => Set<ChosenSample>();

    internal DbSet<CheckRun> ContractChecks => Set<CheckRun>();

    internal DbSet<FeedRequest> Requests => Set<FeedRequest>();

    internal DbSet<PolicyApprovals> PolicyApprovals => Set<PolicyApprovals>();

    internal DbSet<Notification> Notifications => Set<Notification>();

    internal DbSet<NotificationChoice> NotificationChoices => Set<NotificationChoice>();

    internal DbSet<NotificationDelivery> NotificationDeliveries => Set<NotificationDelivery>();

    internal DbSet<Deputyship> Deputies => Set<Deputyship>();

    internal DbSet<ScoreCardShare> ScoreCardShares => Set<ScoreCardShare>();

    internal DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    internal DbSet<SubscriptionRow> Subscriptions => Set<SubscriptionRow>();

    internal DbSet<PollRunRow> PollRuns => Set<PollRunRow>();

    internal DbSet<HubSubscription> HubSubscriptions => Set<HubSubscription>();

    internal DbSet<HubIntent> HubIntents => Set<HubIntent>();

    internal DbSet<DeadLetter> DeadLetters => Set<DeadLetter>();

    internal DbSet<PushRow> Pushes => Set<PushRow>();

    internal DbSet<Dashboard> Dashboards => Set<Dashboard>();

    internal DbSet<DashboardVersion> DashboardVersions => Set<DashboardVersion>();

    internal DbSet<DashboardLink> DashboardLinks => Set<DashboardLink>();

    internal DbSet<DashboardPin> DashboardPins => Set<DashboardPin>();

    internal DbSet<DashboardReport> Reports => Set<DashboardReport>();

    internal DbSet<ReportDelivery> ReportDeliveries => Set<ReportDelivery>();

    internal DbSet<Kpi> Kpis => Set<Kpi>();

    internal DbSet<KpiVersion> KpiVersions => Set<KpiVersion>();

    internal DbSet<BusinessProcess> Processes => Set<BusinessProcess>();

    internal DbSet<ProcessMarkRow> ProcessMarks => Set<ProcessMarkRow>();

    internal DbSet<KpiBucketRow> KpiBuckets => Set<KpiBucketRow>();

    internal DbSet<FeedObjective> Objectives => Set<FeedObjective>();

    internal DbSet<AvailabilityHour> AvailabilityHours => Set<AvailabilityHour>();

    internal DbSet<AlertRule> Rules => Set<AlertRule>();

    internal DbSet<Incident> Incidents => Set<Incident>();

    internal DbSet<AlertMark> AlertMarks => Set<AlertMark>();

    internal DbSet<MaintenanceWindow> Maintenance => Set<MaintenanceWindow>();

    internal DbSet<AlertChannel> AlertChannels => Set<AlertChannel>();

    internal DbSet<AlertDelivery> AlertDeliveries => Set<AlertDelivery>();

    internal DbSet<ProjectionRecord> Projections => Set<ProjectionRecord>();
    internal DbSet<Team> Teams => Set<Team>();

    internal DbSet<AuditRecord> Audit => Set<AuditRecord>();

    internal DbSet<PortalSetting> Settings => Set<PortalSetting>();

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<FeedId>().HaveConversion<FeedIdConverter>().HaveMaxLength(FeedId.MaxLength);
        configurationBuilder.Properties<SemanticVersion>().HaveConversion<SemanticVersionConverter>().HaveMaxLength(32);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PortalDbContext).Assembly);
    }
}

/// <summary>The model on SQLite.</summary>
public sealed class SqlitePortalDbContext(DbContextOptions<SqlitePortalDbContext> options) : PortalDbContext(options);

/// <summary>The model on PostgreSQL.</summary>
public sealed class PostgresPortalDbContext(DbContextOptions<PostgresPortalDbContext> options) : PortalDbContext(options);
