using Portal.TestKit;

namespace Portal.IntegrationTests.Commands;

public sealed class OperatorCommandTests
{
    [Fact]
    public async Task UnknownCommand_EndsWithTwoAndTouchesNothing()
    {
        var folder = Path.Combine(Path.GetTempPath(), "portal-none-" + Guid.NewGuid().ToString("N"));

        var run = await CommandRun.OfAsync(folder, ["bakcup"]);

        Assert.Equal(new CommandRun(2, "", "There is no command 'bakcup'. 'portal help' lists the commands.\n"), run);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task OperatorCreate_OnAnEmptyFolder_LetsTheOperatorSignIn()
    {
        var folder = Directory.CreateTempSubdirectory("portal-command-").FullName;
        try
        {
            var made = await CommandRun.OfAsync(
                folder, ["operator", "create", "--name", "Olga", "--email", "olga@example.org", "--password-stdin"], "a long enough password\n");
            var again = await CommandRun.OfAsync(folder, ["operator", "create", "--name", "Olga", "--email", "olga@example.org"]);
            var missing = await CommandRun.OfAsync(folder, ["operator", "create", "--name", "Olga"]);

            Assert.Equal(new CommandRun(0, "Olga is an operator and signs in with olga@example.org.\n", ""), made);
            Assert.Equal(1, again.ExitCode);
            Assert.Equal(2, missing.ExitCode);
            Assert.StartsWith("--email is missing.\nUsage: portal operator create", missing.Error, StringComparison.Ordinal);

            await using var host = PortalHost.Start(dataDirectory: folder);
            using var browser = new FormClient(host);
            Assert.Equal("/", await browser.SignInAsync("olga@example.org", "a long enough password"));
            Assert.Equal(System.Net.HttpStatusCode.OK, await browser.StatusOfAsync("/approvals"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
