using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Contracts.History;
using Portal.Catalogue.Feeds;

namespace Portal.Storage.Model;

internal sealed class ContractVersionConfiguration : IEntityTypeConfiguration<ContractVersion>
{
    public void Configure(EntityTypeBuilder<ContractVersion> builder)
    {
        builder.ToTable("contract_versions");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        // Databases hold two missing values for different ones, so that the event type itself could not tell versions apart.
        builder.Property(c => c.TypeKey).HasMaxLength(200);
        builder.HasIndex(c => new { c.Feed, c.TypeKey, c.Version }).IsUnique();
        builder.HasOne<Feed>().WithMany().HasForeignKey(c => c.Feed).OnDelete(DeleteBehavior.Cascade);
        builder.Property(c => c.Source).HasJson();
        builder.Property(c => c.Enforcement).HasConversion<string>().HasMaxLength(16);
        builder.Property(c => c.State).HasConversion<string>().HasMaxLength(16);
        builder.Ignore(c => c.Applies);
    }
}

internal sealed class StoredDraftConfiguration : IEntityTypeConfiguration<StoredDraft>
{
    public void Configure(EntityTypeBuilder<StoredDraft> builder)
    {
        builder.ToTable("contract_drafts");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Content).HasJson();
        builder.Property(d => d.Revision).IsConcurrencyToken();
        builder.HasIndex(d => d.Feed);
        builder.HasOne<Feed>().WithMany().HasForeignKey(d => d.Feed).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CheckRunConfiguration : IEntityTypeConfiguration<CheckRun>
{
    public void Configure(EntityTypeBuilder<CheckRun> builder)
    {
        builder.ToTable("contract_checks");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Version).HasMaxLength(32);
        builder.Property(c => c.EventType).HasMaxLength(200);
        builder.Property(c => c.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(c => c.Findings).HasJson();
        builder.HasIndex(c => new { c.Feed, c.Created });
        builder.HasOne<Feed>().WithMany().HasForeignKey(c => c.Feed).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ChosenSampleConfiguration : IEntityTypeConfiguration<ChosenSample>
{
    public void Configure(EntityTypeBuilder<ChosenSample> builder)
    {
        builder.ToTable("contract_samples");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.EventType).HasMaxLength(200);
        builder.Property(s => s.MediaType).HasMaxLength(100);
        builder.HasIndex(s => s.Feed);
        builder.HasOne<Feed>().WithMany().HasForeignKey(s => s.Feed).OnDelete(DeleteBehavior.Cascade);
    }
}
