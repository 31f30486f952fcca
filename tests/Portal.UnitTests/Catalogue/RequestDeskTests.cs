using Microsoft.Extensions.Time.Testing;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Requests;
using Portal.Events;

namespace Portal.UnitTests.Catalogue;

public sealed class RequestDeskTests
{
    private readonly FakeFeedStore _feeds = new();
    private readonly FakeRequestStore _requests;
    private readonly FakeActivityLog _activity = new();
    private readonly CatalogueChanges _changes = new();
    private readonly RequestDesk _desk;

    public RequestDeskTests()
    {
        _requests = new FakeRequestStore(_feeds);
        _desk = new RequestDesk(_requests, _feeds, _changes, _activity, new FakeAuditTrail(), new FakeTimeProvider());
    }

    private static RequestDraft Draft => new()
    {
        Id = "returns",
        Title = "Returns",
        Owner = "Sales",
        Domain = "Sales",
        Justification = "Warehouse planning",
    };

    [Fact]
    public async Task Submit_ByDeveloper_WaitsForADecision()
    {
        var request = await SubmitAsync();

        Assert.Equal(RequestState.Submitted, request.State);
        Assert.Equal(["requests.request.submitted"], _activity.Events.Select(e => e.Kind));
        Assert.Equal(["submitted"], request.History.Select(h => h.Action));
    }

    [Fact]
    public async Task Submit_ByViewer_IsForbidden()
    {
        var outcome = await _desk.SubmitAsync(Draft, Actors.Viewer);

        Assert.Equal(RefusalKind.Forbidden, outcome.Refusal?.Kind);
        Assert.Empty(_requests.Requests);
    }

    [Fact]
    public async Task Submit_IdThatIsAPageOfTheCatalogue_IsRefusedAtTheId()
    {
        var outcome = await _desk.SubmitAsync(Draft with { Id = "add" }, Actors.Developer);

        Assert.Equal("'add' is the address of a page of the catalogue: choose another id.", Assert.Single(outcome.Refusal!.Errors["id"]));
        Assert.Empty(_requests.Requests);
    }

    [Fact]
    public async Task Submit_WithNothing_NamesEveryField()
    {
        var outcome = await _desk.SubmitAsync(new RequestDraft(), Actors.Developer);

        Assert.Equal(RefusalKind.Invalid, outcome.Refusal?.Kind);
        Assert.Equal(["domain", "id", "justification", "owner", "title"], outcome.Refusal!.Errors.Keys.Order());
    }

    [Fact]
    public async Task Submit_NameOfAFeed_IsAConflictAtTheId()
    {
        var id = FeedId.Parse("returns");
        _feeds.Feeds[id] = new Feed { Id = id, Title = "t", Owner = "o", Domain = "d", Channel = new FeedChannel.Hosted(), Created = default, Changed = default };

        var outcome = await _desk.SubmitAsync(Draft, Actors.Developer);

        Assert.Equal(RefusalKind.Conflict, outcome.Refusal?.Kind);
        Assert.Contains("id", outcome.Refusal!.Errors.Keys);
        Assert.Empty(_requests.Requests);
    }

    [Fact]
    public async Task Submit_NameOfAnOpenRequest_IsAConflict()
    {
        await SubmitAsync();

        var outcome = await _desk.SubmitAsync(Draft, Actors.Of("other", PortalRoles.Developer));

        Assert.Equal(RefusalKind.Conflict, outcome.Refusal?.Kind);
    }

    [Fact]
    public async Task Submit_SchemaThatCannotBeUsed_IsUnprocessable()
    {
        var contract = new ContractDraft { Version = "1.0.0", Language = "xsd", Schema = "<broken" };

        var outcome = await _desk.SubmitAsync(Draft with { Contract = contract }, Actors.Developer);

        Assert.Equal(RefusalKind.Unprocessable, outcome.Refusal?.Kind);
        Assert.NotEmpty(outcome.Refusal!.SchemaErrors);
    }

