using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Catalogue.Dashboards;
using Portal.Catalogue.Dashboards.Reports;

namespace Portal.Storage.Model;

internal sealed class DashboardReportConfiguration : IEntityTypeConfiguration<DashboardReport>
{
    public void Configure(EntityTypeBuilder<DashboardReport> builder)
    {
        builder.ToTable("dashboard_reports");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).HasMaxLength(64);
        builder.Property(r => r.Schedule).HasJson();
        builder.Property(r => r.Recipients).HasJson();
        builder.HasIndex(r => r.Next);
        builder.HasOne<Dashboard>().WithMany().HasForeignKey(r => r.Dashboard).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ReportDeliveryConfiguration : IEntityTypeConfiguration<ReportDelivery>
{
    // No key to the report: what was sent stays to be seen when nothing more is.
    public void Configure(EntityTypeBuilder<ReportDelivery> builder)
    {
        builder.ToTable("dashboard_report_deliveries");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Id).HasMaxLength(64);
        builder.Property(d => d.Report).HasMaxLength(64);
        builder.Property(d => d.Person).HasMaxLength(450);
        builder.Property(d => d.State).HasConversion<string>().HasMaxLength(16);
        builder.Ignore(d => d.Receiver);
        builder.HasIndex(d => new { d.State, d.NextAttempt });

        // Once a period and reader, whatever happens.
        builder.HasIndex(d => new { d.Report, d.Due, d.Person }).IsUnique();
        builder.HasOne<Dashboard>().WithMany().HasForeignKey(d => d.Dashboard).OnDelete(DeleteBehavior.Cascade);
    }
}
