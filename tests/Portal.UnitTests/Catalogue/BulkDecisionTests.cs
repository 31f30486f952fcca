using Microsoft.Extensions.Time.Testing;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Requests;
using Portal.TestKit;

namespace Portal.UnitTests.Catalogue;

public sealed class BulkDecisionTests
{
    private readonly RequestBench _bench = new(
        new FakeFeedStore(), new FakeContractStore(), new FakeKeyStore(), new FakeTeamStore(), new FakeActivityLog(), new FakeAuditTrail(), new FakeTimeProvider());

    [Fact]
    public async Task DecideAll_SaysOfEachWhatBecameOfIt()
    {
        var (one, own, gone) = (await AskAsync("one", Actors.Developer), await AskAsync("own", Actors.Operator), await AskAsync("gone", Actors.Developer));
        await _bench.Desk.WithdrawAsync(gone, null, Actors.Developer);

        var decided = await _bench.Decisions.DecideAllAsync([one, own, gone, "req-none", one], Decision.Decline, "Not this year", Actors.Operator);

        Assert.Equal(
            [(one, RequestState.Declined, null), (own, null, RefusalKind.Forbidden), (gone, null, RefusalKind.Conflict), ("req-none", (RequestState?)null, (RefusalKind?)RefusalKind.NotFound)],
            decided.Value!.Select(each => (each.Id, each.Request?.State, each.Refusal?.Kind)));
        Assert.Equal(RequestState.Submitted, (await _bench.Store.FindAsync(own))!.State);
    }

    [Fact]
    public async Task DecideAll_ByADeveloper_DecidesNothing()
    {
        var one = await AskAsync("one", Actors.Operator);

        var decided = await _bench.Decisions.DecideAllAsync([one], Decision.Approve, null, Actors.Of("other", PortalRoles.Developer));

        Assert.Equal(RefusalKind.NotFound, Assert.Single(decided.Value!).Refusal?.Kind);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(BulkDecision.Most + 1)]
    public async Task DecideAll_OnNoneOrTooMany_IsRefused(int count)
    {
        var decided = await _bench.Decisions.DecideAllAsync([.. Enumerable.Range(0, count).Select(n => $"req-{n}")], Decision.Approve, null, Actors.Operator);

        Assert.Equal(["ids"], decided.Refusal!.Errors.Keys);
    }

    private async Task<string> AskAsync(string id, Actor actor)
    {
        var draft = new RequestDraft { Id = id, Title = "T", Owner = "Sales", Domain = "Sales", Justification = "j" };
        return (await _bench.Desk.SubmitAsync(draft, actor)).Value!.Id;
    }
}
