using Microsoft.Extensions.Options;
using Portal.Catalogue.Access;
using Portal.Storage.Backup;
using Portal.Web.Operations;
using Portal.Web.Security;

namespace Portal.Web.Commands;

/// <summary>Backs a portal on SQLite up and puts a backup back. On PostgreSQL its own tools do that.</summary>
internal static class BackupCommands
{
    private const string OnPostgres =
        "This portal keeps everything in PostgreSQL: back it up with pg_dump (one snapshot of the whole database) and restore with pg_restore.";

    public static async Task<int> BackupAsync(CommandContext context)
    {
        var target = Path.GetFullPath(context.Require("--to"));
        if (context.Get<IOptions<DatabaseOptions>>().Value.IsPostgres)
        {
            return await context.FailAsync(OnPostgres);
        }

        var time = context.Get<TimeProvider>();
        var manifest = await SqliteBackup.MakeAsync(context.Folder(), ProtectionKeys.Folder, target, time.GetUtcNow(), context.Cancelled);
        await context.Console.Output.WriteLineAsync(
            $"Backed up to '{target}': {manifest.Files.Count} files, the event log up to position {manifest.Position}. It holds the keys of secrets: keep it as safe as the data.");
        return ExitCodes.Done;
    }

    public static async Task<int> RestoreAsync(CommandContext context)
    {
        var source = Path.GetFullPath(context.Require("--from"));
        if (context.Get<IOptions<DatabaseOptions>>().Value.IsPostgres)
        {
            return await context.FailAsync(OnPostgres);
        }

        var now = context.Get<TimeProvider>().GetUtcNow();
        var manifest = await SqliteBackup.RestoreAsync(source, context.Folder(), context.Has("--replace"), now, context.Cancelled);
        await DataFolder.RequireAsync(context);
        var trail = context.Get<AuditTrail>();
        var verdict = await trail.VerifyAsync(cancellationToken: context.Cancelled);
        await trail.RecordAsync(
            new AuditEvent("operations.backup.restored", CommandActor.Here, AuditSubjects.Portal, $"A backup of {manifest.Made.UtcDateTime:u} was put in place")
            {
                Changes = [new("position", null, $"{manifest.Position}")],
            },
            context.Cancelled);
        await context.Console.Output.WriteLineAsync(
            $"Restored the backup of {manifest.Made.UtcDateTime:u}: the event log ends with position {manifest.Position}. {(verdict.Fault is null ? "The audit trail is sound." : "")}");
        return verdict.Fault is null ? ExitCodes.Done : await context.FailAsync($"The audit trail in the backup is not sound: {verdict.Fault}");
    }
}
