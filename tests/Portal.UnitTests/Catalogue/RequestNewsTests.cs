using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Notifications;
using Portal.Catalogue.Requests;
using Portal.Catalogue.Requests.Policy;
using Portal.Events;
using Portal.TestKit;

namespace Portal.UnitTests.Catalogue;

/// <summary>Who is told what when something happens to a request.</summary>
public sealed class RequestNewsTests
{
    private static readonly Actor Other = Actors.Of("op2", PortalRoles.Operator);
    private static readonly Actor Owner = Actors.Of("owner", PortalRoles.Developer) with { Teams = new HashSet<string> { "Finance" } };
    private readonly FakeFeedStore _feeds = new();
    private readonly FakeAuditTrail _audit = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly RequestBench _bench;

    public RequestNewsTests()
    {
        _bench = new RequestBench(_feeds, new FakeContractStore(), new FakeKeyStore(), new FakeTeamStore(), new FakeActivityLog(), _audit, _time);
        _bench.People.Add(Actors.Operator, Other, Actors.Developer, Owner, Actors.Viewer);
    }

    private static RequestDraft Draft => new() { Id = "returns", Title = "Returns", Owner = "Sales", Domain = "Sales", Justification = "Warehouse planning" };

    [Fact]
    public async Task Submitted_TellsThoseWhoDecide()
    {
        await SubmitAsync();

        Assert.Equal(
            [("op", NotificationKind.RequestSubmitted, "dev name asks for: new feed 'returns'"), ("op2", NotificationKind.RequestSubmitted, "dev name asks for: new feed 'returns'")],
            _bench.Notifications.Summary);
    }

    [Fact]
    public async Task Submitted_ByAnOperator_TellsTheOthersOnly()
    {
        await SubmitAsync(Draft, Actors.Operator);

        Assert.Equal(["op2"], _bench.Notifications.Told.Select(one => one.Person));
    }

    [Fact]
    public async Task Submitted_ForAccess_TellsTheOwningTeamAndLeavesOperatorsAlone()
    {
        var id = FeedId.Parse("salaries");
        _feeds.Feeds[id] = new Feed { Id = id, Title = "t", Owner = "Finance", Domain = "d", Visibility = FeedVisibility.Restricted, Channel = new FeedChannel.Hosted(), Created = default, Changed = default };

        await SubmitAsync(new RequestDraft { Kind = RequestKind.Access, Id = "salaries", Justification = "Reports" });

        Assert.Equal(["owner"], _bench.Notifications.Told.Select(one => one.Person));
    }

    [Theory]
    [InlineData(Decision.RequestChanges, NotificationKind.ChangesRequested, "Changes requested: new feed 'returns'", "op name: Why")]
    [InlineData(Decision.Decline, NotificationKind.RequestDeclined, "Declined: new feed 'returns'", "op name: Why")]
    [InlineData(Decision.Approve, NotificationKind.RequestApproved, "Approved: new feed 'returns'", "op name: Why")]
    public async Task Decided_TellsWhoAsked(Decision decision, NotificationKind kind, string title, string text)
    {
        var request = await SubmitAsync();

        await _bench.Decisions.DecideAsync(request.Id, decision, "Why", Actors.Operator);

        var told = _bench.Notifications.Told[^1];
        Assert.Equal(("dev", kind, title, text, $"requests/{request.Id}"), (told.Person, told.Kind, told.Title, told.Text, told.Link));
        Assert.Equal(3, _bench.Notifications.Told.Count);
    }

    [Fact]
    public async Task Made_OrNot_TellsWhoAskedAndWhoApproved()
    {
        var request = await SubmitAsync();
        await _bench.Decisions.DecideAsync(request.Id, Decision.Approve, null, Actors.Operator);
        await _bench.Provisioner(new FakeStep("smokeTest", () => Task.FromResult<string?>("It was not read back."))).RunAsync(request.Id);

        Assert.Equal(
            [("dev", NotificationKind.RequestFailed, "It could not be made: new feed 'returns'"), ("op", NotificationKind.RequestFailed, "It could not be made: new feed 'returns'")],
            _bench.Notifications.Summary.Skip(3));
    }

