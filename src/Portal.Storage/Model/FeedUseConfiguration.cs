using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Parties;

namespace Portal.Storage.Model;

internal sealed class FeedUseConfiguration : IEntityTypeConfiguration<FeedUse>
{
    public void Configure(EntityTypeBuilder<FeedUse> builder)
    {
        builder.ToTable("feed_uses");
        builder.HasKey(u => new { u.Feed, u.Kind, u.Principal });
        builder.Property(u => u.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(u => u.Principal).HasMaxLength(64);
        builder.Property(u => u.Name).HasMaxLength(200);
        builder.HasOne<Feed>().WithMany().HasForeignKey(u => u.Feed).OnDelete(DeleteBehavior.Cascade);
    }
}
