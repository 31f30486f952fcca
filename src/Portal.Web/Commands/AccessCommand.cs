using Microsoft.AspNetCore.Identity;
using Portal.Catalogue.Access;
using Portal.Storage.Identity;
using Portal.Web.Security.Accounts;

namespace Portal.Web.Commands;

/// <summary>Lets a person in again who lost password or second factor, when no operator can do it in the portal.</summary>
internal static class AccessCommand
{
    public static async Task<int> ResetAsync(CommandContext context)
    {
        var email = context.Require("--email");
        await DataFolder.RequireAsync(context);
        await using var scope = context.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        if (await users.FindByEmailAsync(email.Trim()) is not { } user)
        {
            return await context.FailAsync($"Nobody signs in with '{email}'.");
        }

        if (context.Has("--second-factor"))
        {
            await SecondFactors.RemoveAsync(users, user);
            await context.Console.Output.WriteLineAsync($"Authenticator and passkeys of {user.DisplayName} were removed.");
        }

        await users.SetLockoutEndDateAsync(user, null);
        await users.ResetAccessFailedCountAsync(user);
        var link = await AccessLinks.MakeAsync(users, user);
        await context.Get<IAuditTrail>().RecordAsync(
            new AuditEvent("access.password.reset", CommandActor.Here, AuditSubjects.Person(user.Id), $"{user.DisplayName} got a link to choose a new password")
            {
                Changes = context.Has("--second-factor") ? [new FieldChange("secondFactor", "set", null)] : [],
            },
            context.Cancelled);
        await context.Console.Output.WriteLineAsync(
            $"{user.DisplayName} chooses a new password, once and within {AccessLinks.Lifetime.Days} days, at {Base(context)}/{link}");
        return ExitCodes.Done;
    }

    private static string Base(CommandContext context)
    {
        var configuration = context.Get<IConfiguration>();
        return (configuration["Portal:PublicAddress"] ?? configuration["urls"]?.Split(';')[0] ?? "http://localhost:5080").TrimEnd('/');
    }
}
