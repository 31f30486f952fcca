using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Storage.Cluster;

/// <summary>A node of the cluster, one row for each start of a process.</summary>
internal sealed class MemberRow
{
    /// <summary>Its address with its generation, which no two starts share.</summary>
    public required string Silo { get; init; }

    /// <summary>What the others say of it, as JSON: it is read and written as a whole.</summary>
    public required string Entry { get; set; }

    /// <summary>When it last said itself that it is alive; written without a new version of the whole.</summary>
    public required DateTimeOffset IAmAlive { get; set; }

    /// <summary>Counts the changes of this row.</summary>
    public required int Version { get; set; }
}

/// <summary>The one row that orders all changes of the membership.</summary>
internal sealed class MembershipRow
{
    public const int Only = 1;

    public int Id { get; init; } = Only;

    /// <summary>Counts the changes of the membership.</summary>
    public int Version { get; set; }
}

internal sealed class MemberConfiguration : IEntityTypeConfiguration<MemberRow>
{
    public void Configure(EntityTypeBuilder<MemberRow> builder)
    {
        builder.ToTable("cluster_members");
        builder.HasKey(row => row.Silo);
        builder.Property(row => row.Silo).HasMaxLength(100);
    }
}

internal sealed class MembershipConfiguration : IEntityTypeConfiguration<MembershipRow>
{
    public void Configure(EntityTypeBuilder<MembershipRow> builder)
    {
        builder.ToTable("cluster_membership");
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
