using Portal.Web.Commands;

namespace Portal.IntegrationTests.Commands;

public sealed class CommandLineTests
{
    private static readonly PortalCommand Backup = new("backup", "--to FOLDER [--force]", "Backs up.", _ => Task.FromResult(0));
    private static readonly PortalCommand Verify = new("audit verify", "", "Verifies.", _ => Task.FromResult(0));
    private static readonly PortalCommand Import = new("import", "FILE [--feed ID]", "Imports.", _ => Task.FromResult(0));
    private static readonly PortalCommand[] Commands = [Backup, Verify, Import];

    [Theory]
    [InlineData]
    [InlineData("--urls=http://127.0.0.1:0")]
    [InlineData("--environment", "Development")]
    [InlineData("--Portal:DataDirectory=/data")]
    public void Read_NoWordAtFirst_IsTheServerWithItsArguments(params string[] args)
    {
        var line = CommandLine.Read(args, Commands);

        Assert.True(line.IsServer);
        Assert.Equal(args, line.HostArguments);
    }

    [Fact]
    public void Read_Command_SplitsWordsOptionsAndSettings()
    {
        var line = CommandLine.Read(["import", "feed.xml", "--feed", "orders", "--Portal:DataDirectory=/data"], Commands);

        Assert.Equal(Import, line.Command);
        Assert.Equal(["feed.xml"], line.Words);
        Assert.Equal(new Dictionary<string, string> { ["--feed"] = "orders" }, line.Options);
        Assert.Equal(["--Portal:DataDirectory=/data"], line.HostArguments);
    }

    [Fact]
    public void Read_TwoWordsAndEqualsSign_AreUnderstood()
    {
        Assert.Equal(Verify, CommandLine.Read(["audit", "verify"], Commands).Command);
        Assert.Equal("/b=1", CommandLine.Read(["backup", "--to=/b=1", "--force"], Commands).Options["--to"]);
    }

    [Theory]
    [InlineData("There is no command 'bakcup'. 'portal help' lists the commands.", "bakcup")]
    [InlineData("'audit' is only the beginning of a command: audit verify.", "audit")]
    [InlineData("'backup' does not take --from.", "backup", "--from", "x")]
    [InlineData("--to needs a value.", "backup", "--to")]
    [InlineData("--to needs a value.", "backup", "--to", "--force")]
    [InlineData("--force is given twice.", "backup", "--force", "--force")]
    [InlineData("'two' is one word too many for 'import'.", "import", "one", "two")]
    [InlineData("'one' is one word too many for 'audit verify'.", "audit", "verify", "one")]
    public void Read_WhatDoesNotFit_IsNamed(string message, params string[] args) =>
        Assert.Equal(message, Assert.Throws<CommandUsageException>(() => CommandLine.Read(args, Commands)).Message);

    [Theory]
    [InlineData(null, "help")]
    [InlineData(null, "--help")]
    [InlineData("backup", "help", "backup")]
    [InlineData("backup", "backup", "--help")]
    [InlineData("audit verify", "audit", "verify", "-h")]
    public void Read_Help_IsOfTheCommandThatIsNamed(string? command, params string[] args)
    {
        var line = CommandLine.Read(args, Commands);

        Assert.True(line.WantsHelp);
        Assert.Equal(command, line.Command?.Name);
    }

    [Fact]
    public void EveryCommand_HasANameOfItsOwnAndASentence()
    {
        Assert.Distinct(PortalCommands.All.Select(command => command.Name));
        Assert.All(PortalCommands.All, command => Assert.EndsWith(".", command.Summary));
    }
}
