using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Contracts.History;
using Portal.Catalogue.Feeds;
using Portal.ComponentTests.Fakes;
using Portal.ComponentTests.Requests;
using Portal.Contracts;
using Portal.Events;
using Portal.Web.Features.Contracts;
using Portal.Web.Privacy;
using FeedPage = Portal.Web.Features.Feeds.FeedPage;

namespace Portal.ComponentTests.Feeds;

/// <summary>The page of a feed, with its contracts in memory.</summary>
public abstract class FeedPageTest : FeedsTest
{
    private const string Schema = """{ "type": "object", "required": ["number"], "properties": { "number": { "type": "string", "description": "The order number" } } }""";

    private protected FakeDrafts Drafts { get; } = new();

    private protected FakeSamples Samples { get; } = new();

    private protected HistoryChecks Checks { get; }

    /// <summary>Where dialogs show, once a page is open.</summary>
    private protected IRenderedComponent<MudDialogProvider>? Dialogs { get; private set; }

    protected FeedPageTest()
    {
        var registry = new FeedRegistry(Feeds, new AccessControl(Clock), new CatalogueChanges(), new FakeActivity(), new FakeAudit(), Clock);
        var contracts = new ContractRegistry(registry, Contracts, new CompiledContracts(), new CatalogueChanges(), new FakeActivity(), new FakeAudit(), Clock);
        var drafts = new ContractDrafts(contracts, Drafts, new CatalogueChanges(), new FakeAudit(), Clock);
        Checks = new HistoryChecks(registry, contracts, drafts, new FakeChecks(), Log, Clock);
        Services.AddSingleton(contracts);
        Services.AddSingleton(drafts);
        Services.AddSingleton(new PublicationPreviews(contracts, Contracts, []));
        Services.AddSingleton(new ContractSamples(contracts, registry, Samples, Clock));
        Services.AddSingleton(Checks);
        Services.AddSingleton<BreakingSamples>();
        Services.AddSingleton(services => new RecordedProfiles(services.GetRequiredService<ShownEntries>()));
    }

    private protected IRenderedComponent<FeedPage> Open(string id, string query = "")
    {
        GoTo($"catalogue/{Uri.EscapeDataString(id)}{query}");
        Dialogs = RenderDialogs();
        return Render<FeedPage>(page => page.Add(p => p.Id, id));
    }

    private protected Feed Of(string id) => Feeds.Feeds[FeedId.Parse(id)];

    private protected void Publish(string version, string schema = Schema, string? eventType = null, ContractState state = ContractState.Published) => Contracts.Versions.Insert(0, new ContractVersion
    {
        Id = Guid.NewGuid(),
        Feed = FeedId.Parse("orders"),
        Version = SemanticVersion.Parse(version),
        EventType = eventType,
        Source = new ContractSource(ContractLanguages.JsonSchema, schema, [], []),
        Enforcement = Enforcement.Reject,
        Published = Now,
        PublishedBy = "Otto Operator",
        State = state,
    });

    /// <summary>The part of the page with this title.</summary>
    private protected static IElement Tile(IRenderedComponent<FeedPage> page, string title) =>
        page.FindAll("section.tile").Single(tile => tile.QuerySelector("h2")?.TextContent.Trim() == title);

    private protected static bool HasTile(IRenderedComponent<FeedPage> page, string title) =>
        page.FindAll("section.tile h2").Any(heading => heading.TextContent.Trim() == title);

    private protected static Task TypeAsync(IRenderedComponent<FeedPage> page, string label, string text) =>
        page.Find($"input[aria-label='{label}'], textarea[aria-label='{label}']").InputAsync(text);

    private protected static IElement Button(IRenderedComponent<FeedPage> page, string word) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == word);
}
