using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Readers;

namespace Portal.Storage.Model;

internal sealed class ReaderFeedConfiguration : IEntityTypeConfiguration<ReaderFeed>
{
    public void Configure(EntityTypeBuilder<ReaderFeed> builder)
    {
        builder.ToTable("reader_feeds");
        builder.HasKey(r => new { r.Reader, r.Feed });
        builder.Property(r => r.Reader).HasMaxLength(64);
        builder.HasOne<Feed>().WithMany().HasForeignKey(r => r.Feed).OnDelete(DeleteBehavior.Cascade);
    }
}
