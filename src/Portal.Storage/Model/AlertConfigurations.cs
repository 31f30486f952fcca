using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Monitoring.Incidents;
using Portal.Monitoring.Rules;
using Portal.Storage.Monitoring;

namespace Portal.Storage.Model;

internal sealed class AlertRuleConfiguration : IEntityTypeConfiguration<AlertRule>
{
    public void Configure(EntityTypeBuilder<AlertRule> builder)
    {
        builder.ToTable("alert_rules");
        builder.HasKey(r => r.Number);
        builder.Property(r => r.Id).HasMaxLength(64);
        builder.HasIndex(r => r.Id).IsUnique();
        builder.Property(r => r.Definition).HasJson();
        builder.Property(r => r.Severity).HasConversion<int>();
    }
}

internal sealed class IncidentConfiguration : IEntityTypeConfiguration<Incident>
{
    // No key to the rule: what has happened stays when the rule goes.
    public void Configure(EntityTypeBuilder<Incident> builder)
    {
        builder.ToTable("incidents");
        builder.HasKey(i => i.Number);
        builder.Property(i => i.Feeds).HasJson();
        builder.Property(i => i.Alarms).HasJson();
        builder.Property(i => i.History).HasJson();
        builder.Property(i => i.Severity).HasConversion<int>();
        builder.Property(i => i.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(i => i.Version).IsConcurrencyToken();
        builder.HasIndex(i => new { i.Rule, i.State });
        builder.HasIndex(i => i.State);
    }
}

internal sealed class AlertMarkConfiguration : IEntityTypeConfiguration<AlertMark>
{
    public void Configure(EntityTypeBuilder<AlertMark> builder)
    {
        builder.ToTable("alert_marks");
        builder.HasKey(m => new { m.Rule, m.At, m.Hash });
        builder.Property(m => m.Rule).HasColumnName("rule");
        builder.Property(m => m.At).HasColumnName("at");
        builder.Property(m => m.Hash).HasColumnName("hash");
    }
}

internal sealed class MaintenanceWindowConfiguration : IEntityTypeConfiguration<MaintenanceWindow>
{
    public void Configure(EntityTypeBuilder<MaintenanceWindow> builder)
    {
        builder.ToTable("maintenance_windows");
        builder.HasKey(w => w.Id);
        builder.Property(w => w.Id).HasMaxLength(64);
        builder.Property(w => w.Feeds).HasJson();
    }
}

internal sealed class AlertChannelConfiguration : IEntityTypeConfiguration<AlertChannel>
{
    public void Configure(EntityTypeBuilder<AlertChannel> builder)
    {
        builder.ToTable("alert_channels");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).HasMaxLength(64);
        builder.Property(c => c.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(c => c.AtLeast).HasConversion<int>();
    }
}

internal sealed class AlertDeliveryConfiguration : IEntityTypeConfiguration<AlertDelivery>
{
    public void Configure(EntityTypeBuilder<AlertDelivery> builder)
    {
        builder.ToTable("alert_deliveries");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Id).HasMaxLength(64);
        builder.Property(d => d.Channel).HasMaxLength(64);
        builder.Ignore(d => d.Receiver);
        builder.Property(d => d.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(d => d.News).HasConversion<string>().HasMaxLength(16);
        builder.HasIndex(d => new { d.State, d.NextAttempt });
        builder.HasOne<AlertChannel>().WithMany().HasForeignKey(d => d.Channel).OnDelete(DeleteBehavior.Cascade);
    }
}
