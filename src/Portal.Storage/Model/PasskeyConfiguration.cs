using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Storage.Identity;

namespace Portal.Storage.Model;

/// <summary>
/// Passkeys as the framework's schema version 3 has them. Its switch is an option of the running host, which migrations do not
/// see: here they are in the model wherever it is made.
/// </summary>
internal sealed class PasskeyConfiguration : IEntityTypeConfiguration<IdentityUserPasskey<string>>
{
    // WebAuthn level 3, section 4: a credential id has at most 1023 bytes.
    private const int LongestId = 1024;

    public void Configure(EntityTypeBuilder<IdentityUserPasskey<string>> builder)
    {
        builder.ToTable("AspNetUserPasskeys");
        builder.HasKey(p => p.CredentialId);
        builder.Property(p => p.CredentialId).HasMaxLength(LongestId);
        builder.OwnsOne(p => p.Data).ToJson();
        builder.HasOne<PortalUser>().WithMany().HasForeignKey(p => p.UserId).IsRequired();
    }
}
