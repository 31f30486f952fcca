using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Catalogue.Feeds;
using Portal.Monitoring.Objectives;

namespace Portal.Storage.Model;

internal sealed class FeedObjectiveConfiguration : IEntityTypeConfiguration<FeedObjective>
{
    public void Configure(EntityTypeBuilder<FeedObjective> builder)
    {
        builder.ToTable("feed_objectives");
        builder.HasKey(o => new { o.Feed, o.Kind });
        builder.Property(o => o.Kind).HasConversion<string>().HasMaxLength(16);
        builder.HasOne<Feed>().WithMany().HasForeignKey(o => o.Feed).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AvailabilityHourConfiguration : IEntityTypeConfiguration<AvailabilityHour>
{
    public void Configure(EntityTypeBuilder<AvailabilityHour> builder)
    {
        builder.ToTable("feed_availability");
        builder.HasKey(h => new { h.Feed, h.Start });
        builder.HasIndex(h => h.Start);
        builder.Ignore(h => h.First);
        builder.HasOne<Feed>().WithMany().HasForeignKey(h => h.Feed).OnDelete(DeleteBehavior.Cascade);
    }
}