    [Fact]
    public async Task Comment_TellsWhoAskedWhoSpokeAndWhoIsNamed()
    {
        var request = await SubmitAsync();
        await _bench.Desk.CommentAsync(request.Id, "Which region?", Actors.Operator);
        await _bench.Desk.CommentAsync(request.Id, "@op2 name knows, @view name does not, @nobody", Actors.Developer);

        Assert.Equal(
            [
                ("dev", NotificationKind.Comment, "op name said something: new feed 'returns'"), ("op2", NotificationKind.Mention, "dev name named you: new feed 'returns'"),
                ("op", NotificationKind.Comment, "dev name said something: new feed 'returns'"),
            ],
            _bench.Notifications.Summary.Skip(2));
        Assert.Equal([new Mention(0, 9, "op2")], (await _bench.Store.FindAsync(request.Id))!.Comments[^1].Mentions);
    }

    [Fact]
    public async Task Sweep_RemindsBeforeItIsDue_OnceAndEscalatesAfterwardsOnce()
    {
        _bench.PolicyStore.Policy = RequestPolicy.Default with { DueHours = 8 };
        await SubmitAsync();
        _time.Advance(TimeSpan.FromHours(6.5));
        await _bench.Upkeep.SweepAsync();
        await _bench.Upkeep.SweepAsync();
        _time.Advance(TimeSpan.FromHours(2));
        await _bench.Upkeep.SweepAsync();
        await _bench.Upkeep.SweepAsync();

        Assert.Equal(
            [
                ("op", NotificationKind.RequestReminder), ("op2", NotificationKind.RequestReminder), ("op", NotificationKind.RequestOverdue), ("op2", NotificationKind.RequestOverdue),
            ],
            _bench.Notifications.Told.Skip(2).Select(one => (one.Person, one.Kind)));
        Assert.Single(_audit.Events, one => one.Action == "requests.request.escalated");
    }

    [Fact]
    public async Task Telling_ThatFails_DoesNotUndoWhatHappened()
    {
        List<Exception> failures = [];
        _bench.Notifier.Failed += failures.Add;
        _bench.People.Failure = new InvalidOperationException();

        var request = await SubmitAsync();

        Assert.Equal(RequestState.Submitted, request.State);
        Assert.Single(failures);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Crash_BetweenADecisionAndItsNotice_TellsOnceAfterwards(bool beforeTelling)
    {
        var request = await SubmitAsync();
        _bench.Notifications.AddFailure = beforeTelling ? new InvalidOperationException() : null;
        _bench.Store.ToldFailure = beforeTelling ? null : new InvalidOperationException();
        await _bench.Decisions.DecideAsync(request.Id, Decision.Approve, "Why", Actors.Operator);
        (_bench.Notifications.AddFailure, _bench.Store.ToldFailure) = (null, null);

        await _bench.Upkeep.SweepAsync();
        await _bench.Upkeep.SweepAsync();

        Assert.Equal([("dev", NotificationKind.RequestApproved, "Approved: new feed 'returns'")], _bench.Notifications.Summary.Skip(2));
        Assert.Empty(await _bench.Store.ListAsync(new RequestQuery { UntoldOnly = true }));
    }

    [Fact]
    public async Task Crash_BeforeDecidersAreCalled_CallsNobodyToWhatIsDecided()
    {
        _bench.Notifications.AddFailure = new InvalidOperationException();
        var request = await SubmitAsync();
        await _bench.Decisions.DecideAsync(request.Id, Decision.Decline, "Why", Actors.Operator);
        _bench.Notifications.AddFailure = null;

        await _bench.Upkeep.SweepAsync();

        Assert.Equal([("dev", NotificationKind.RequestDeclined)], _bench.Notifications.Told.Select(one => (one.Person, one.Kind)));
    }

    [Fact]
    public async Task Crash_BeforeAReminderIsNoted_RemindsOnce()
    {
        await SubmitAsync();
        _time.Advance(TimeSpan.FromHours(25));
        _bench.Store.Saved = RequestSaved.Overtaken;
        await _bench.Upkeep.SweepAsync();
        _bench.Store.Saved = RequestSaved.Done;
        await _bench.Upkeep.SweepAsync();

        Assert.Equal(["op", "op2"], _bench.Notifications.Told.Where(one => one.Kind == NotificationKind.RequestOverdue).Select(one => one.Person));
        Assert.Single(_audit.Events, one => one.Action == "requests.request.escalated");
    }

    [Property(MaxTest = 100)]
    public async Task Crashes_WhereverTheyHappen_LoseNoNoticeAndRepeatNone(List<byte> days)
    {
        Assert.Equal(await TellStoryAsync(days, crashes: false), await TellStoryAsync(days, crashes: true));
    }

    [Fact]
    public async Task Desk_ReadsAndMarksOnesOwnOnly()
    {
        var desk = new NotificationDesk(_bench.Notifications, _bench.Notifier, _time);
        await SubmitAsync();
        var mine = Assert.Single(await desk.ListAsync(Actors.Operator));

        Assert.Equal(RefusalKind.NotFound, (await desk.ReadAsync(mine.Id, Other)).Refusal?.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await desk.ReadAllAsync(Actor.Anonymous)).Refusal?.Kind);
        Assert.True((await desk.ReadAsync(mine.Id, Actors.Operator)).Succeeded);
        Assert.Equal((0, 1), (await desk.CountUnreadAsync(Actors.Operator), await desk.CountUnreadAsync(Other)));
    }

