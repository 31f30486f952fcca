using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Catalogue.Requests;

namespace Portal.Storage.Model;

internal sealed class RequestConfiguration : IEntityTypeConfiguration<FeedRequest>
{
    public void Configure(EntityTypeBuilder<FeedRequest> builder)
    {
        builder.ToTable("requests");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).HasMaxLength(64);
        builder.Property(r => r.State).HasConversion<string>().HasMaxLength(24);
        builder.Property(r => r.Kind).HasConversion<string>().HasMaxLength(24).HasDefaultValue(RequestKind.NewFeed);
        builder.Property(r => r.Target).HasMaxLength(2000);
        builder.Property(r => r.Claim).HasMaxLength(600);
        builder.Property(r => r.Draft).HasJson();
        builder.Property(r => r.Checks).HasJson();
        builder.Property(r => r.History).HasJson();
        builder.Property(r => r.Comments).HasJson().HasDefaultValueSql("'[]'");
        builder.Property(r => r.Progress).HasJson().HasDefaultValueSql("'[]'");
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.Ignore(r => r.IsDecided);
        builder.Ignore(r => r.IsBeingMade);
        builder.Ignore(r => r.MayBeHandedIn);
        builder.Ignore(r => r.Approval);
        builder.Ignore(r => r.HasKey);
        builder.HasIndex(r => r.Created);
        builder.HasIndex(r => r.UntoldSteps);
        builder.HasIndex(r => r.UntoldComments);
        builder.HasIndex(r => new { r.State, r.Changed });
        builder.HasIndex(r => new { r.RequesterId, r.Created });

        // Null while nothing is claimed: both databases let any number of nulls be.
        builder.HasIndex(r => r.Claim).IsUnique();
    }
}

/// <summary>How many requests of a domain the portal approved on a day by itself.</summary>
internal sealed class PolicyApprovals
{
    /// <summary>The domain, in capitals.</summary>
    public required string Domain { get; init; }

    /// <summary>The day, in UTC.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>How many.</summary>
    public int Count { get; init; }
}

internal sealed class PolicyApprovalsConfiguration : IEntityTypeConfiguration<PolicyApprovals>
{
    public void Configure(EntityTypeBuilder<PolicyApprovals> builder)
    {
        builder.ToTable("policy_approvals");
        builder.HasKey(a => new { a.Domain, a.Day });
        builder.Property(a => a.Domain).HasMaxLength(100);
    }
}
