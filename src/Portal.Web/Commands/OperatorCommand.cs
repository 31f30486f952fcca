using Microsoft.AspNetCore.Identity;
using Portal.Catalogue.Access;
using Portal.Storage;
using Portal.Storage.Identity;
using Portal.Web.Security.Accounts;

namespace Portal.Web.Commands;

/// <summary>Makes an operator without a browser: on a machine where nobody reads the log's set-up link.</summary>
internal static class OperatorCommand
{
    public static async Task<int> RunAsync(CommandContext context)
    {
        var (name, email) = (context.Require("--name"), context.Require("--email"));
        var password = context.Has("--password-stdin") ? await ReadPasswordAsync(context) : Passwords.Random();
        await StorageServices.MigrateAsync(context.Services, context.Cancelled);
        await using var scope = context.Services.CreateAsyncScope();
        await KnownAccounts.EnsureRolesAsync(scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>());
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        var made = await NewUser.CreateAsync(
            users, new PortalUser { DisplayName = name.Trim(), Email = email.Trim() }, password, [PortalRoles.Operator]);
        if (!made.Succeeded)
        {
            return await context.FailAsync(made.Refusal.Detail);
        }

        await context.Get<IAuditTrail>().RecordAsync(
            new AuditEvent("access.operator.created", CommandActor.Here, AuditSubjects.Person(made.Value), $"{name.Trim()} was made an operator")
            {
                Changes = [new("email", null, email.Trim())],
            },
            context.Cancelled);
        await context.Console.Output.WriteLineAsync(context.Has("--password-stdin")
            ? $"{name} is an operator and signs in with {email}."
            : $"{name} is an operator and signs in with {email} and the password, shown once: {password}");
        return ExitCodes.Done;
    }

    private static async Task<string> ReadPasswordAsync(CommandContext context) =>
        await context.Console.Input.ReadLineAsync(context.Cancelled) is { Length: > 0 } line
            ? line
            : throw new CommandUsageException("--password-stdin: the first line of the input is empty.");
}
