using System.Globalization;
using Portal.Catalogue.Access;

namespace Portal.Web.Commands;

/// <summary>Checks the audit trail: that no record was changed, replaced or taken out.</summary>
internal static class AuditCommands
{
    public static async Task<int> VerifyAsync(CommandContext context)
    {
        var expected = context.Find("--expect") is { } noted ? Read(noted) : default((long, string)?);
        await DataFolder.RequireAsync(context);
        var verdict = await context.Get<AuditTrail>().VerifyAsync(expected, context.Cancelled);
        if (verdict.Fault is { } fault)
        {
            return await context.FailAsync($"The audit trail was tampered with: {fault} ({verdict.Records} records before it are sound.)");
        }

        await context.Console.Output.WriteLineAsync(verdict.Records == 0
            ? "The audit trail is empty."
            : $"The audit trail is sound: records {verdict.First} to {verdict.Last}. It ends with {verdict.Last}:{verdict.Head}");
        return ExitCodes.Done;
    }

    private static (long Number, string Hash) Read(string noted) =>
        noted.Split(':') is [var number, { Length: 64 } hash] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? (at, hash)
            : throw new CommandUsageException("--expect takes what an earlier check or the log said the trail ends with: NUMBER:HASH.");
}
