using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Portal.UnitTests.Architecture;

/// <summary>The rules of the architecture. Each takes what it judges, so that a control can show it something wrong.</summary>
internal static partial class Rules
{
    /// <summary>Which project may reference which: the arrows of the picture in <c>src/README.md</c>.</summary>
    public static IReadOnlyDictionary<string, string[]> Arrows { get; } = new Dictionary<string, string[]>
    {
        ["Portal.Events"] = [],
        ["Portal.Syndication"] = ["Portal.Events"],
        ["Portal.Contracts"] = ["Portal.Events"],
        ["Portal.Catalogue"] = ["Portal.Events", "Portal.Contracts"],
        ["Portal.Ingestion"] = ["Portal.Events", "Portal.Syndication", "Portal.Contracts"],
        ["Portal.Monitoring"] = ["Portal.Events"],
        ["Portal.FeedHost"] = ["Portal.Events", "Portal.Syndication", "Portal.Ingestion"],
        ["Portal.Storage"] =
            ["Portal.Events", "Portal.Syndication", "Portal.Contracts", "Portal.Catalogue", "Portal.Ingestion", "Portal.Monitoring", "Portal.FeedHost"],
        ["Portal.Web"] =
        [
            "Portal.Events", "Portal.Syndication", "Portal.Contracts", "Portal.Catalogue", "Portal.Ingestion", "Portal.Monitoring",
            "Portal.FeedHost", "Portal.Storage",
        ],
    };

    /// <summary>
    /// Who may know whom among the capabilities: approving shows a request as its requester sees it, the settings have the
    /// button that removes the sample organisation, and a feed's page has its contracts and its score-card on it; alerts look at KPIs, dashboards
    /// show them, processes and alerts, home shows incidents, processes pick fields as KPIs do, and the sample organisation has all of these.
    /// </summary>
    private static readonly HashSet<(string, string)> Acquaintances =
    [
        ("Approvals", "Requests"), ("Settings", "Samples"), ("Feeds", "Contracts"), ("Feeds", "Following"),
        ("Catalogue", "Following"), ("Feeds", "ScoreCards"), ("Alerts", "Kpis"), ("Dashboards", "Kpis"), ("Dashboards", "Processes"), ("Dashboards", "Alerts"), ("Home", "Alerts"), ("Processes", "Kpis"), ("Samples", "Processes"), ("Samples", "Kpis"), ("Samples", "Alerts"),
    ];

    public static IEnumerable<string> ForbiddenReferences(IEnumerable<SourceFile> projects) =>
        from project in projects
        let name = Path.GetFileNameWithoutExtension(project.Path)
        from reference in XDocument.Parse(project.Text).Descendants("ProjectReference")
        let target = Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))
        where !Arrows.TryGetValue(name, out var allowed) || !allowed.Contains(target)
        select $"{name} must not reference {target}";

    public static IEnumerable<string> PackagesIn(IEnumerable<SourceFile> projects, string name) =>
        from project in projects
        where Path.GetFileNameWithoutExtension(project.Path) == name
        from package in XDocument.Parse(project.Text).Descendants("PackageReference")
        select $"{name} must not use the package {package.Attribute("Include")!.Value}";

    public static IEnumerable<string> TooLong(IEnumerable<SourceFile> files, int lines) =>
        from file in files where file.Lines > lines select $"{file.Path} has {file.Lines} lines: split it";

    /// <summary>Components subscribe in process and reach the database through services.</summary>
    public static IEnumerable<string> ComponentsThatBypassServices(IEnumerable<SourceFile> components) =>
        from component in components
        where BypassPattern().Match(component.Text) is { Success: true }
        select $"{component.Path} bypasses its service: {BypassPattern().Match(component.Text).Value}";

    /// <summary>Capabilities do not know each other; what several need is in <c>Shared</c> or behind an interface of its own folder.</summary>
    public static IEnumerable<string> CapabilitiesThatKnowEachOther(IEnumerable<SourceFile> files) =>
        from file in files
        let own = FeatureFolder().Match(file.Path)
        where own.Success
        from Match use in FeatureUse().Matches(file.Text)
        where use.Groups[1].Value != own.Groups[1].Value && !Acquaintances.Contains((own.Groups[1].Value, use.Groups[1].Value))
        select $"{file.Path} uses the capability {use.Groups[1].Value}";

    /// <summary>
    /// Private fields are masked where entries are shown and sent: who reads them there does so through <c>ShownEntries</c>. These
    /// read positions, counts, what the portal itself wrote, or pass on what is masked elsewhere; KPIs ask <c>PrivateFields</c>.
    /// </summary>
    private static readonly HashSet<string> OwnReaders =
    [
        "Api/RetentionApi.cs", "Catalogue/CatalogueReader.cs", "Descriptions/CatalogueDescriber.cs", "Features/Catalogue/CataloguePage.razor", "Features/Dashboards/DashboardView.razor", "Features/Feeds/FeedPage.razor", "Features/Feeds/Retention/RetentionTile.razor",
        "Features/Health/HealthPage.razor", "Features/Health/HealthReader.cs", "Features/Home/HomePage.razor", "Features/Home/HomeReader.cs",
        "Features/Kpis/FieldPicker.razor", "Features/Kpis/KpiReader.cs", "Features/Live/LivePage.razor", "Features/Samples/SampleOrganisation.cs", "Shared/Entries/LiveEntryList.cs",
    ];

    public static IEnumerable<string> ReadersThatBypassTheMask(IEnumerable<SourceFile> files) =>
        from file in files
        let shown = ShownFolder().Match(file.Path)
        where shown.Success && !OwnReaders.Contains(shown.Groups[1].Value) && EntryReader().Match(file.Text) is { Success: true }
        select $"{file.Path} reads entries past the mask: {EntryReader().Match(file.Text).Value}";

    public static IEnumerable<string> StrangersAtTheTop(IEnumerable<string> names) =>
        names.Where(name => !name.StartsWith('.')
            && name is not ("src" or "tests" or "wwwroot-assets" or "Portal.sln" or "Dockerfile" or "README.md" or "global.json"));

    public static IEnumerable<string> AddressesOfRegistries(IEnumerable<SourceFile> files) =>
        from file in files where RegistryHost().IsMatch(file.Text) select $"{file.Path} names a package registry";

    [GeneratedRegex(@"HubConnection(Builder)?\b|\bPortalDbContext\b|\bIDbContextFactory\b")]
    private static partial Regex BypassPattern();

    [GeneratedRegex(@"src/Portal\.Web/Features/(\w+)/")]
    private static partial Regex FeatureFolder();

    [GeneratedRegex(@"\bPortal\.Web\.Features\.(\w+)")]
    private static partial Regex FeatureUse();

    [GeneratedRegex(@"src/Portal\.Web/((?:Features|Shared|Api|Search|Descriptions|Catalogue)/.+)")]
    private static partial Regex ShownFolder();

    [GeneratedRegex(@"(?<!cref="")\b(IEventLog|ILiveEntries|IEventArchive)\b")]
    private static partial Regex EntryReader();

    [GeneratedRegex(@"registry\.npmjs|api\.nuget\.org|\bresolved""\s*:\s*""http")]
    private static partial Regex RegistryHost();
}
