using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Catalogue.Access;

namespace Portal.Storage.Model;

internal sealed class TeamConfiguration : IEntityTypeConfiguration<Team>
{
    public void Configure(EntityTypeBuilder<Team> builder)
    {
        builder.ToTable("teams");
        builder.HasKey(t => t.Id);
        builder.Property(t => t.Id).HasMaxLength(Team.MaxName);
        builder.Property(t => t.Name).HasMaxLength(Team.MaxName);
        builder.Property(t => t.Summary).HasMaxLength(500);
        builder.Property(t => t.Members).HasJson();
    }
}
