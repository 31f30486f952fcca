using Microsoft.Extensions.Time.Testing;
using Portal.Catalogue.Requests;
using Portal.Catalogue.Requests.Provisioning;
using Portal.TestKit;

namespace Portal.UnitTests.Catalogue;

public sealed class ProvisionerTests
{
    private static readonly string[] Names = [StepNames.Feed, StepNames.Key, StepNames.Dashboard, StepNames.SmokeTest, StepNames.Open];

    private readonly RequestBench _bench = new(
        new FakeFeedStore(), new FakeContractStore(), new FakeKeyStore(), new FakeTeamStore(), new FakeActivityLog(), new FakeAuditTrail(), new FakeTimeProvider());

    [Fact]
    public async Task Run_OfAllSteps_EndsActiveWithEachDoneOnce()
    {
        var world = new World();
        var request = await ApprovedAsync();

        Assert.True(await _bench.Provisioner(world.Steps()).RunAsync(request.Id));

        Assert.Equal(RequestState.Active, (await NowAsync(request)).State);
        Assert.Equal(Names, world.Made);
        Assert.False(await _bench.Provisioner(world.Steps()).RunAsync(request.Id));
    }

    [Theory]
    [MemberData(nameof(EachStep))]
    public async Task Run_WithAStepThatCannotBeDone_LeavesNothingAndSaysWhy(string broken)
    {
        var world = new World { Broken = broken };
        var request = await ApprovedAsync();

        await _bench.Provisioner(world.Steps()).RunAsync(request.Id);

        var now = await NowAsync(request);
        Assert.Equal((RequestState.Failed, "It does not work"), (now.State, now.Failure));
        Assert.Empty(world.Made);
        Assert.Equal("It does not work", now.History[^1].Comment);
        Assert.Equal(ProvisioningState.Failed, now.Progress.Single(step => step.Name == broken).State);
    }

    [Theory]
    [MemberData(nameof(EachStep))]
    public async Task Run_WithAStepThatThrows_LeavesNothing(string broken)
    {
        var world = new World { Broken = broken, Throws = true };
        var request = await ApprovedAsync();

        await _bench.Provisioner(world.Steps()).RunAsync(request.Id);

        Assert.Equal(RequestState.Failed, (await NowAsync(request)).State);
        Assert.Empty(world.Made);
    }

    // At the beginning and at the end of each step, forwards and while it is taken down.
    [Theory]
    [MemberData(nameof(EachCut))]
    public async Task Run_CutOffAnywhere_IsTakenUpAndEndsActiveOrFailedWithNothingLeft(int cut, string? broken)
    {
        using var stop = new CancellationTokenSource();
        var world = new World { Broken = broken, Cut = cut, Stop = stop };
        var request = await ApprovedAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.Provisioner(world.Steps()).RunAsync(request.Id, stop.Token));
        Assert.True((await NowAsync(request)).IsBeingMade);
        Assert.True(await _bench.Provisioner(world.Steps()).RunAsync(request.Id, TestContext.Current.CancellationToken));

