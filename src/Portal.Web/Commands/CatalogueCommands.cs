using System.Net.Http.Headers;
using System.Text.Json;
using Portal.Catalogue.Access;
using Portal.Storage;
using Portal.Storage.EventLog;
using Portal.Web.Activity;
using Portal.Web.Api;
using Portal.Web.CatalogueFolder;
using Portal.Web.Operations;

namespace Portal.Web.Commands;

/// <summary>
/// The catalogue out of a folder and into one. A running portal is asked over HTTP; without one the command works on the
/// database itself.
/// </summary>
internal static class CatalogueCommands
{
    private static readonly JsonSerializerOptions Json = NewJson();

    public static async Task<int> ImportAsync(CommandContext context)
    {
        var folder = context.Words is [var given] ? given : throw new CommandUsageException("Name the folder to import.");
        var files = FolderFiles.OfFolder(folder);
        if (!files.Succeeded)
        {
            return await context.FailAsync(files.Refusal.Detail);
        }

        var report = Remote(context) is { } portal
            ? await SendAsync(portal, files.Value, context)
            : await ImportHereAsync(files.Value, context);
        if (report is null)
        {
            return ExitCodes.Failed;
        }

        foreach (var line in report.Lines())
        {
            await context.Console.Output.WriteLineAsync(line);
        }

        return report.Problems.Count == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    public static async Task<int> ExportAsync(CommandContext context)
    {
        var folder = context.Words is [var given] ? given : throw new CommandUsageException("Name the folder to write to.");
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any(entry => !Path.GetFileName(entry).StartsWith('.')) && !context.Has("--force"))
        {
            return await context.FailAsync($"'{folder}' is not empty: with --force its files are overwritten.");
        }

        IReadOnlyDictionary<string, string>? files;
        if (Remote(context) is { } portal)
        {
            files = await FetchAsync(portal, context);
        }
        else
        {
            await using var hold = await HoldAsync(context);
            files = hold is null ? null : await context.Get<FolderExport>().RunAsync(Actor.Portal, context.Cancelled);
        }

        if (files is null)
        {
            return ExitCodes.Failed;
        }

        foreach (var (path, text) in files)
        {
            var target = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await File.WriteAllTextAsync(target, text, context.Cancelled);
        }

        await context.Console.Output.WriteLineAsync($"{files.Count(file => file.Key.EndsWith(FolderReader.FeedFile, StringComparison.Ordinal))} feeds in {files.Count} files.");
        return ExitCodes.Done;
    }

    private static (Uri Address, string Key)? Remote(CommandContext context)
    {
        var address = context.Find("--url") ?? Environment.GetEnvironmentVariable("PORTAL_URL");
        if (string.IsNullOrEmpty(address))
        {
            return null;
        }

        var key = context.Find("--key") ?? Environment.GetEnvironmentVariable("PORTAL_KEY");
        return !Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var portal) || portal.Scheme is not ("http" or "https")
            ? throw new CommandUsageException($"'{address}' is not an address like http://localhost:5080.")
            : string.IsNullOrEmpty(key) ? throw new CommandUsageException("A running portal asks for a key: --key KEY, or PORTAL_KEY in the environment.")
            : (portal, key);
    }

    private static async Task<FolderReport?> ImportHereAsync(FolderFiles files, CommandContext context)
    {
        await using var hold = await HoldAsync(context);
        if (hold is null)
        {
            return null;
        }

        var report = await context.Get<FolderImport>().RunAsync(files, context.Has("--dry-run"), Actor.Portal, context.Cancelled);
        return report.Value;
    }

    // The database is ours alone meanwhile: a portal that runs on SQLite would not see what another process writes.
    private static async Task<IAsyncDisposable?> HoldAsync(CommandContext context)
    {
        var hold = context.Get<DataFolderHold>();
        if (!hold.TryTake())
        {
            await context.Console.Error.WriteLineAsync("A portal runs on this data: name it with --url http://localhost:5080 --key KEY, or stop it first.");
            return null;
        }

        await StorageServices.MigrateAsync(context.Services, context.Cancelled);
        await context.Get<IEventLogSetup>().EnsureCreatedAsync(context.Cancelled);
        await context.Get<ActivityFeed>().EnsureRegisteredAsync();
        return hold;
    }

    private static async Task<FolderReport?> SendAsync((Uri Address, string Key) portal, FolderFiles files, CommandContext context)
    {
        using var client = Client(portal);
        using var body = new ByteArrayContent(files.ToZip());
        body.Headers.ContentType = new MediaTypeHeaderValue(CatalogueFolderApi.Zip);
        using var answer = await AskAsync(context, () => client.PostAsync(
            new Uri($"api/v1/catalogue/imports?dryRun={(context.Has("--dry-run") ? "true" : "false")}", UriKind.Relative), body, context.Cancelled));
        if (answer is null)
        {
            return null;
        }

        // What is wrong with the folder comes as a report, too; what is wrong with the request does not.
        var text = await answer.Content.ReadAsStringAsync(context.Cancelled);
        if ((int)answer.StatusCode is 200 or 422 && JsonSerializer.Deserialize<FolderReportItem>(text, Json) is { Steps: not null, Problems: not null } item)
        {
            return new FolderReport(item.Applied, [.. item.Steps.Select(step => new FolderStep(step.Kind, step.Feed, step.Detail))], item.Problems);
        }

        await ExplainAsync((int)answer.StatusCode, text, context);
        return null;
    }

    private static async Task<IReadOnlyDictionary<string, string>?> FetchAsync((Uri Address, string Key) portal, CommandContext context)
    {
        using var client = Client(portal);
        using var answer = await AskAsync(context, () => client.GetAsync(new Uri("api/v1/catalogue/export", UriKind.Relative), context.Cancelled));
        if (answer is not { IsSuccessStatusCode: true })
        {
            if (answer is not null)
            {
                await ExplainAsync((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(context.Cancelled), context);
            }

            return null;
        }

        using var body = new MemoryStream(await answer.Content.ReadAsByteArrayAsync(context.Cancelled));
        var files = FolderFiles.OfZip(body).Value;
        return files?.Paths.ToDictionary(path => path, path => files.Text(path)!);
    }

    private static HttpClient Client((Uri Address, string Key) portal)
    {
        var client = new HttpClient { BaseAddress = portal.Address, Timeout = TimeSpan.FromMinutes(10) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", portal.Key);
        return client;
    }

    private static async Task<HttpResponseMessage?> AskAsync(CommandContext context, Func<Task<HttpResponseMessage>> ask)
    {
        try
        {
            return await ask();
        }
        catch (HttpRequestException failure)
        {
            await context.Console.Error.WriteLineAsync($"The portal cannot be reached: {failure.Message}");
            return null;
        }
    }

    private static Task ExplainAsync(int status, string text, CommandContext context) =>
        context.Console.Error.WriteLineAsync($"The portal answered {status}: {(text.Length > 500 ? text[..500] : text)}");

    private static JsonSerializerOptions NewJson()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        PortalHosting.Configure(options);
        return options;
    }
}
