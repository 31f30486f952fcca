using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Catalogue.Notifications;
using Portal.Catalogue.Requests.Delegation;
using Portal.Storage.Identity;

namespace Portal.Storage.Model;

// What a person was told, and how they wanted to be told, goes with them.
internal sealed class NotificationConfiguration : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.ToTable("notifications");
        builder.HasKey(n => n.Id);
        builder.Property(n => n.Id).HasMaxLength(64);
        builder.Property(n => n.Kind).HasConversion<string>().HasMaxLength(32);
        builder.Property(n => n.Topic).HasMaxLength(200);
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(n => n.Person).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(n => new { n.Person, n.Read });

        // Null where each time counts: both databases let any number of nulls be.
        builder.HasIndex(n => new { n.Person, n.Topic }).IsUnique();
    }
}

internal sealed class NotificationChoiceConfiguration : IEntityTypeConfiguration<NotificationChoice>
{
    public void Configure(EntityTypeBuilder<NotificationChoice> builder)
    {
        builder.ToTable("notification_choices");
        builder.HasKey(c => c.Person);
        builder.Property(c => c.FeedHash).HasMaxLength(64);
        builder.HasIndex(c => c.FeedHash).IsUnique();
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(c => c.Person).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class NotificationDeliveryConfiguration : IEntityTypeConfiguration<NotificationDelivery>
{
    public void Configure(EntityTypeBuilder<NotificationDelivery> builder)
    {
        builder.ToTable("notification_deliveries");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Id).HasMaxLength(64);
        builder.Property(d => d.Notification).HasMaxLength(64);
        builder.Property(d => d.Person).HasMaxLength(450);
        builder.Property(d => d.Way).HasConversion<string>().HasMaxLength(16);
        builder.Property(d => d.State).HasConversion<string>().HasMaxLength(16);
        builder.Ignore(d => d.Receiver);
        builder.HasIndex(d => new { d.State, d.NextAttempt });
        builder.HasOne<Notification>().WithMany().HasForeignKey(d => d.Notification).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DeputyshipConfiguration : IEntityTypeConfiguration<Deputyship>
{
    public void Configure(EntityTypeBuilder<Deputyship> builder)
    {
        builder.ToTable("deputies");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Id).HasMaxLength(64);
        builder.Property(d => d.PersonName).HasMaxLength(256);
        builder.Property(d => d.DeputyName).HasMaxLength(256);
        builder.HasIndex(d => d.To);
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(d => d.Person).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(d => d.Deputy).OnDelete(DeleteBehavior.Cascade);
    }
}
