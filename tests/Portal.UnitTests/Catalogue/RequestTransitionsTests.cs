using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;
using Portal.Catalogue.Access;
using Portal.Catalogue.Requests;
using Portal.TestKit;

namespace Portal.UnitTests.Catalogue;

public sealed class RequestTransitionsTests
{
    [Fact]
    public void Table_OfAllStates_HasARowForEachAndKnowsItsEnds() => Assert.Equal(
        "Submitted>ChangesRequested,Approved,Declined,Withdrawn,Expired ChangesRequested>Submitted,Withdrawn,Expired Active> Declined> Draft>Submitted,Expired "
        + "Approved>Provisioning Provisioning>Active,Failed Withdrawn> Failed>Submitted,Withdrawn,Expired Expired>",
        string.Join(' ', Enum.GetValues<RequestState>().Select(state => $"{state}>{string.Join(',', RequestTransitions.Next(state))}")));

    // Whatever people, the clock and failing steps do, in whatever order: each move is in the table, and each is taken down.
    [Property(MaxTest = 200)]
    public async Task<bool> Anything_InAnyOrder_NeverLeavesTheTable(byte[] deeds)
    {
        var bench = new RequestBench(
            new FakeFeedStore(), new FakeContractStore(), new FakeKeyStore(), new FakeTeamStore(), new FakeActivityLog(), new FakeAuditTrail(), new FakeTimeProvider());
        return await RunAsync(bench, deeds);
    }

    private static async Task<bool> RunAsync(RequestBench bench, byte[] deeds)
    {
        var draft = new RequestDraft { Id = "returns", Title = "Returns", Owner = "Sales", Domain = "Sales", Justification = "Planning" };
        var id = (await bench.Desk.BeginAsync(draft, Actors.Developer)).Value!.Id;
        var state = RequestState.Draft;
        foreach (var deed in deeds)
        {
            await DoAsync(bench, id, deed, draft);
            if (await bench.Store.FindAsync(id) is not { } request)
            {
                // Discarded: that is what becomes of drafts only.
                return state == RequestState.Draft;
            }

            var moves = request.History;
            if (moves.Any(step => !RequestTransitions.Allows(step.From!.Value, step.To!.Value))
                || moves.Zip(moves.Skip(1)).Any(pair => pair.First.To != pair.Second.From)
                || (moves.Count > 0 && moves[^1].To != request.State))
            {
                return false;
            }

            state = request.State;
        }

        return true;
    }

    private static async Task DoAsync(RequestBench bench, string id, byte deed, RequestDraft draft)
    {
        switch (deed % 10)
        {
            case 0:
                await bench.Desk.ResubmitAsync(id, draft, Actors.Developer);
                break;
            case 1:
                await bench.Decisions.DecideAsync(id, Decision.RequestChanges, "Why", Actors.Operator);
                break;
            case 2:
                await bench.Decisions.DecideAsync(id, Decision.Approve, null, Actors.Operator);
                break;
            case 3:
                await bench.Decisions.DecideAsync(id, Decision.Decline, "No", Actors.Of("other", PortalRoles.Operator));
                break;
            case 4 when deed > 128:
                await bench.Desk.WithdrawAsync(id, null, Actors.Developer);
                break;
            case 5:
                await bench.Provisioner(new FakeStep("open")).RunAsync(id);
                break;
            case 6:
                await bench.Provisioner(new FakeStep("smokeTest", () => Task.FromResult<string?>("No"))).RunAsync(id);
                break;
            case 7:
                await bench.Desk.CommentAsync(id, "Hm", Actors.Operator);
                break;
            case 8:
                await bench.Desk.KeepAsync(id, draft, Actors.Developer);
                break;
            default:
                await bench.Decisions.CollectKeyAsync(id, Actors.Developer);
                break;
        }
    }
}
