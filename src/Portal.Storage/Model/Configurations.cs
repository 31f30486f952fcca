using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Shares;
using Portal.Contracts.Comparison;
using Portal.Storage.Subscriptions;

namespace Portal.Storage.Model;

internal sealed class FeedConfiguration : IEntityTypeConfiguration<Feed>
{
    public void Configure(EntityTypeBuilder<Feed> builder)
    {
        builder.ToTable("feeds");
        builder.HasKey(f => f.Id);
        builder.Property(f => f.Tags).HasJson();
        builder.Property(f => f.Channel).HasJson();
        builder.Property(f => f.Source).HasJson();
        builder.Property(f => f.Retention).HasJson();
        builder.Property(f => f.Grants).HasJson();
        builder.Property(f => f.Visibility).HasConversion<string>().HasMaxLength(16);
        builder.Property(f => f.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(f => f.Details).HasJson().HasDefaultValueSql("'{}'");
        builder.Property(f => f.Revision).IsConcurrencyToken();
        builder.Property(f => f.Request).HasMaxLength(64);
        builder.Property(f => f.AttestedBy).HasMaxLength(256);
        builder.Ignore(f => f.TakesEntries);
        builder.Property(f => f.Compatibility).HasConversion<string>().HasMaxLength(24).HasDefaultValue(CompatibilityMode.None);
        builder.Ignore(f => f.IsBuiltIn);
        builder.Ignore(f => f.IsHosted);
    }
}

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("api_keys");
        builder.HasKey(k => k.Id);
        builder.Property(k => k.Id).HasMaxLength(64);
        builder.Property(k => k.Hash).HasMaxLength(64);
        builder.HasIndex(k => k.Hash).IsUnique();
        builder.Property(k => k.PreviousHash).HasMaxLength(64);
        builder.Property(k => k.Scopes).HasJson();
        builder.Property(k => k.Teams).HasJson();
        builder.Property(k => k.Roles).HasJson();
        builder.Property(k => k.Feeds).HasJson();
        builder.Property(k => k.Limits).HasJson();
    }
}

internal sealed class ScoreCardShareConfiguration : IEntityTypeConfiguration<ScoreCardShare>
{
    public void Configure(EntityTypeBuilder<ScoreCardShare> builder)
    {
        builder.ToTable("score_card_shares");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).HasMaxLength(64);
        builder.Property(s => s.Hash).HasMaxLength(64);
        builder.HasIndex(s => s.Hash).IsUnique();
        builder.HasOne<Feed>().WithMany().HasForeignKey(s => s.Feed).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PortalSettingConfiguration : IEntityTypeConfiguration<PortalSetting>
{
    public void Configure(EntityTypeBuilder<PortalSetting> builder)
    {
        builder.ToTable("settings");
        builder.HasKey(s => s.Name);
        builder.Property(s => s.Name).HasMaxLength(100);
    }
}

internal sealed class SubscriptionRowConfiguration : IEntityTypeConfiguration<SubscriptionRow>
{
    public void Configure(EntityTypeBuilder<SubscriptionRow> builder)
    {
        builder.ToTable("subscriptions");
        builder.HasKey(s => s.Feed);
        builder.HasOne<Feed>().WithOne().HasForeignKey<SubscriptionRow>(s => s.Feed).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PollRunRowConfiguration : IEntityTypeConfiguration<PollRunRow>
{
    public void Configure(EntityTypeBuilder<PollRunRow> builder)
    {
        builder.ToTable("subscription_polls");
        builder.HasKey(p => new { p.Feed, p.Number });
        builder.HasOne<Feed>().WithMany().HasForeignKey(p => p.Feed).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PushRowConfiguration : IEntityTypeConfiguration<PushRow>
{
    // No key to the feed: a hub is told to stop after the feed has gone.
    public void Configure(EntityTypeBuilder<PushRow> builder)
    {
        builder.ToTable("push_subscriptions");
        builder.HasKey(p => p.Token);
        builder.Property(p => p.Token).HasMaxLength(64);
    }
}
