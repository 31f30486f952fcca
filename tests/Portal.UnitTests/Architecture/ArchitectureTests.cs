namespace Portal.UnitTests.Architecture;

/// <summary>Each rule holds for the repository, and each can fail: its control shows it something that breaks it.</summary>
public sealed class ArchitectureTests
{
    private static readonly IReadOnlyList<SourceFile> Projects = Repository.Files("src", ".csproj");
    private static readonly IReadOnlyList<SourceFile> Sources = [.. Repository.Files("src", ".cs", ".razor").Where(f => !f.Path.Contains("/Migrations/"))];

    [Fact]
    public void Projects_ReferenceOnlyAlongTheArrows() => Assert.Empty(Rules.ForbiddenReferences(Projects));

    [Fact]
    public void Projects_ReferenceAgainstTheArrows_IsFound() => Assert.Equal(
        ["Portal.Events must not reference Portal.Web"],
        Rules.ForbiddenReferences([Project("Portal.Events", "<ProjectReference Include=\"../Portal.Web/Portal.Web.csproj\" />")]));

    [Fact]
    public void EveryProject_IsInThePicture() => Assert.Equal(
        Rules.Arrows.Keys.Order(), Projects.Select(p => Path.GetFileNameWithoutExtension(p.Path)).Order());

    [Theory]
    [InlineData("Portal.Events")]
    [InlineData("Portal.Contracts")]
    [InlineData("Portal.Catalogue")]
    public void PureProject_UsesNoPackage(string name) => Assert.Empty(Rules.PackagesIn(Projects, name));

    [Fact]
    public void PureProject_PackageIsFound() => Assert.Equal(
        ["Portal.Events must not use the package Dapper"],
        Rules.PackagesIn([Project("Portal.Events", "<PackageReference Include=\"Dapper\" />")], "Portal.Events"));

    [Fact]
    public void Sources_AreShort() => Assert.Empty(Rules.TooLong(Sources, 400));

    [Fact]
    public void Sources_LongOneIsFound() =>
        Assert.Single(Rules.TooLong([new SourceFile("src/Long.cs", new string('\n', 401))], 400));

    [Fact]
    public void Components_AskTheirServices() => Assert.Empty(Rules.ComponentsThatBypassServices(Sources.Where(f => f.Path.EndsWith(".razor"))));

    [Fact]
    public void Components_BypassIsFound() => Assert.Equal(
        ["src/Bad.razor bypasses its service: HubConnection"],
        Rules.ComponentsThatBypassServices([new SourceFile("src/Bad.razor", "@code { HubConnection? _hub; }")]));

    [Fact]
    public void Capabilities_DoNotKnowEachOther() => Assert.Empty(Rules.CapabilitiesThatKnowEachOther(Sources));

    [Fact]
    public void Capabilities_AcquaintanceIsFound() => Assert.Equal(
        ["src/Portal.Web/Features/Home/HomePage.razor uses the capability Requests"],
        Rules.CapabilitiesThatKnowEachOther(
            [new SourceFile("src/Portal.Web/Features/Home/HomePage.razor", "@using Portal.Web.Features.Requests\n@using Portal.Web.Features.Home")]));

    [Fact]
    public void Entries_AreShownThroughTheMask() => Assert.Empty(Rules.ReadersThatBypassTheMask(Sources));

    [Fact]
    public void Entries_PastTheMaskAreFound() => Assert.Equal(
        ["src/Portal.Web/Api/ExportApi.cs reads entries past the mask: IEventLog"],
        Rules.ReadersThatBypassTheMask([new SourceFile("src/Portal.Web/Api/ExportApi.cs", "class ExportApi(IEventLog log);")]));

    [Fact]
    public void TopLevel_HoldsOnlyWhatWasAgreed() => Assert.Empty(
        Rules.StrangersAtTheTop(new DirectoryInfo(Repository.Root).EnumerateFileSystemInfos().Select(f => f.Name).Except(Repository.Ignored)));

    [Fact]
    public void TopLevel_StrangerIsFound() => Assert.Equal(["notes.txt"], Rules.StrangersAtTheTop(["src", ".ci", "notes.txt"]));

    [Fact]
    public void LockFiles_NameNoRegistry() =>
        Assert.Empty(Rules.AddressesOfRegistries(Repository.Files(".", "packages.lock.json", "package-lock.json", ".npmrc")));

    [Fact]
    public void LockFiles_RegistryIsFound() =>
        Assert.Single(Rules.AddressesOfRegistries([new SourceFile("package-lock.json", "\"resolved\": \"https://example.org/a.tgz\"")]));

    private static SourceFile Project(string name, string item) =>
        new($"src/{name}/{name}.csproj", $"<Project><ItemGroup>{item}</ItemGroup></Project>");
}
