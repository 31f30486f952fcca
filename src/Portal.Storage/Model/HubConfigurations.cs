using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Catalogue.Feeds;
using Portal.FeedHost.Hub;

namespace Portal.Storage.Model;

internal sealed class HubSubscriptionConfiguration : IEntityTypeConfiguration<HubSubscription>
{
    public void Configure(EntityTypeBuilder<HubSubscription> builder)
    {
        builder.ToTable("hub_subscriptions");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).HasMaxLength(64);
        builder.Property(s => s.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(s => s.Terms).HasJson();
        builder.Property(s => s.Progress).HasJson();
        builder.HasOne<Feed>().WithMany().HasForeignKey(s => s.Feed).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class HubIntentConfiguration : IEntityTypeConfiguration<HubIntent>
{
    public void Configure(EntityTypeBuilder<HubIntent> builder)
    {
        builder.ToTable("hub_intents");
        builder.HasKey(i => i.Id);
        builder.Property(i => i.Id).HasMaxLength(64);
        builder.HasOne<Feed>().WithMany().HasForeignKey(i => i.Feed).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DeadLetterConfiguration : IEntityTypeConfiguration<DeadLetter>
{
    public void Configure(EntityTypeBuilder<DeadLetter> builder)
    {
        builder.ToTable("hub_dead_letters");
        builder.HasKey(l => l.Id);
        builder.Property(l => l.Id).HasMaxLength(64);
        builder.HasIndex(l => l.Feed);
        builder.HasOne<HubSubscription>().WithMany().HasForeignKey(l => l.Subscription).OnDelete(DeleteBehavior.Cascade);
    }
}
