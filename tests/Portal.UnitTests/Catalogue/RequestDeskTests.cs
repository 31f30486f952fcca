using Microsoft.Extensions.Time.Testing;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Requests;
using Portal.Catalogue.Requests.Policy;
using Portal.Events;
using Portal.Events.Log;
using Portal.TestKit;

namespace Portal.UnitTests.Catalogue;

public sealed class RequestDeskTests
{
    private readonly FakeFeedStore _feeds = new();
    private readonly FakeKeyStore _keys = new();
    private readonly FakeActivityLog _activity = new();
    private readonly FakeAuditTrail _audit = new();
    private readonly FakeTimeProvider _time = new();
    private readonly RequestBench _bench;
    private readonly RequestDesk _desk;

    public RequestDeskTests()
    {
        _bench = new RequestBench(_feeds, new FakeContractStore(), _keys, new FakeTeamStore(), _activity, _audit, _time);
        _desk = _bench.Desk;
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
        Assert.Empty(_bench.Store.Requests);
    }

    [Fact]
    public async Task Submit_IdThatIsAPageOfTheCatalogue_IsRefusedAtTheId()
    {
        var outcome = await _desk.SubmitAsync(Draft with { Id = "add" }, Actors.Developer);

        Assert.Equal("'add' is the address of a page of the catalogue: choose another id.", Assert.Single(outcome.Refusal!.Errors["id"]));
        Assert.Empty(_bench.Store.Requests);
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
        Assert.Empty(_bench.Store.Requests);
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
    public async Task Approve_ByAnotherOperator_NamesTheStepsThatMakeIt()
    {
        var request = await SubmitAsync();

        var outcome = await _bench.Decisions.DecideAsync(request.Id, Decision.Approve, null, Actors.Operator);

        Assert.Equal(RequestState.Approved, outcome.Value?.State);
        Assert.Equal(["feed", "key", "dashboard", "smokeTest", "open"], outcome.Value!.Progress.Select(step => step.Name));
    }

    [Fact]
    public async Task Key_OfAFeedThatWasMade_IsCollectedOnceByWhoAsked()
    {
        var request = await MakeAsync();

        var stranger = await _bench.Decisions.CollectKeyAsync(request.Id, Actors.Of("other", PortalRoles.Operator));
        var first = await _bench.Decisions.CollectKeyAsync(request.Id, Actors.Developer);
        var second = await _bench.Decisions.CollectKeyAsync(request.Id, Actors.Developer);

        var key = Assert.Single(_keys.Keys);
        Assert.Equal(ApiKey.HashOf(first.Value!.Secret), key.Hash);
        Assert.Equal([FeedId.Parse("returns")], key.Feeds);
        Assert.Equal([PortalRoles.Publisher], key.Roles);
        Assert.Equal((RefusalKind.Forbidden, RefusalKind.Conflict), (stranger.Refusal?.Kind, second.Refusal?.Kind));
    }

    [Theory]
    [InlineData("key-1", "dev", "dev")]
    [InlineData("op", "key-1", "op")]
    public async Task Approve_WithAKeyOfTheOtherHand_IsForbidden(string decider, string requester, string maker)
    {
        _bench.Requesters.Makers["key-1"] = maker + " name";
        var request = (await _desk.SubmitAsync(Draft, Actors.Of(requester, PortalRoles.Developer))).Value!;

        var outcome = await _bench.Decisions.DecideAsync(request.Id, Decision.Approve, null, Actors.Of(decider, PortalRoles.Operator));

        Assert.Equal(RefusalKind.Forbidden, outcome.Refusal?.Kind);
        Assert.Contains(_audit.Events, happened => happened is { Action: "requests.request.decided", Outcome: AuditOutcome.Refused });
    }

    [Fact]
    public async Task Approve_WhenTheRequesterHasGone_IsAConflict()
    {
        var request = await SubmitAsync();
        _bench.Requesters.Gone.Add(Actors.Developer.Id);

        var outcome = await _bench.Decisions.DecideAsync(request.Id, Decision.Approve, null, Actors.Operator);

        Assert.Equal(RefusalKind.Conflict, outcome.Refusal?.Kind);
        Assert.Equal(RequestState.Submitted, (await NowAsync(request)).State);
    }

    [Fact]
    public async Task Upkeep_WithdrawsWhatSomebodyAskedForWhoHasGone_AndExpiresWhatNobodyTouched()
    {
        var gone = await SubmitAsync();
        _bench.Requesters.Gone.Add(Actors.Developer.Id);
        var old = (await _desk.BeginAsync(Draft with { Id = "old" }, Actors.Of("other", PortalRoles.Developer))).Value!;

        await _bench.Upkeep.SweepAsync();
        _time.Advance(TimeSpan.FromDays(60));
        await _bench.Upkeep.SweepAsync();

        Assert.Equal((RequestState.Withdrawn, RequestState.Expired), ((await NowAsync(gone)).State, (await NowAsync(old)).State));
    }

    [Fact]
    public async Task Upkeep_OfAnOverdueRequest_RemindsOnceADue()
    {
        await SubmitAsync();

        await _bench.Upkeep.SweepAsync();
        _time.Advance(TimeSpan.FromHours(24));
        await _bench.Upkeep.SweepAsync();
        await _bench.Upkeep.SweepAsync();

        Assert.Single(_activity.Events, happened => happened.Kind == "requests.request.overdue");
    }

    [Fact]
    public async Task Submit_TheSameTwiceAtOnce_IsTakenOnce()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _desk.SubmitAsync(Draft, Actors.Developer))));

        Assert.Single(outcomes, outcome => outcome.Succeeded);
        Assert.All(outcomes.Where(outcome => !outcome.Succeeded), outcome => Assert.Equal(RefusalKind.Conflict, outcome.Refusal!.Kind));
        Assert.Single(_bench.Store.Requests);
    }

    [Fact]
    public async Task Draft_BeyondTheMost_IsRefusedUntilOneIsDiscarded()
    {
        for (var i = 0; i < RequestDesk.MaxDrafts; i++)
        {
            Assert.True((await _desk.BeginAsync(new RequestDraft(), Actors.Developer)).Succeeded);
        }

        var over = await _desk.BeginAsync(new RequestDraft(), Actors.Developer);
        await _desk.WithdrawAsync(_bench.Store.Requests[0].Id, null, Actors.Developer);

        Assert.Equal(RefusalKind.Conflict, over.Refusal?.Kind);
        Assert.True((await _desk.BeginAsync(new RequestDraft(), Actors.Developer)).Succeeded);
        Assert.Empty(await _desk.ListAsync(Actors.Operator));
    }

    [Fact]
    public async Task Submit_AgainstABlockingCheck_IsRefusedAtItsField()
    {
        _bench.PolicyStore.Policy = new RequestPolicy { NamePattern = "[a-z]+-events", Checks = new Dictionary<string, CheckMode> { ["name"] = CheckMode.Blocking } };

        var outcome = await _desk.SubmitAsync(Draft, Actors.Developer);

        Assert.Equal(["id"], outcome.Refusal?.Errors.Keys);
    }

    [Fact]
    public async Task Submit_WithinTheQuotaOfItsDomain_NeedsNobodysDecision()
    {
        _bench.PolicyStore.Policy = new RequestPolicy
        {
            Checks = RequestChecks.Names.ToDictionary(name => name, _ => CheckMode.Off),
            AutoApprovals = [new AutoApproval("sales", 1)],
        };

        var first = (await _desk.SubmitAsync(Draft, Actors.Developer)).Value!;
        var second = (await _desk.SubmitAsync(Draft with { Id = "refunds" }, Actors.Developer)).Value!;

        Assert.Equal((RequestState.Approved, RequestState.Submitted), ((await NowAsync(first)).State, (await NowAsync(second)).State));
        Assert.Equal("portal", (await NowAsync(first)).Approval!.ActorId);
    }

    [Fact]
    public async Task Access_ToAFeedThatIsNotThere_IsAnsweredAsToOneThatIs()
    {
        _feeds.Feeds[FeedId.Parse("secret")] = Restricted("secret", "Finance");

        var there = (await _desk.SubmitAsync(Access("secret"), Actors.Developer)).Value!;
        var absent = (await _desk.SubmitAsync(Access("absent"), Actors.Developer)).Value!;

        Assert.Equal((there.State, there.Checks.Count, there.Draft.Owner, there.Draft.Domain), (absent.State, absent.Checks.Count, absent.Draft.Owner, absent.Draft.Domain));
        Assert.Empty(await _bench.Decisions.DifferenceAsync(there, Actors.Developer));
        Assert.Empty(_activity.Events);
    }

    [Fact]
    public async Task Access_IsDecidedByTheTeamThatOwnsTheFeed_AndOpensIt()
    {
        _feeds.Feeds[FeedId.Parse("secret")] = Restricted("secret", "Finance");
        var owner = Actors.Of("owner", PortalRoles.Developer) with { Teams = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "finance" } };
        var request = (await _desk.SubmitAsync(Access("secret"), Actors.Developer)).Value!;

        Assert.Equal([request.Id], (await _desk.ListAsync(owner)).Select(r => r.Id));
        Assert.Equal(RefusalKind.NotFound, (await _bench.Decisions.DecideAsync(request.Id, Decision.Approve, null, Actors.Of("other", PortalRoles.Developer))).Refusal?.Kind);
        Assert.True((await _bench.Decisions.DecideAsync(request.Id, Decision.Approve, null, owner)).Succeeded);
        await _bench.Provisioner().RunAsync(request.Id);

        Assert.Equal(RequestState.Active, (await NowAsync(request)).State);
        Assert.Equal([(GranteeKind.Person, Actors.Developer.Id)], _feeds.Feeds[FeedId.Parse("secret")].Grants!.Select(grant => (grant.Kind, grant.Grantee)));
    }

    [Fact]
    public async Task Change_OfOwnerAndRetention_SaysWhatIsDifferentAndMakesIt()
    {
        _feeds.Feeds[FeedId.Parse("orders")] = Restricted("orders", "Sales");
        var draft = new RequestDraft
        {
            Kind = RequestKind.Change,
            Id = "orders",
            Owner = "Billing",
            Retention = new RetentionLimits(TimeSpan.FromDays(30), null, null),
            MaxEntriesPerMinute = 100,
            Justification = "They moved",
        };
        _bench.Requesters.Known[Actors.Developer.Id] = Actors.Developer;

        var request = (await _desk.SubmitAsync(draft, Actors.Developer)).Value!;
        var difference = await _bench.Decisions.DifferenceAsync(request, Actors.Operator);
        await _bench.Decisions.DecideAsync(request.Id, Decision.Approve, null, Actors.Operator);
        await _bench.Provisioner().RunAsync(request.Id);

        Assert.Equal(["Owner: Sales > Billing", "Kept: everything, for ever > at most 30 days", "Entries a minute: any number > 100"], difference.Select(d => $"{d.Field}: {d.Before} > {d.After}"));
        var feed = _feeds.Feeds[FeedId.Parse("orders")];
        Assert.Equal(("Billing", TimeSpan.FromDays(30), 100), (feed.Owner, feed.Retention!.MaxAge!.Value, ((FeedChannel.Hosted)feed.Channel).MaxEntriesPerMinute!.Value));
    }

    [Fact]
    public async Task Retire_OfAFeed_TakesNoMoreEntriesIn()
    {
        _feeds.Feeds[FeedId.Parse("orders")] = Restricted("orders", "Sales");
        _bench.Requesters.Known[Actors.Developer.Id] = Actors.Developer;
        var request = (await _desk.SubmitAsync(new RequestDraft { Kind = RequestKind.Retire, Id = "orders", Justification = "Nobody reads it" }, Actors.Developer)).Value!;

        await _bench.Decisions.DecideAsync(request.Id, Decision.Approve, null, Actors.Operator);
        await _bench.Provisioner().RunAsync(request.Id);

        Assert.Equal(LifeCycle.Retired, _feeds.Feeds[FeedId.Parse("orders")].State);
    }

    [Fact]
    public async Task NewContract_OfAFeed_IsPublished()
    {
        _feeds.Feeds[FeedId.Parse("orders")] = Restricted("orders", "Sales");
        _bench.Requesters.Known[Actors.Developer.Id] = Actors.Developer;
        var contract = new ContractDraft { Version = "1.0.0", Language = "json-schema", Schema = """{ "type": "object" }""" };
        var request = (await _desk.SubmitAsync(new RequestDraft { Kind = RequestKind.NewContract, Id = "orders", Justification = "Order", Contract = contract }, Actors.Developer)).Value!;

        await _bench.Decisions.DecideAsync(request.Id, Decision.Approve, null, Actors.Operator);
        await _bench.Provisioner().RunAsync(request.Id);

        Assert.Equal(RequestState.Active, (await NowAsync(request)).State);
        Assert.Equal("1.0.0", Assert.Single((await _bench.Versions.ListAsync(FeedId.Parse("orders"), Actors.Operator)).Value!).Version.ToString());
    }

    [Fact]
    public async Task Withdraw_ByWhoAsked_EndsItAndFreesWhatItSpokeFor()
    {
        var request = await SubmitAsync();

        var outcome = await _desk.WithdrawAsync(request.Id, "Not needed", Actors.Developer);

        Assert.Equal(RequestState.Withdrawn, outcome.Value?.State);
        Assert.True((await _desk.SubmitAsync(Draft, Actors.Developer)).Succeeded);
    }

    [Fact]
    public async Task Comment_OnARequestThatOneSees_IsKept()
    {
        var request = await SubmitAsync();

        await _desk.CommentAsync(request.Id, " Which region? ", Actors.Operator);
        var stranger = await _desk.CommentAsync(request.Id, "Hello", Actors.Of("other", PortalRoles.Developer));

        Assert.Equal(["op name: Which region?"], (await NowAsync(request)).Comments.Select(c => $"{c.Actor}: {c.Text}"));
        Assert.Equal(RefusalKind.NotFound, stranger.Refusal?.Kind);
    }

    [Fact]
    public async Task Approve_ByTheRequester_IsForbidden()
    {
        var both = Actors.Of("both", PortalRoles.Operator, PortalRoles.Developer);
        var request = (await _desk.SubmitAsync(Draft, both)).Value!;

        var outcome = await _bench.Decisions.DecideAsync(request.Id, Decision.Approve, null, both);

        Assert.Equal(RefusalKind.Forbidden, outcome.Refusal?.Kind);
    }

    [Fact]
    public async Task Decide_ByADeveloper_IsForbiddenOnTheirOwnAndNotFoundOnOthers()
    {
        var request = await SubmitAsync();

        var own = await _bench.Decisions.DecideAsync(request.Id, Decision.Approve, null, Actors.Developer);
        var others = await _bench.Decisions.DecideAsync(request.Id, Decision.Approve, null, Actors.Of("other", PortalRoles.Developer));

        Assert.Equal(RefusalKind.Forbidden, own.Refusal?.Kind);
        Assert.Equal(RefusalKind.NotFound, others.Refusal?.Kind);
    }

    [Theory]
    [InlineData(Decision.Decline)]
    [InlineData(Decision.RequestChanges)]
    public async Task Decide_AgainstWithoutAReason_AsksForOne(Decision decision)
    {
        var request = await SubmitAsync();

        var outcome = await _bench.Decisions.DecideAsync(request.Id, decision, "  ", Actors.Operator);

        Assert.Equal(["comment"], outcome.Refusal?.Errors.Keys);
        Assert.Equal(RequestState.Submitted, request.State);
    }

    [Fact]
    public async Task Decide_Twice_IsAConflictTheSecondTime()
    {
        var request = await SubmitAsync();
        await _bench.Decisions.DecideAsync(request.Id, Decision.Decline, "not now", Actors.Operator);

        var outcome = await _bench.Decisions.DecideAsync(request.Id, Decision.Approve, null, Actors.Operator);

        Assert.Equal(RefusalKind.Conflict, outcome.Refusal?.Kind);
    }

    [Fact]
    public async Task Decide_ByManyAtOnce_OneWinsAndTheOthersAreTold()
    {
        var request = await SubmitAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() =>
            _bench.Decisions.DecideAsync(request.Id, i % 2 == 0 ? Decision.Approve : Decision.Decline, "Because", Actors.Of($"op{i}", PortalRoles.Operator)))));

        Assert.Single(outcomes, outcome => outcome.Succeeded);
        Assert.All(outcomes.Where(outcome => !outcome.Succeeded), outcome => Assert.Equal(RefusalKind.Conflict, outcome.Refusal!.Kind));
        Assert.Equal(2, (await NowAsync(request)).History.Count);
    }

    [Fact]
    public async Task Resubmit_AfterChangesWereAskedFor_WaitsAgain()
    {
        var request = await SubmitAsync();
        await _bench.Decisions.DecideAsync(request.Id, Decision.RequestChanges, "Name the fields", Actors.Operator);

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

    private static Feed Restricted(string id, string owner) => new()
    {
        Id = FeedId.Parse(id),
        Title = id,
        Owner = owner,
        Domain = "d",
        Channel = new FeedChannel.Hosted(),
        Visibility = owner == "Sales" ? FeedVisibility.Internal : FeedVisibility.Restricted,
        Created = default,
        Changed = default,
    };

    private static RequestDraft Access(string id) => new() { Kind = RequestKind.Access, Id = id, Justification = "Reports" };

    private async Task<FeedRequest> NowAsync(FeedRequest request) => (await _bench.Store.FindAsync(request.Id))!;

    private async Task<FeedRequest> MakeAsync()
    {
        var request = await SubmitAsync();
        await _bench.Decisions.DecideAsync(request.Id, Decision.Approve, null, Actors.Operator);
        Assert.True(await _bench.Provisioner(new FakeStep("open")).RunAsync(request.Id));
        return await NowAsync(request);
    }

    private async Task<FeedRequest> SubmitAsync() => (await _desk.SubmitAsync(Draft, Actors.Developer)).Value!;
}
