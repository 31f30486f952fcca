using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Requests;
using Portal.Events;
using Portal.FeedHost.Hub;
using Portal.Storage.Cluster;
using Portal.Storage.Identity;
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

    internal DbSet<ContractVersion> ContractVersions => Set<ContractVersion>();

    internal DbSet<FeedRequest> Requests => Set<FeedRequest>();

    internal DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    internal DbSet<SubscriptionRow> Subscriptions => Set<SubscriptionRow>();

    internal DbSet<HubSubscription> HubSubscriptions => Set<HubSubscription>();

    internal DbSet<HubIntent> HubIntents => Set<HubIntent>();

    internal DbSet<DeadLetter> DeadLetters => Set<DeadLetter>();

    internal DbSet<PushRow> Pushes => Set<PushRow>();

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