        var now = await NowAsync(request);
        Assert.Equal(broken is null ? RequestState.Active : RequestState.Failed, now.State);
        Assert.Equal(broken is null ? Names : [], world.Made);
    }

    [Fact]
    public async Task Run_ThatEndsInTheMiddleAgainAndAgain_IsGivenUp()
    {
        var request = await ApprovedAsync();
        for (var i = 0; i < Provisioner.MaxAttempts; i++)
        {
            using var stop = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.Provisioner(new World { Cut = 1, Stop = stop }.Steps()).RunAsync(request.Id, stop.Token));
        }

        var world = new World();
        await _bench.Provisioner(world.Steps()).RunAsync(request.Id, TestContext.Current.CancellationToken);

        Assert.Equal(RequestState.Failed, (await NowAsync(request)).State);
        Assert.Empty(world.Made);
    }

    [Fact]
    public async Task Run_WhileSomebodyComments_GoesOnAndKeepsWhatWasSaid()
    {
        var request = await ApprovedAsync();
        var talkative = new FakeTalk(_bench, request.Id);

        Assert.True(await _bench.Provisioner([talkative, .. new World().Steps().Where(step => step.Name != talkative.Name)]).RunAsync(request.Id));

        var now = await NowAsync(request);
        Assert.Equal((RequestState.Active, 1), (now.State, now.Attempts));
        Assert.Equal("Is it there yet?", Assert.Single(now.Comments).Text);
    }

    [Fact]
    public async Task Run_BySomeAtOnce_IsDoneByOne()
    {
        var world = new World();
        var request = await ApprovedAsync();

        // With the one after them as many as may begin: more would be given up as interrupted too often.
        var ran = await Task.WhenAll(Enumerable.Range(0, Provisioner.MaxAttempts - 1).Select(_ => Task.Run(async () =>
        {
            try
            {
                return await _bench.Provisioner(world.Steps()).RunAsync(request.Id);
            }
            catch (ProvisioningOvertakenException)
            {
                return false;
            }
        })));

        Assert.InRange(ran.Count(done => done), 0, 1);
        await _bench.Provisioner(world.Steps()).RunAsync(request.Id);
        Assert.Equal(RequestState.Active, (await NowAsync(request)).State);
    }

    public static TheoryData<string> EachStep() => [.. Names];

    public static TheoryData<int, string?> EachCut()
    {
        var cuts = new TheoryData<int, string?>();
        for (var cut = 0; cut < 2 * Names.Length; cut++)
        {
            cuts.Add(cut, null);
        }

        // Four steps forwards, the broken one, then four undone.
        for (var cut = 0; cut < 18; cut++)
        {
            cuts.Add(cut, StepNames.Open);
        }

        return cuts;
    }

    private async Task<FeedRequest> ApprovedAsync()
    {
        var draft = new RequestDraft { Id = "returns", Title = "Returns", Owner = "Sales", Domain = "Sales", Justification = "Planning" };
        var request = (await _bench.Desk.SubmitAsync(draft, Actors.Developer)).Value!;
        return (await _bench.Decisions.DecideAsync(request.Id, Decision.Approve, null, Actors.Operator)).Value!;
    }

    private async Task<FeedRequest> NowAsync(FeedRequest request) => (await _bench.Store.FindAsync(request.Id))!;

    /// <summary>A step during which the requester says something.</summary>
    private sealed class FakeTalk(RequestBench bench, string id) : IProvisioningStep
    {
        public string Name => StepNames.Dashboard;

        public async Task<string?> DoAsync(FeedRequest request, CancellationToken cancellationToken)
        {
            Assert.True((await bench.Desk.CommentAsync(id, "Is it there yet?", Actors.Developer, cancellationToken)).Succeeded);
            return null;
        }

        public Task UndoAsync(FeedRequest request, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>What steps made, which outlives the process that made it; the process ends at the moment that the cut says.</summary>
    private sealed class World
    {
        private readonly Lock _lock = new();
        private int _moments;

        public List<string> Made { get; } = [];

        public string? Broken { get; init; }

        public bool Throws { get; init; }

        public int? Cut { get; init; }

        public CancellationTokenSource? Stop { get; init; }

        public IProvisioningStep[] Steps() => [.. Names.Select(name => new WorldStep(this, name))];

        private async Task MomentAsync()
        {
            if (_moments++ == Cut)
            {
                await Stop!.CancelAsync();
                Stop.Token.ThrowIfCancellationRequested();
            }
        }

        private sealed class WorldStep(World world, string name) : IProvisioningStep
        {
            public string Name => name;

            public async Task<string?> DoAsync(FeedRequest request, CancellationToken cancellationToken)
            {
                await world.MomentAsync();
                lock (world._lock)
                {
                    // Also one that cannot be done leaves half of its work behind.
                    if (!world.Made.Contains(name))
                    {
                        world.Made.Add(name);
                    }
                }

                await world.MomentAsync();
                return name != world.Broken ? null : world.Throws ? throw new InvalidOperationException("It does not work") : "It does not work";
            }

            public async Task UndoAsync(FeedRequest request, CancellationToken cancellationToken)
            {
                await world.MomentAsync();
                lock (world._lock)
                {
                    world.Made.Remove(name);
                }

                await world.MomentAsync();
            }
        }
    }
}