    // People do things to a request; after each, the portal starts anew. The low bits say what is done, the next where it crashes.
    private static async Task<IReadOnlyList<string>> TellStoryAsync(IReadOnlyList<byte> days, bool crashes)
    {
        var test = new RequestNewsTests();
        var (bench, broken) = (test._bench, new InvalidOperationException());
        var request = await test.SubmitAsync();
        foreach (var day in days)
        {
            bench.Notifications.AddFailure = crashes && (day & 8) != 0 ? broken : null;
            bench.Store.ToldFailure = crashes && (day & 16) != 0 ? broken : null;
            await ActAsync(day & 7);
            (bench.Notifications.AddFailure, bench.Store.ToldFailure) = (null, null);
            await bench.Upkeep.SweepAsync();
        }

        return [.. bench.Notifications.Told.Select(one => $"{one.Person} {one.Kind} {one.Text} {one.Topic!.Replace(request.Id, "id", StringComparison.Ordinal)}").Order(StringComparer.Ordinal)];

        async Task ActAsync(int what) => _ = what switch
        {
            0 => await bench.Decisions.DecideAsync(request.Id, Decision.RequestChanges, "Why", Actors.Operator),
            1 => await bench.Decisions.DecideAsync(request.Id, Decision.Decline, "Why", Actors.Operator),
            2 => await bench.Decisions.DecideAsync(request.Id, Decision.Approve, "Why", Actors.Operator),
            3 => await bench.Desk.ResubmitAsync(request.Id, Draft, Actors.Developer),
            4 => await bench.Desk.CommentAsync(request.Id, "@op2 name, look", Actors.Developer),
            5 => await bench.Desk.CommentAsync(request.Id, "Which?", Actors.Operator),
            6 => await bench.Desk.WithdrawAsync(request.Id, null, Actors.Developer),
            _ => (object)await bench.Provisioner().RunAsync(request.Id),
        };
    }

    private async Task<FeedRequest> SubmitAsync(RequestDraft? draft = null, Actor? actor = null)
    {
        var outcome = await _bench.Desk.SubmitAsync(draft ?? Draft, actor ?? Actors.Developer);
        Assert.True(outcome.Succeeded, outcome.Refusal?.Detail);
        return outcome.Value;
    }
}
