using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Processes;
using Portal.Storage.Monitoring;

namespace Portal.Storage.Model;

internal sealed class KpiConfiguration : IEntityTypeConfiguration<Kpi>
{
    public void Configure(EntityTypeBuilder<Kpi> builder)
    {
        builder.ToTable("kpis");
        builder.HasKey(k => k.Number);
        builder.Property(k => k.Id).HasMaxLength(64);
        builder.HasIndex(k => k.Id).IsUnique();
        builder.Property(k => k.Definition).HasJson();
        builder.Property(k => k.Goal).HasJson();
        builder.Ignore(k => k.Projection);
    }
}

internal sealed class KpiVersionConfiguration : IEntityTypeConfiguration<KpiVersion>
{
    public void Configure(EntityTypeBuilder<KpiVersion> builder)
    {
        builder.ToTable("kpi_versions");
        builder.HasKey(v => new { v.Kpi, v.Version });
        builder.Property(v => v.Definition).HasJson();
        builder.HasOne<Kpi>().WithMany().HasForeignKey(v => v.Kpi).OnDelete(DeleteBehavior.Cascade);
    }
}

// Written by statements of their own, many rows at a time: their columns have plain names.
internal sealed class ProjectionConfiguration : IEntityTypeConfiguration<ProjectionRecord>
{
    public void Configure(EntityTypeBuilder<ProjectionRecord> builder)
    {
        builder.ToTable("projections");
        builder.HasKey(p => p.Name);
        builder.Property(p => p.Name).HasColumnName("name").HasMaxLength(100);
        builder.Property(p => p.Position).HasColumnName("position");
        builder.Property(p => p.Goal).HasColumnName("goal");
        builder.Property(p => p.IsLive).HasColumnName("is_live");
        builder.Property(p => p.State).HasColumnName("state");
        builder.Property(p => p.Failure).HasColumnName("failure");
        builder.Property(p => p.Changed).HasColumnName("changed");
    }
}

internal sealed class KpiBucketConfiguration : IEntityTypeConfiguration<KpiBucketRow>
{
    public void Configure(EntityTypeBuilder<KpiBucketRow> builder)
    {
        builder.ToTable("kpi_buckets");
        builder.HasKey(b => new { b.Series, b.Resolution, b.Start });
        builder.Property(b => b.Series).HasColumnName("series");
        builder.Property(b => b.Resolution).HasColumnName("resolution");
        builder.Property(b => b.Start).HasColumnName("start");
        builder.Property(b => b.Total).HasColumnName("total");
        builder.Property(b => b.Groups).HasColumnName("groups");
    }
}

internal sealed class ProcessConfiguration : IEntityTypeConfiguration<BusinessProcess>
{
    public void Configure(EntityTypeBuilder<BusinessProcess> builder)
    {
        builder.ToTable("processes");
        builder.HasKey(p => p.Number);
        builder.Property(p => p.Id).HasMaxLength(64);
        builder.HasIndex(p => p.Id).IsUnique();
        builder.Property(p => p.Definition).HasJson();
        builder.Ignore(p => p.Projection);
    }
}

internal sealed class ProcessMarkConfiguration : IEntityTypeConfiguration<ProcessMarkRow>
{
    public void Configure(EntityTypeBuilder<ProcessMarkRow> builder)
    {
        builder.ToTable("process_marks");
        builder.HasKey(m => new { m.Process, m.Key, m.Step });
        builder.HasIndex(m => new { m.Process, m.Step, m.At });
        builder.HasIndex(m => new { m.Process, m.At });
        builder.Property(m => m.Process).HasColumnName("process");
        builder.Property(m => m.Key).HasColumnName("business_key").HasMaxLength(120);
        builder.Property(m => m.Step).HasColumnName("step");
        builder.Property(m => m.At).HasColumnName("at");
        builder.Property(m => m.Position).HasColumnName("position");
    }
}
