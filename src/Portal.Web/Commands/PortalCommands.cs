using System.Data.Common;
using Portal.Web.Operations;

namespace Portal.Web.Commands;

/// <summary>
/// The operators' command line: <c>dotnet Portal.Web.dll COMMAND ...</c>, or <c>portal COMMAND ...</c> by the launcher. A new
/// command is a static method that takes a <see cref="CommandContext"/>, and its line in <see cref="All"/>.
/// </summary>
internal static class PortalCommands
{
    private static readonly ServiceProvider NoServices = new ServiceCollection().BuildServiceProvider();

    /// <summary>Every command, in the order of the help.</summary>
    public static IReadOnlyList<PortalCommand> All { get; } =
    [
        new("health", "", "Asks the portal on this machine whether it is ready.", _ => HealthProbe.RunAsync()) { NeedsPortal = false },
        new("import", "FOLDER [--dry-run] [--url URL] [--key KEY]", "Makes the catalogue what a folder of feed descriptions says.", CatalogueCommands.ImportAsync),
        new("export", "FOLDER [--force] [--url URL] [--key KEY]", "Writes the catalogue as such a folder.", CatalogueCommands.ExportAsync),
        new("operator create", "--name NAME --email ADDRESS [--password-stdin]", "Makes an operator, the first one or another.", OperatorCommand.RunAsync),
        new("access reset", "--email ADDRESS [--second-factor]", "Makes a link to choose a new password; on request takes authenticator and passkeys away.", AccessCommand.ResetAsync),
        new("audit verify", "[--expect POSITION]", "Checks that no audit record was changed or taken out.", AuditCommands.VerifyAsync),
        new("backup", "--to FOLDER", "Copies databases and keys, also while the portal runs (SQLite).", BackupCommands.BackupAsync),
        new("restore", "--from FOLDER [--replace]", "Puts a backup in place of the data, while the portal does not run (SQLite).", BackupCommands.RestoreAsync),
    ];

    /// <summary>Reads the arguments; answers at once, with the exit code, what needs no portal: help for one, and what is wrong.</summary>
    public static async Task<(CommandLine Line, int? Exit)> ReadAsync(string[] args, CommandConsole console)
    {
        try
        {
            var line = CommandLine.Read(args, All);
            if (line.WantsHelp)
            {
                await console.Output.WriteAsync(Help(line.Command));
                return (line, ExitCodes.Done);
            }

            return (line, line.Command is { NeedsPortal: false } ? await RunAsync(line, NoServices, console) : null);
        }
        catch (CommandUsageException wrong)
        {
            await console.Error.WriteLineAsync(wrong.Message);
            return (new CommandLine(), ExitCodes.Usage);
        }
    }

    /// <summary>A command's log goes to the error stream and holds only what went wrong: its output may be piped on.</summary>
    public static void AddPortalCommands(this WebApplicationBuilder builder, CommandLine line)
    {
        if (!line.IsServer)
        {
            builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning)
                .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Error)
                .AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        }
    }

    /// <summary>Runs the command of a line; the result is the exit code of the process.</summary>
    public static async Task<int> RunAsync(CommandLine line, IServiceProvider services, CommandConsole console)
    {
        using var cancelled = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            cancelled.Cancel();
        };
        try
        {
            return await line.Command!.RunAsync(new CommandContext(services, line.Words, line.Options, console) { Cancelled = cancelled.Token });
        }
        catch (CommandUsageException wrong)
        {
            await console.Error.WriteLineAsync($"{wrong.Message}\nUsage: portal {line.Command!.Name} {line.Command.Usage}");
            return ExitCodes.Usage;
        }
        catch (OperationCanceledException)
        {
            await console.Error.WriteLineAsync("Stopped.");
            return ExitCodes.Failed;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or DbException)
        {
            await console.Error.WriteLineAsync(failure.Message);
            return ExitCodes.Failed;
        }
    }

    private static string Help(PortalCommand? command)
    {
        if (command is not null)
        {
            return $"portal {command.Name} {command.Usage}\n{command.Summary}\n";
        }

        var lines = All.Select(one => $"  portal {$"{one.Name} {one.Usage}".TrimEnd()}\n      {one.Summary}\n");
        return "Without a command the portal serves. Commands:\n\n" + string.Concat(lines)
            + "\nSettings come from the environment as they do for the server (Portal__DataDirectory, ...), or as --Portal:DataDirectory=FOLDER.\n"
            + "Exit code 0: done; 1: failed or found something wrong; 2: the command line is wrong.\n";
    }
}
