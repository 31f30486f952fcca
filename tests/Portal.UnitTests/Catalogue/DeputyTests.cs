using Microsoft.Extensions.Time.Testing;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Notifications;
using Portal.Catalogue.Requests;
using Portal.Catalogue.Requests.Delegation;
using Portal.TestKit;

namespace Portal.UnitTests.Catalogue;

/// <summary>Somebody decides in the place of somebody who is away.</summary>
public sealed class DeputyTests
{
    private static readonly Actor Deputy = Actors.Of("deputy", PortalRoles.Developer);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeAuditTrail _audit = new();
    private readonly RequestBench _bench;
    private readonly DeputyDesk _desk;

    public DeputyTests()
    {
        _bench = new RequestBench(new FakeFeedStore(), new FakeContractStore(), new FakeKeyStore(), new FakeTeamStore(), new FakeActivityLog(), _audit, _time);
        _desk = new DeputyDesk(_bench.Deputies, _bench.People, _bench.Notifier, _audit, _time);
        _bench.People.Add(Actors.Operator, Deputy, Actors.Developer, Actors.Viewer);
        foreach (var actor in (Actor[])[Actors.Operator, Deputy, Actors.Developer])
        {
            _bench.Requesters.Known[actor.Id] = actor;
        }
    }

    private DateTimeOffset Now => _time.GetUtcNow();

    [Fact]
    public async Task Deputy_DecidesWhatTheOtherCouldAndItIsTakenDownForWhom()
    {
        var request = await AskAsync("returns", Actors.Developer);
        Assert.Equal(RefusalKind.NotFound, (await DecideAsync(request)).Refusal?.Kind);
        Assert.True((await _desk.NameAsync("deputy", Now, Now.AddDays(7), Actors.Operator)).Succeeded);

        Assert.Equal([request], (await _bench.Desk.ListAsync(Deputy)).Select(one => one.Id));
        var decided = await DecideAsync(request);

        Assert.Equal(("deputy name", "op name", RequestState.Declined), (decided.Value!.History[^1].Actor, decided.Value.History[^1].InPlaceOf, decided.Value.State));
        Assert.Contains(new FieldChange("inPlaceOf", null, "op name"), _audit.Events.Single(one => one.Action == "requests.request.declined").Changes);
        Assert.Equal(("deputy", NotificationKind.Deputy, "You decide on requests for op name"), _bench.Notifications.Summary.Single(one => one.Kind == NotificationKind.Deputy));
    }

    [Fact]
    public async Task Crash_BeforeADeputyIsTold_TellsThemOnceAfterwards()
    {
        _bench.Notifications.AddFailure = new InvalidOperationException();
        await _desk.NameAsync("deputy", Now, Now.AddDays(7), Actors.Operator);
        _bench.Notifications.AddFailure = null;

        await _desk.SweepAsync();
        await new DeputyDesk(_bench.Deputies, _bench.People, _bench.Notifier, _audit, _time).SweepAsync();

        Assert.Equal([("deputy", NotificationKind.Deputy, "You decide on requests for op name")], _bench.Notifications.Summary);
    }

    [Fact]
    public async Task Deputy_NeverDecidesOnTheirOwnOrOnThatOfWhoIsAway()
    {
        await _desk.NameAsync("deputy", Now, Now.AddDays(7), Actors.Operator);
        var (own, theirs) = (await AskAsync("own", Deputy), await AskAsync("theirs", Actors.Operator));

        Assert.StartsWith("Only operators", (await DecideAsync(own)).Refusal?.Detail, StringComparison.Ordinal);
        Assert.False((await DecideAsync(theirs)).Succeeded);
        Assert.All(_bench.Store.Requests, one => Assert.Equal(RequestState.Submitted, one.State));
    }

    [Fact]
    public async Task Deputy_BeforeAfterAndWhenTheOtherLostTheRight_DecidesNothing()
    {
        var request = await AskAsync("returns", Actors.Developer);
        await _desk.NameAsync("deputy", Now.AddDays(1), Now.AddDays(2), Actors.Operator);
        Assert.False((await DecideAsync(request)).Succeeded);
        _time.Advance(TimeSpan.FromDays(1));
        _bench.Requesters.Gone.Add("op");
        Assert.False((await DecideAsync(request)).Succeeded);
        _bench.Requesters.Gone.Clear();
        _time.Advance(TimeSpan.FromDays(1));
        Assert.False((await DecideAsync(request)).Succeeded);

        Assert.Equal(RequestState.Submitted, (await _bench.Store.FindAsync(request))!.State);
    }

    [Fact]
    public async Task Deputy_OfADeputy_HasNoRight()
    {
        var request = await AskAsync("returns", Actors.Of("asker", PortalRoles.Developer));
        await _desk.NameAsync("deputy", Now, Now.AddDays(7), Actors.Operator);
        await _desk.NameAsync("dev", Now, Now.AddDays(7), Deputy);

        Assert.False((await _bench.Decisions.DecideAsync(request, Decision.Decline, "No", Actors.Developer)).Succeeded);
    }

    [Fact]
    public async Task Deputy_IsToldOfWhatWaits()
    {
        await _desk.NameAsync("deputy", Now, Now.AddDays(7), Actors.Operator);
        await AskAsync("returns", Actors.Developer);

        Assert.Equal(["op", "deputy"], _bench.Notifications.Told.Where(one => one.Kind == NotificationKind.RequestSubmitted).Select(one => one.Person));
    }

    [Fact]
    public async Task Name_WhoeverCannotDecideOrIsNotHere_IsRefusedAtTheField()
    {
        foreach (var nobody in (string[])["view", "op", "nobody"])
        {
            Assert.Equal(["deputy"], (await _desk.NameAsync(nobody, Now, Now.AddDays(1), Actors.Operator)).Refusal!.Errors.Keys);
        }

        Assert.Equal(["to"], (await _desk.NameAsync("deputy", Now, Now, Actors.Operator)).Refusal!.Errors.Keys);
        Assert.Equal(["to"], (await _desk.NameAsync("deputy", Now, Now.AddDays(DeputyDesk.MaxDays + 1), Actors.Operator)).Refusal!.Errors.Keys);
        Assert.Equal(RefusalKind.Forbidden, (await _desk.NameAsync("deputy", Now, Now.AddDays(1), Actors.Viewer)).Refusal?.Kind);
    }

    [Fact]
    public async Task End_ByWhomItIsNoConcernOf_FindsNothing()
    {
        var named = (await _desk.NameAsync("deputy", Now, Now.AddDays(1), Actors.Operator)).Value!;

        Assert.Equal(RefusalKind.NotFound, (await _desk.EndAsync(named.Id, Actors.Developer)).Refusal?.Kind);
        Assert.True((await _desk.EndAsync(named.Id, Deputy)).Succeeded);
        Assert.Equal(["requests.deputy.named", "requests.deputy.ended"], _audit.Events.Select(one => one.Action));
    }

    private Task<Outcome<FeedRequest>> DecideAsync(string id) => _bench.Decisions.DecideAsync(id, Decision.Decline, "No", Deputy);

    private async Task<string> AskAsync(string id, Actor actor)
    {
        var draft = new RequestDraft { Id = id, Title = "T", Owner = "Sales", Domain = "Sales", Justification = "j" };
        return (await _bench.Desk.SubmitAsync(draft, actor)).Value!.Id;
    }
}
