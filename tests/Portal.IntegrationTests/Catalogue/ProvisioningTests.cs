using Microsoft.Extensions.DependencyInjection;
using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Dashboards;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Requests;
using Portal.Catalogue.Requests.Provisioning;
using Portal.Events;
using Portal.Events.Log;
using Portal.Web.Provisioning;

namespace Portal.IntegrationTests.Catalogue;

/// <summary>The real steps of a new feed in a whole portal whose own worker rests, cut off or broken at each of them.</summary>
public sealed class ProvisioningTests(PortalFixture portal) : IClassFixture<PortalFixture>, IAsyncLifetime
{
    private const string Schema = """{ "type": "object", "required": ["id"], "properties": { "id": { "type": "string" } } }""";
    private const int Steps = 7;

    private static readonly Actor Operator = new() { Id = "op", Name = "Otto", Roles = new HashSet<string> { PortalRoles.Operator } };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IServiceProvider Services => portal.Host.Services;

    public async ValueTask InitializeAsync() => await Services.GetRequiredService<ProvisioningWorker>().StopAsync(Stop);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(EachMoment))]
    public async Task Making_CutOffAtAnyStep_IsFinishedByTheNextRun(int moment)
    {
        var request = await ApprovedAsync();
        using var cut = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Provisioner(moment, () =>
        {
            cut.Cancel();
            cut.Token.ThrowIfCancellationRequested();
        }).RunAsync(request.Id, cut.Token));

        Assert.True(await Services.GetRequiredService<Provisioner>().RunAsync(request.Id, Stop));

        var feed = FeedId.Parse(request.Target!);
        var now = await NowAsync(request);
        Assert.Equal((RequestState.Active, null), (now.State, now.Failure));
        Assert.Equal(LifeCycle.Active, (await Services.GetRequiredService<IFeedStore>().FindAsync(feed, Stop))!.State);
        Assert.Single(await Services.GetRequiredService<IContractStore>().ListAsync(feed, Stop));
        Assert.Single(await Services.GetRequiredService<IApiKeyStore>().ListAsync(Stop), key => key.Feeds?.Contains(feed) == true);
        Assert.NotNull(await Services.GetRequiredService<IDashboardStore>().FindAsync(DashboardStep.IdOf(request), Stop));
        Assert.Empty(await Services.GetRequiredService<IEventLog>().TailsAsync([feed], Stop));
    }

    [Theory]
    [MemberData(nameof(EachMoment))]
    public async Task Making_BrokenAtAnyStep_LeavesNothingBehind(int moment)
    {
        var request = await ApprovedAsync();

        await Provisioner(moment, () => throw new InvalidOperationException("broken")).RunAsync(request.Id, Stop);

        var feed = FeedId.Parse(request.Target!);
        Assert.Equal(RequestState.Failed, (await NowAsync(request)).State);
        Assert.Null(await Services.GetRequiredService<IFeedStore>().FindAsync(feed, Stop));
        Assert.Empty(await Services.GetRequiredService<IContractStore>().ListAsync(feed, Stop));
        Assert.DoesNotContain(await Services.GetRequiredService<IApiKeyStore>().ListAsync(Stop), key => key.Feeds?.Contains(feed) == true);
        Assert.Null(await Services.GetRequiredService<IDashboardStore>().FindAsync(DashboardStep.IdOf(request), Stop));
        Assert.Empty(await Services.GetRequiredService<IEventLog>().TailsAsync([feed], Stop));
    }

    [Fact]
    public async Task Making_WhenTheIdWasTaken_LeavesTheOtherFeedAlone()
    {
        var request = await ApprovedAsync();
        var feed = FeedId.Parse(request.Target!);
        await Services.GetRequiredService<FeedRegistry>().RegisterAsync(
            new FeedDraft { Id = request.Target, Title = "Theirs", Owner = "Tests", Domain = "Tests", Channel = new FeedChannel.Hosted() }, Operator, Stop);

        await Services.GetRequiredService<Provisioner>().RunAsync(request.Id, Stop);

        var now = await NowAsync(request);
        Assert.Equal((RequestState.Failed, $"The feed id '{feed}' is taken."), (now.State, now.Failure));
        Assert.Equal("Theirs", (await Services.GetRequiredService<IFeedStore>().FindAsync(feed, Stop))?.Title);
    }

    [Fact]
    public async Task Following_AnAddressWithoutAFeed_FailsWithTheReasonAndLeavesNothing()
    {
        var feed = PortalFixture.NewId("follow");
        var draft = new RequestDraft { Kind = RequestKind.FollowFeed, Id = feed, Title = "F", Owner = "Tests", Domain = "Tests", Justification = "j", Url = new Uri(portal.Host.Address, "/health/live").ToString() };
        var request = await ApprovedAsync(draft);

        await Services.GetRequiredService<Provisioner>().RunAsync(request.Id, Stop);

        var now = await NowAsync(request);
        Assert.Equal(RequestState.Failed, now.State);
        Assert.StartsWith("No feed could be read there", now.Failure, StringComparison.Ordinal);
        Assert.Null(await Services.GetRequiredService<IFeedStore>().FindAsync(FeedId.Parse(feed), Stop));
    }

    public static TheoryData<int> EachMoment() => [.. Enumerable.Range(0, 2 * Steps)];

    // Moments are the beginning and the end of each step.
    private Provisioner Provisioner(int moment, Action happens)
    {
        var count = 0;
        void Tick()
        {
            if (count++ == moment)
            {
                happens();
            }
        }

        return new Provisioner(
            Services.GetRequiredService<IRequestStore>(),
            Services.GetServices<IProvisioningStep>().Select(step => new TickingStep(step, Tick)),
            Services.GetRequiredService<RequestJournal>(),
            TimeProvider.System);
    }

    private async Task<FeedRequest> NowAsync(FeedRequest request) => (await Services.GetRequiredService<IRequestStore>().FindAsync(request.Id, Stop))!;

    private async Task<FeedRequest> ApprovedAsync(RequestDraft? asked = null)
    {
        var draft = asked ?? new RequestDraft
        {
            Id = PortalFixture.NewId("made"),
            Title = "Made",
            Owner = "Tests",
            Domain = "Tests",
            Justification = "j",
            Retention = new RetentionLimits(TimeSpan.FromDays(30), null, null),
            Contract = new ContractDraft { Version = "1.0.0", Language = "json-schema", Schema = Schema },
            Sample = """{ "id": "1" }""",
        };
        using var client = await portal.ClientWithRolesAsync("developer");
        var key = (await Services.GetRequiredService<IApiKeyStore>().ListAsync(Stop))[0];
        var request = await Services.GetRequiredService<RequestDesk>().SubmitAsync(draft, key.ToActor(), Stop);
        Assert.True(request.Succeeded, request.Refusal?.Detail);
        var decided = await Services.GetRequiredService<DecisionDesk>().DecideAsync(request.Value.Id, Decision.Approve, null, Operator, Stop);
        Assert.True(decided.Succeeded, decided.Refusal?.Detail);
        return decided.Value;
    }

    private sealed class TickingStep(IProvisioningStep inner, Action tick) : IProvisioningStep
    {
        public string Name => inner.Name;

        public async Task<string?> DoAsync(FeedRequest request, CancellationToken cancellationToken)
        {
            tick();
            var problem = await inner.DoAsync(request, cancellationToken);
            tick();
            return problem;
        }

        public Task UndoAsync(FeedRequest request, CancellationToken cancellationToken) => inner.UndoAsync(request, cancellationToken);
    }
}
