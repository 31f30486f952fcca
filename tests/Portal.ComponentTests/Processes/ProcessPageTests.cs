using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue.Access;
using Portal.ComponentTests.Monitoring;
using Portal.ComponentTests.Requests;
using Portal.Events;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Processes;
using Portal.Web.Features.Kpis;
using Portal.Web.Features.Processes;

namespace Portal.ComponentTests.Processes;

public sealed class ProcessPageTests : MonitoringTest
{
    private readonly FakeProcesses _store = new();

    public ProcessPageTests()
    {
        Services.AddSingleton(provider => new ProcessDesk(
            _store, _store, Feeds, provider.GetRequiredService<KpiDesk>(), provider.GetRequiredService<PrivateFields>(), Projections, Projections, new FakeActivity(), Audit, Clock));
        Feeds.Add("orders", "Orders");
        Feeds.Add("shipments", "Shipments");
    }

    [Fact]
    public void List_WithoutAny_SaysWhatOneIs()
    {
        SignIn(Viewer);

        var empty = Render<ProcessesPage>().Find(".empty");

        Assert.Equal(("NothingYet", "processes/new"), (empty.GetAttribute("data-empty"), empty.QuerySelector("a")?.GetAttribute("href")));
    }

    [Fact]
    public void Page_ShowsHowFarTheyGetAndWhatIsStuck()
    {
        SignIn(Viewer);
        _store.Add(Now);
        _store.Mark("A", 0, Now.AddMinutes(-30)).Mark("A", 1, Now.AddMinutes(-20)).Mark("B", 0, Now.AddMinutes(-25)).Mark("C", 0, Now.AddMinutes(-1));

        var page = Open();

        Assert.Equal(["3", "1", "1"], page.FindAll(".kpi .fig").Select(figure => figure.TextContent.Trim()));
        Assert.Equal(["Placed", "Sent"], page.FindAll("tbody th").Select(step => step.FirstChild!.TextContent.Trim()));
        Assert.Equal(["B"], page.FindAll("a.rowlink.mono").Select(key => key.TextContent));
    }

    [Fact]
    public void Page_OfAKey_ShowsItsCourseWithItsEntries()
    {
        SignIn(Viewer);
        _store.Add(Now);
        _store.Mark("A", 0, Now.AddMinutes(-30));

        var page = Open("?key=A");

        var steps = page.FindAll("ol.list li");
        Assert.Equal("catalogue/orders?tab=entries&entry=7", steps[0].QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("not yet", steps[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_OverAFeedThatTheReaderMayNotSee_IsNotThere()
    {
        SignIn(Viewer);
        _store.Add(Now);
        Feeds.Feeds[FeedId.Parse("shipments")].Visibility = Portal.Catalogue.Feeds.FeedVisibility.Restricted;

        Assert.Equal("NoMatch", Open().Find(".empty").GetAttribute("data-empty"));
    }

    [Fact]
    public async Task Desk_OfAKeyThatCameToBePrivate_ShowsTheProcessToOperatorsAlone()
    {
        _store.Add(Now);
        Assert.True((await Services.GetRequiredService<ProcessDesk>().FindAsync("p", Viewer)).Succeeded);
        InForce.All =
        [
            new Portal.Ingestion.Intake.CurrentContract(Guid.NewGuid(), "1.0.0", null, new Portal.Contracts.ContractSource("json-schema", """
                {"type":"object","properties":{"number":{"type":"string","x-portal-private":true}}}
                """, [], []), Rejects: false),
        ];

        var desk = Services.GetRequiredService<ProcessDesk>();
        Assert.False((await desk.FindAsync("p", Viewer)).Succeeded);
        Assert.True((await desk.FindAsync("p", Operator)).Succeeded);
    }

    [Fact]
    public void Edit_ByAReader_IsNotOffered()
    {
        SignIn(Viewer);
        _store.Add(Now);

        Assert.Equal("NoPermission", Render<ProcessEditPage>(parameters => parameters.Add(page => page.Id, "p")).Find(".empty").GetAttribute("data-empty"));
    }

    [Fact]
    public async Task New_WithoutFeeds_SaysWhatIsMissingAtEachStep()
    {
        SignIn(Developer);
        var page = Render<ProcessEditPage>();

        await page.FindAll("button").Single(button => button.TextContent.Trim() == "Save").ClickAsync(new());

        Assert.Equal(2, page.FindAll("p.wrong").Count);
        Assert.Empty(_store.All);
    }

    [Fact]
    public async Task Desk_OverAFeedThatIsHidden_MakesNone()
    {
        Feeds.Feeds[FeedId.Parse("shipments")].Visibility = Portal.Catalogue.Feeds.FeedVisibility.Restricted;

        var made = await Services.GetRequiredService<ProcessDesk>().CreateAsync(new ProcessDraft("P", "", FakeProcesses.Definition), Viewer);

        Assert.Equal(["There is no feed 'shipments'."], made.Refusal!.Errors["steps[1]"]);
    }

    private IRenderedComponent<ProcessPage> Open(string query = "")
    {
        GoTo($"processes/p{query}");
        return Render<ProcessPage>(parameters => parameters.Add(page => page.Id, "p"));
    }

    private sealed class FakeProcesses : IProcessStore, IProcessMarks
    {
        public static readonly ProcessDefinition Definition = new(
        [
            new ProcessStep("Placed", FeedId.Parse("orders"), EntryField.Json("/number"), [], TimeSpan.FromMinutes(10)),
            new ProcessStep("Sent", FeedId.Parse("shipments"), EntryField.Json("/order"), []),
        ]);

        private readonly List<ProcessMark> _marks = [];

        public List<BusinessProcess> All { get; } = [];

        public void Add(DateTimeOffset now) => All.Add(new BusinessProcess
        {
            Number = 1,
            Id = "p",
            Title = "From order to shipment",
            Definition = Definition,
            CreatedBy = "olga",
            CreatedByName = "Olga",
            Created = now,
            Changed = now,
        });

        public FakeProcesses Mark(string key, int step, DateTimeOffset at)
        {
            _marks.Add(new ProcessMark(1, key, step, at, new EventPosition(7)));
            return this;
        }

        public ValueTask<IReadOnlyList<BusinessProcess>> ListAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<IReadOnlyList<BusinessProcess>>([.. All]);

        public Task<BusinessProcess?> AddAsync(BusinessProcess process, CancellationToken cancellationToken = default)
        {
            All.Add(process);
            return Task.FromResult<BusinessProcess?>(process);
        }

        public Task<BusinessProcess?> UpdateAsync(string id, Action<BusinessProcess> change, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task RemoveAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<ProcessMark>> BegunAsync(int process, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<ProcessMark>>([.. _marks]);

        public Task<int> WithoutBeginAsync(int process, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) => Task.FromResult(0);

        public Task<IReadOnlyList<ProcessMark>> OfKeyAsync(int process, string key, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<ProcessMark>>([.. _marks.Where(mark => mark.Key == key)]);
    }
}