    [Fact]
    public async Task Approve_ByAnotherOperator_ProvisionsFeedAndKey()
    {
        var request = await SubmitAsync();
        FeedId? told = null;
        _changes.Changed += feed => told = feed;

        var outcome = await _desk.DecideAsync(request.Id, Decision.Approve, null, Actors.Operator);

        Assert.True(outcome.Succeeded);
        var provisioned = Assert.Single(_requests.Provisioned);
        Assert.Equal(ApiKey.HashOf(outcome.Value.PublisherKey!), provisioned.PublisherKey.Hash);
        Assert.Equal([FeedId.Parse("returns")], provisioned.PublisherKey.Feeds);
        Assert.Equal([PortalRoles.Publisher], provisioned.PublisherKey.Roles);
        Assert.Equal(RequestState.Active, outcome.Value.Request.State);
        Assert.Equal(FeedId.Parse("returns"), told);
    }

    [Fact]
    public async Task Approve_ByTheRequester_IsForbidden()
    {
        var both = Actors.Of("both", PortalRoles.Operator, PortalRoles.Developer);
        var request = (await _desk.SubmitAsync(Draft, both)).Value!;

        var outcome = await _desk.DecideAsync(request.Id, Decision.Approve, null, both);

        Assert.Equal(RefusalKind.Forbidden, outcome.Refusal?.Kind);
        Assert.Empty(_requests.Provisioned);
    }

    [Fact]
    public async Task Decide_ByADeveloper_IsForbiddenOnTheirOwnAndNotFoundOnOthers()
    {
        var request = await SubmitAsync();

        var own = await _desk.DecideAsync(request.Id, Decision.Approve, null, Actors.Developer);
        var others = await _desk.DecideAsync(request.Id, Decision.Approve, null, Actors.Of("other", PortalRoles.Developer));

        Assert.Equal(RefusalKind.Forbidden, own.Refusal?.Kind);
        Assert.Equal(RefusalKind.NotFound, others.Refusal?.Kind);
    }

    [Theory]
    [InlineData(Decision.Decline)]
    [InlineData(Decision.RequestChanges)]
    public async Task Decide_AgainstWithoutAReason_AsksForOne(Decision decision)
    {
        var request = await SubmitAsync();

        var outcome = await _desk.DecideAsync(request.Id, decision, "  ", Actors.Operator);

        Assert.Equal(["comment"], outcome.Refusal?.Errors.Keys);
        Assert.Equal(RequestState.Submitted, request.State);
    }

    [Fact]
    public async Task Decide_Twice_IsAConflictTheSecondTime()
    {
        var request = await SubmitAsync();
        await _desk.DecideAsync(request.Id, Decision.Decline, "not now", Actors.Operator);

        var outcome = await _desk.DecideAsync(request.Id, Decision.Approve, null, Actors.Operator);

        Assert.Equal(RefusalKind.Conflict, outcome.Refusal?.Kind);
        Assert.Empty(_requests.Provisioned);
    }

    [Theory]
    [InlineData(RequestSaved.Overtaken)]
    [InlineData(RequestSaved.FeedTaken)]
    public async Task Approve_OvertakenBySomebodyElse_IsAConflictWithoutAKey(RequestSaved saved)
    {
        var request = await SubmitAsync();
        _requests.Next = saved;

        var outcome = await _desk.DecideAsync(request.Id, Decision.Approve, null, Actors.Operator);

        Assert.Equal(RefusalKind.Conflict, outcome.Refusal?.Kind);
        Assert.Null(outcome.Value);
    }

    [Fact]
    public async Task Resubmit_AfterChangesWereAskedFor_WaitsAgain()
    {
        var request = await SubmitAsync();
        await _desk.DecideAsync(request.Id, Decision.RequestChanges, "Name the fields", Actors.Operator);

        var outcome = await _desk.ResubmitAsync(request.Id, Draft with { Summary = "All returns" }, Actors.Developer);

        Assert.Equal(RequestState.Submitted, outcome.Value?.State);
        Assert.Equal(["submitted", "changesRequested", "resubmitted"], outcome.Value!.History.Select(h => h.Action));
        Assert.Equal("All returns", outcome.Value.Draft.Summary);
    }

    [Fact]
    public async Task List_ShowsOperatorsAllAndOthersTheirOwn()
    {
        await SubmitAsync();

        Assert.Single(await _desk.ListAsync(Actors.Operator));
        Assert.Single(await _desk.ListAsync(Actors.Developer));
        Assert.Empty(await _desk.ListAsync(Actors.Of("other", PortalRoles.Developer)));
        Assert.Empty(await _desk.ListAsync(Actors.Operator, mineOnly: true));
    }

    private async Task<FeedRequest> SubmitAsync() => (await _desk.SubmitAsync(Draft, Actors.Developer)).Value!;
}
