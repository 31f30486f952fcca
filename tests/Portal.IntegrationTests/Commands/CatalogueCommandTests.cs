using Portal.TestKit;

namespace Portal.IntegrationTests.Commands;

public sealed class CatalogueCommandTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("portal-command-").FullName;
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-folder-").FullName;

    public CatalogueCommandTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "orders"));
        File.WriteAllText(Path.Combine(_folder, "orders", "feed.yaml"), "id: orders\ntitle: Orders\nowner: Sales\ndomain: Sales\nconsumers: [Billing]\n");
    }

    public void Dispose()
    {
        Directory.Delete(_data, recursive: true);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Import_WithoutAPortal_WorksOnTheDatabaseAndExportIsItsInverse()
    {
        var dry = await CommandRun.OfAsync(_data, ["import", _folder, "--dry-run"]);
        var first = await CommandRun.OfAsync(_data, ["import", _folder]);
        var again = await CommandRun.OfAsync(_data, ["import", _folder]);

        Assert.Equal((0, "+ orders: Orders\nWould do: 1 change, 0 feeds are as described already.\n"), (dry.ExitCode, dry.Output));
        Assert.Equal((0, "+ orders: Orders\nDone: 1 change, 0 feeds are as described already.\n"), (first.ExitCode, first.Output));
        Assert.Equal((0, "Done: 0 changes, 1 feeds are as described already.\n"), (again.ExitCode, again.Output));

        var written = Path.Combine(_data, "out");
        Assert.Equal(0, (await CommandRun.OfAsync(_data, ["export", written])).ExitCode);
        var back = await CommandRun.OfAsync(_data, ["import", written, "--dry-run"]);
        Assert.Equal("Would do: 0 changes, 1 feeds are as described already.\n", back.Output);
    }

    [Fact]
    public async Task Import_OfAWrongFolder_NamesFileAndLineAndEndsWithOne()
    {
        File.AppendAllText(Path.Combine(_folder, "orders", "feed.yaml"), "titel: x\n");

        var run = await CommandRun.OfAsync(_data, ["import", _folder]);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("orders/feed.yaml:6: 'titel' is not known here", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_WhileAPortalRuns_GoesThroughIt()
    {
        await using var host = PortalHost.Start(dataDirectory: _data);

        var beside = await CommandRun.OfAsync(_data, ["import", _folder]);
        var through = await CommandRun.OfAsync(_data, ["import", _folder, "--url", host.Address.ToString(), "--key", PortalHost.BootstrapKey]);

        Assert.Equal(1, beside.ExitCode);
        Assert.StartsWith("A portal runs on this data", beside.Error, StringComparison.Ordinal);
        Assert.Equal((0, "+ orders: Orders\nDone: 1 change, 0 feeds are as described already.\n"), (through.ExitCode, through.Output));
        using var client = host.Client();
        Assert.Contains("Billing", await client.GetStringAsync("/api/v1/feeds/orders"), StringComparison.Ordinal);
    }
}
