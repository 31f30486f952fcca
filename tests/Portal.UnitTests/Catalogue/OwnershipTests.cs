using Microsoft.Extensions.Time.Testing;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Notifications;
using Portal.Catalogue.Ownership;
using Portal.Catalogue.Requests;
using Portal.Events;
using Portal.TestKit;

namespace Portal.UnitTests.Catalogue;

/// <summary>Owners confirm their feeds, others claim what nobody looks after, and access ends when it was to.</summary>
public sealed class OwnershipTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly FeedId Orders = FeedId.Parse("orders");
    private readonly FakeFeedStore _feeds = new();
    private readonly FakeKeyStore _keys = new();
    private readonly FakeAuditTrail _audit = new();
    private readonly FakeTimeProvider _time = new(Start);
    private readonly RequestBench _bench;
    private readonly OwnershipDesk _desk;
    private readonly OwnershipUpkeep _upkeep;
    private readonly AccessUpkeep _access;

    public OwnershipTests()
    {
        _bench = new RequestBench(_feeds, new FakeContractStore(), _keys, new FakeTeamStore(), new FakeActivityLog(), _audit, _time);
        _desk = new OwnershipDesk(_bench.Registry, _feeds, _bench.People, _bench.Policies, _bench.Desk, _bench.Changes, _audit, _time);
        _upkeep = new OwnershipUpkeep(_feeds, _bench.People, _bench.Policies, _bench.Notifier, _time);
        _access = new AccessUpkeep(_feeds, _keys, _bench.People, _bench.Policies, _bench.Notifier, _bench.Changes, _audit, _time);
        _bench.People.Add(Actors.Operator, Actors.Developer, Actors.Viewer);
        _feeds.Feeds[Orders] = new Feed { Id = Orders, Title = "Orders", Owner = "Sales", Domain = "Sales", Channel = new FeedChannel.Hosted(), Created = Start, Changed = Start };
    }

    [Theory]
    [InlineData(300, AttestationState.Confirmed)]
    [InlineData(352, AttestationState.Due)]
    [InlineData(366, AttestationState.Overdue)]
    public async Task Attestation_AfterSoManyDays_IsDueOrNot(int days, AttestationState state)
    {
        _time.Advance(TimeSpan.FromDays(days));

        Assert.Equal((state, Start.AddYears(1)), ((await _desk.FindAsync(Orders, Actors.Viewer))!.State, (await _desk.FindAsync(Orders, Actors.Viewer))!.Due));
    }

    [Fact]
    public async Task Attest_ByTheOwningTeam_CountsForAnotherYearAndIsTakenDown()
    {
        _time.Advance(TimeSpan.FromDays(400));
        Assert.Equal([Orders], (await _desk.DueAsync(Actors.Developer)).Select(one => one.Feed.Id));

        var attested = await _desk.AttestAsync(Orders, Actors.Developer);

        Assert.Equal((AttestationState.Confirmed, "dev name"), (attested.Value!.State, attested.Value.Feed.AttestedBy));
        Assert.Equal(("catalogue.feed.attested", "dev"), (_audit.Events[^1].Action, _audit.Events[^1].Actor.Id));
        Assert.Empty(await _desk.DueAsync(Actors.Operator));
    }

    [Fact]
    public async Task Attest_ByOthers_IsForbidden()
    {
        Assert.Equal(RefusalKind.Forbidden, (await _desk.AttestAsync(Orders, Actors.Viewer)).Refusal?.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await _desk.AttestAsync(Orders, Actors.Of("other", PortalRoles.Developer))).Refusal?.Kind);
        _feeds.Feeds[Orders].Visibility = FeedVisibility.Restricted;
        Assert.Equal(RefusalKind.NotFound, (await _desk.AttestAsync(Orders, Actors.Viewer)).Refusal?.Kind);
    }

    [Fact]
    public async Task Upkeep_RemindsTheTeamOnceBeforeAndOnceAfter()
    {
        _time.Advance(TimeSpan.FromDays(352));
        await _upkeep.SweepAsync();
        await _upkeep.SweepAsync();
        _time.Advance(TimeSpan.FromDays(20));
        await _upkeep.SweepAsync();
        await new OwnershipUpkeep(_feeds, _bench.People, _bench.Policies, _bench.Notifier, _time).SweepAsync();

        Assert.Equal(
            [("dev", NotificationKind.AttestationDue, "Confirm the feed 'Orders'"), ("dev", NotificationKind.AttestationDue, "Overdue: confirm the feed 'Orders'")],
            _bench.Notifications.Summary);
    }

    [Fact]
    public async Task Orphan_IsClaimedByARequestThatSomebodyElseDecides()
    {
        _feeds.Feeds[Orders].Owner = "Gone";
        var other = Actors.Of("other", PortalRoles.Developer) with { Teams = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Logistics" } };
        Assert.Equal([Orders], (await _desk.OrphansAsync(other)).Select(feed => feed.Id));
        Assert.Empty(await _desk.OrphansAsync(Actors.Viewer));

        var claimed = await _desk.ClaimAsync(Orders, "Logistics", "We publish it by now", other);

        Assert.Equal((RequestState.Submitted, RequestKind.Change, "Logistics"), (claimed.Value!.State, claimed.Value.Kind, claimed.Value.Draft.Owner));
        Assert.Equal("Gone", _feeds.Feeds[Orders].Owner);
        await _bench.Decisions.DecideAsync(claimed.Value.Id, Decision.Approve, null, Actors.Operator);
        await _bench.Provisioner().RunAsync(claimed.Value.Id);
        Assert.Equal("Logistics", _feeds.Feeds[Orders].Owner);
    }

    [Fact]
    public async Task Claim_OfWhatHasATeamOrForAnotherTeam_IsRefused()
    {
        Assert.Equal(RefusalKind.Conflict, (await _desk.ClaimAsync(Orders, "Sales", "r", Actors.Developer)).Refusal?.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await _desk.ClaimAsync(Orders, "Finance", "r", Actors.Developer)).Refusal?.Kind);
    }

    [Fact]
    public async Task Access_WithAnEnd_EndsWithNoticeAndIsTakenDown()
    {
        _feeds.Feeds[Orders].Visibility = FeedVisibility.Restricted;
        _feeds.Feeds[Orders].Grants =
        [
            new FeedGrant(GranteeKind.Person, "view", Start.AddDays(60), "op name", Start), new FeedGrant(GranteeKind.Team, "Sales", Start.AddDays(300), "op name", Start),
            new FeedGrant(GranteeKind.Person, "other", null, "op name", Start),
        ];
        await _access.SweepAsync();
        Assert.Empty(_bench.Notifications.Told);
        _time.Advance(TimeSpan.FromDays(50));
        await _access.SweepAsync();
        await _access.SweepAsync();
        _time.Advance(TimeSpan.FromDays(10));
        await _access.SweepAsync();
        await _access.SweepAsync();

        Assert.Equal(
            [("view", NotificationKind.AccessEnding, "Access to 'Orders' ends soon"), ("view", NotificationKind.AccessEnded, "Access to 'Orders' has ended")], _bench.Notifications.Summary);
        Assert.Equal(["Sales", "other"], _feeds.Feeds[Orders].Grants!.Select(grant => grant.Grantee));
        Assert.Single(_audit.Events, one => one.Action == "catalogue.feed.access-ended");
    }

    [Fact]
    public async Task Crash_BeforeItIsTold_LosesNoNoticeOfWhatEndsOrIsDue()
    {
        _feeds.Feeds[Orders].Grants = [new FeedGrant(GranteeKind.Person, "view", Start.AddDays(60), "op name", Start)];
        _time.Advance(TimeSpan.FromDays(366));
        _bench.Notifications.AddFailure = new InvalidOperationException();
        await _access.SweepAsync();
        await _upkeep.SweepAsync();
        Assert.Single(_feeds.Feeds[Orders].Grants!);
        _bench.Notifications.AddFailure = null;

        for (var sweeps = 0; sweeps < 2; sweeps++)
        {
            await _access.SweepAsync();
            await _upkeep.SweepAsync();
        }

        Assert.Equal(
            [("view", NotificationKind.AccessEnded, "Access to 'Orders' has ended"), ("dev", NotificationKind.AttestationDue, "Overdue: confirm the feed 'Orders'")],
            _bench.Notifications.Summary);
        Assert.Null(_feeds.Feeds[Orders].Grants);
    }

    [Fact]
    public async Task Key_WithAnEnd_TellsWhoMadeItAndIsTakenDownOnce()
    {
        _keys.Keys.Add(ApiKey.Issue(new ApiKeyDraft("Nightly", [PortalRoles.Publisher], Expires: Start.AddDays(100)), "dev name", Start).Key);
        _keys.Keys.Add(ApiKey.Issue(new ApiKeyDraft("Nobody's", [PortalRoles.Publisher], Expires: Start.AddDays(100)), "somebody", Start).Key);
        _time.Advance(TimeSpan.FromDays(90));
        await _access.SweepAsync();
        _time.Advance(TimeSpan.FromDays(10));
        await _access.SweepAsync();
        await _access.SweepAsync();

        Assert.Equal(
            [
                ("dev", NotificationKind.AccessEnding, "API key 'Nightly' ends soon"), ("op", NotificationKind.AccessEnding, "API key 'Nobody's' ends soon"),
                ("dev", NotificationKind.AccessEnded, "API key 'Nightly' has ended"), ("op", NotificationKind.AccessEnded, "API key 'Nobody's' has ended"),
            ],
            _bench.Notifications.Summary);
        Assert.Equal(2, _audit.Events.Count(one => one.Action == "access.key.ended"));
    }
}
