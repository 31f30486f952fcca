using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Catalogue.Dashboards;
using Portal.Storage.Catalogue;

namespace Portal.Storage.Model;

internal sealed class DashboardConfiguration : IEntityTypeConfiguration<Dashboard>
{
    public void Configure(EntityTypeBuilder<Dashboard> builder)
    {
        builder.ToTable("dashboards");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Id).HasMaxLength(64);
        builder.Property(d => d.Sharing).HasConversion<string>().HasMaxLength(16);
        builder.Property(d => d.Body).HasJson();
        builder.Property(d => d.Draft).HasJson();
        builder.Property(d => d.Edition).IsConcurrencyToken();
    }
}

internal sealed class DashboardVersionConfiguration : IEntityTypeConfiguration<DashboardVersion>
{
    public void Configure(EntityTypeBuilder<DashboardVersion> builder)
    {
        builder.ToTable("dashboard_versions");
        builder.HasKey(v => new { v.Dashboard, v.Number });
        builder.Property(v => v.Body).HasJson();
        builder.HasOne<Dashboard>().WithMany().HasForeignKey(v => v.Dashboard).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DashboardLinkConfiguration : IEntityTypeConfiguration<DashboardLink>
{
    public void Configure(EntityTypeBuilder<DashboardLink> builder)
    {
        builder.ToTable("dashboard_links");
        builder.HasKey(l => l.Id);
        builder.Property(l => l.Id).HasMaxLength(64);
        builder.Property(l => l.Hash).HasMaxLength(64);
        builder.HasIndex(l => l.Hash).IsUnique();
        builder.HasOne<Dashboard>().WithMany().HasForeignKey(l => l.Dashboard).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DashboardPinConfiguration : IEntityTypeConfiguration<DashboardPin>
{
    public void Configure(EntityTypeBuilder<DashboardPin> builder)
    {
        builder.ToTable("dashboard_pins");
        builder.HasKey(p => new { p.Person, p.Dashboard });
        builder.Property(p => p.Person).HasMaxLength(100);
        builder.HasOne<Dashboard>().WithMany().HasForeignKey(p => p.Dashboard).OnDelete(DeleteBehavior.Cascade);
    }
}
