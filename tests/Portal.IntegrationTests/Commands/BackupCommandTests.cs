using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Portal.TestKit;

namespace Portal.IntegrationTests.Commands;

public sealed class BackupCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-backup-").FullName;

    private string Data => Path.Combine(_folder, "data");

    private string Backup => Path.Combine(_folder, "backup");

    [Fact]
    public async Task Backup_WhileThePortalTakesEntries_RestoresToAWholePortal()
    {
        Directory.CreateDirectory(Data);
        await using (var host = PortalHost.Start(dataDirectory: Data))
        {
            using var client = host.Client();
            using var made = await client.PostAsJsonAsync("/api/v1/feeds", Feed("orders"));
            made.EnsureSuccessStatusCode();
            await PublishAsync(client, "orders", 1, 20);
            using var stop = new CancellationTokenSource();
            var publishing = Task.Run(() => PublishUntilAsync(client, stop.Token));

            var run = await CommandRun.OfAsync(Data, ["backup", "--to", Backup]);

            await stop.CancelAsync();
            await publishing;
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            using var later = await client.PostAsJsonAsync("/api/v1/feeds", Feed("later"));
            later.EnsureSuccessStatusCode();

            var inUse = await CommandRun.OfAsync(Data, ["restore", "--from", Backup, "--replace"]);
            Assert.Equal(1, inUse.ExitCode);
            Assert.Contains("is in use: stop the portal first", inUse.Error);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/feeds/later")).StatusCode);
        }

        // The portal that has ended here leaves its connections with the process, not as one that ran alone.
        SqliteConnection.ClearAllPools();
        var refused = await CommandRun.OfAsync(Data, ["restore", "--from", Backup]);
        var restored = await CommandRun.OfAsync(Data, ["restore", "--from", Backup, "--replace"]);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("give --replace", refused.Error);
        Assert.Equal((0, ""), (restored.ExitCode, restored.Error));
        Assert.Contains("The audit trail is sound.", restored.Output);
        Assert.Single(Directory.GetDirectories(Data, "replaced-*"));
        await using var again = PortalHost.Start(dataDirectory: Data);
        using var reader = again.Client();
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync("/api/v1/feeds/later")).StatusCode);
        var titles = await TitlesAsync(reader, "orders");
        Assert.True(titles.Count >= 20);
        Assert.Equal(Enumerable.Range(1, 20).Select(i => $"entry {i}"), titles.Take(20));

        // It goes on where the backup ended.
        await PublishAsync(reader, "orders", 1001, 1001);
        Assert.Equal("entry 1001", (await TitlesAsync(reader, "orders"))[^1]);
    }

    [Fact]
    public async Task Restore_OfADamagedBackup_ChangesNothing()
    {
        Directory.CreateDirectory(Data);
        await using (var host = PortalHost.Start(dataDirectory: Data))
        {
            using var client = host.Client();
            using var answer = await client.GetAsync("/api/v1/feeds");
        }

        await CommandRun.OfAsync(Data, ["backup", "--to", Backup]);
        await using (var file = new FileStream(Path.Combine(Backup, "events.db"), FileMode.Open))
        {
            file.Seek(-1, SeekOrigin.End);
            file.WriteByte(1);
        }

        var run = await CommandRun.OfAsync(Data, ["restore", "--from", Backup, "--replace"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("The backup is damaged: 'events.db' is not what was written.", run.Error);
        Assert.Empty(Directory.GetDirectories(Data, "replaced-*"));
        Assert.Equal(1, (await CommandRun.OfAsync(Data, ["backup", "--to", Backup])).ExitCode);
    }

    [Fact]
    public async Task AuditVerify_FindsWhatSomebodyChangedInTheDatabase()
    {
        Directory.CreateDirectory(Data);
        await using (var host = PortalHost.Start(dataDirectory: Data))
        {
            using var client = host.Client();
            using var made = await client.PostAsJsonAsync("/api/v1/feeds", Feed("orders"));
            made.EnsureSuccessStatusCode();
        }

        var sound = await CommandRun.OfAsync(Data, ["audit", "verify"]);
        var head = sound.Output.Trim().Split(' ')[^1];
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(Data, "catalogue.db")};Pooling=false"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "DELETE FROM audit WHERE Number = (SELECT MAX(Number) FROM audit)";
            await command.ExecuteNonQueryAsync();
        }

        var cut = await CommandRun.OfAsync(Data, ["audit", "verify", "--expect", head]);
        var nowhere = await CommandRun.OfAsync(Path.Combine(_folder, "nothing"), ["audit", "verify"]);

        Assert.Equal(0, sound.ExitCode);
        Assert.Equal(1, cut.ExitCode);
        Assert.Contains("is not in the trail", cut.Error);
        Assert.Equal(2, nowhere.ExitCode);
        Assert.Contains("There is no portal in", nowhere.Error);
    }

    [Fact]
    public async Task AccessReset_MakesALinkThatLetsIn_Once()
    {
        await CommandRun.OfAsync(Data, ["operator", "create", "--name", "Olga", "--email", "olga@example.org"]);

        var run = await CommandRun.OfAsync(Data, ["access", "reset", "--email", "olga@example.org", "--second-factor"]);
        var nobody = await CommandRun.OfAsync(Data, ["access", "reset", "--email", "nobody@example.org"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal((1, "Nobody signs in with 'nobody@example.org'.\n"), (nobody.ExitCode, nobody.Error));
        var link = new Uri(run.Output.Trim().Split(' ')[^1]);
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(link.Query);
        await using var host = PortalHost.Start(dataDirectory: Data);
        using var browser = new FormClient(host);
        (string, string)[] form = [("person", query["person"]!), ("token", query["token"]!), ("password", "a password of her own")];
        Assert.Equal("/account/sign-in?chosen=true", await browser.SubmitAsync(link.PathAndQuery, "/account/choose-password", form));
        Assert.Equal("/", await browser.SignInAsync("olga@example.org", "a password of her own"));
        using var thief = new FormClient(host);
        Assert.Contains("wrong=link", await thief.SubmitAsync(link.PathAndQuery, "/account/choose-password", form));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static object Feed(string id) => new { id, title = id, owner = "Tests", domain = "Tests", channel = new { type = "hosted" } };

    private static async Task PublishAsync(HttpClient client, string feed, int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            using var entry = new StringContent(
                $"<entry xmlns='http://www.w3.org/2005/Atom'><title>entry {i}</title><content type='text'>x</content></entry>", Encoding.UTF8, "application/atom+xml");
            using var answer = await client.PostAsync($"/feeds/{feed}", entry);
            answer.EnsureSuccessStatusCode();
        }
    }

    private static async Task PublishUntilAsync(HttpClient client, CancellationToken stop)
    {
        for (var i = 21; !stop.IsCancellationRequested && i < 1000; i++)
        {
            await PublishAsync(client, "orders", i, i);
        }
    }

    private static async Task<IReadOnlyList<string>> TitlesAsync(HttpClient client, string feed) =>
    [
        .. JsonDocument.Parse(await client.GetStringAsync($"/api/v1/feeds/{feed}/entries?after=0&limit=500")).RootElement
            .GetProperty("items").EnumerateArray().Select(item => item.GetProperty("title").GetString()!),
    ];
}
