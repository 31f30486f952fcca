using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Catalogue.Domains;

namespace Portal.Storage.Model;

internal sealed class DomainTermConfiguration : IEntityTypeConfiguration<DomainTerm>
{
    public void Configure(EntityTypeBuilder<DomainTerm> builder)
    {
        builder.ToTable("domains");
        builder.HasKey(t => new { t.Domain, t.Subdomain });
        builder.Property(t => t.Domain).HasMaxLength(100);
        builder.Property(t => t.Subdomain).HasMaxLength(100);
        builder.Ignore(t => t.Place);
    }
}
