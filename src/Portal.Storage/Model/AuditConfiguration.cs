using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Catalogue.Access;

namespace Portal.Storage.Model;

internal sealed class AuditConfiguration : IEntityTypeConfiguration<AuditRecord>
{
    private const int Longest = 200;

    public void Configure(EntityTypeBuilder<AuditRecord> builder)
    {
        builder.ToTable("audit");
        builder.HasKey(r => r.Number);
        builder.Property(r => r.Number).ValueGeneratedNever();
        builder.Property(r => r.Action).HasMaxLength(Longest);
        builder.Property(r => r.Outcome).HasConversion<string>().HasMaxLength(16);
        builder.Property(r => r.ActorId).HasMaxLength(Longest);
        builder.Property(r => r.ActorName).HasMaxLength(Longest);
        builder.Property(r => r.Subject).HasMaxLength(Longest);
        builder.Property(r => r.Summary).HasMaxLength(1000);
        builder.Property(r => r.Changes).HasJson();
        builder.Property(r => r.Address).HasMaxLength(Longest);
        builder.Property(r => r.Agent).HasMaxLength(Longest);
        builder.Property(r => r.Previous).HasMaxLength(64);
        builder.Property(r => r.Hash).HasMaxLength(64);
        builder.HasIndex(r => new { r.Subject, r.Number });
        builder.HasIndex(r => new { r.ActorId, r.Number });
        builder.HasIndex(r => r.At);
    }
}
