using Microsoft.AspNetCore.Identity;
using Portal.Catalogue;
using Portal.Storage.Identity;

namespace Portal.Web.Security.Accounts;

/// <summary>Makes a user with roles, all or nothing.</summary>
internal static class NewUser
{
    /// <summary>The id of the new user, or what is wrong, by field. Without a password they cannot sign in with one.</summary>
    public static async Task<Outcome<string>> CreateAsync(
        UserManager<PortalUser> users, PortalUser user, string? password, IReadOnlyList<string> roles)
    {
        if (string.IsNullOrWhiteSpace(user.DisplayName) || user.DisplayName.Length > 100)
        {
            return Invalid("name", "A name of 1 to 100 characters is required.");
        }

        user.UserName = user.Email;
        var created = password is null ? await users.CreateAsync(user) : await users.CreateAsync(user, password);
        if (!created.Succeeded)
        {
            return ToRefusal(created);
        }

        var joined = await users.AddToRolesAsync(user, roles);
        if (!joined.Succeeded)
        {
            await users.DeleteAsync(user);
            return Invalid("roles", joined.Errors.First().Description);
        }

        return user.Id;
    }

    public static Refusal Invalid(string field, string message) =>
        new(RefusalKind.Invalid, message, new Dictionary<string, string[]> { [field] = [message] });

    private static Refusal ToRefusal(IdentityResult result)
    {
        var errors = result.Errors.GroupBy(FieldOf).ToDictionary(g => g.Key, g => g.Select(e => e.Description).Distinct().ToArray());
        var taken = result.Errors.Any(e => e.Code is nameof(IdentityErrorDescriber.DuplicateEmail) or nameof(IdentityErrorDescriber.DuplicateUserName));
        return new Refusal(taken ? RefusalKind.Conflict : RefusalKind.Invalid, result.Errors.First().Description, errors);
    }

    private static string FieldOf(IdentityError error) => error.Code.StartsWith("Password", StringComparison.Ordinal) ? "password" : "email";
}
