using Portal.Events;
using Portal.Ingestion.WebSub;

namespace Portal.UnitTests.Ingestion.WebSub;

public sealed class PushRulesTests
{
    private const string Topic = "https://a.example/feed";
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly HubOffer Offer = new(Topic, ["https://hub.example/"]);
    private static readonly HubOffer TwoHubs = new(Topic, ["https://hub.example/", "https://second.example/"]);

    private int _minted;

    [Fact]
    public void Offered_First_AsksAtOnce()
    {
        var (push, calls) = PushRules.Next(Offered(FeedPush.None, Offer, Noon), Noon);

        Assert.Equal(
            Mint(1, Offer) with { State = PushState.Pending, AskedAt = Noon, TriedAt = Noon, Due = Noon + PushRules.Patience }, push.Current);
        Assert.Equal([new HubCall(push.Current!, Subscribes: true)], calls);
    }

    [Fact]
    public void Offered_SameAgain_ChangesNothing()
    {
        var push = Active(TimeSpan.FromHours(1));

        Assert.Same(push, Offered(push, new HubOffer(Topic, ["https://hub.example/"]), Noon.AddMinutes(1)));
    }

    [Fact]
    public void Offered_WhilePaused_IsRememberedOnly()
    {
        var push = PushRules.Offered(FeedPush.None, Offer, rests: true, Noon, Mint);

        Assert.Equal(PushState.Resting, push.Current?.State);
        Assert.Empty(PushRules.Next(push, Noon.AddDays(100)).Calls);
    }

    [Fact]
    public void Offered_AnotherTopic_BeginsAnewAndLeaves()
    {
        var active = Active(TimeSpan.FromHours(1));
        var (push, calls) = PushRules.Next(Offered(active, Offer with { Topic = "https://a.example/moved" }, Noon.AddMinutes(5)), Noon.AddMinutes(5));

        Assert.Equal(["unsubscribe t1 https://a.example/feed", "subscribe t2 https://a.example/moved"], calls.Select(Words));
        Assert.Equal(["t1"], push.Leaving.Select(one => one.Token));
    }

    [Fact]
    public void Offered_HubIsStillAmongThem_Stays()
    {
        var push = Offered(Active(TimeSpan.FromHours(1)), new HubOffer(Topic, ["https://new.example/", "https://hub.example/"]), Noon);

        Assert.Equal(("t1", "https://hub.example/", PushState.Active), (push.Current!.Token, push.Current.Hub, push.Current.State));
    }

    [Fact]
    public void Offered_AnotherTopicWithEachPoll_IsAskedForNowAndThenOnly()
    {
        var push = FeedPush.None;
        List<DateTimeOffset> asked = [];
        for (var now = Noon; now < Noon.AddMinutes(10); now = now.AddSeconds(1))
        {
            push = Offered(push, Offer with { Topic = $"{Topic}?{now.Ticks}" }, now);
            (push, var calls) = PushRules.Next(push, now);
            asked.AddRange(calls.Where(call => call.Subscribes).Select(_ => now));
            Assert.InRange(push.Leaving.Count, 0, FeedPush.MaxLeaving);
        }

        Assert.InRange(asked.Count, 5, 11);
    }

    [Fact]
    public void Offered_NoHubAnyMore_ActiveStaysUntilItsRenewal()
    {
        var push = Offered(Active(TimeSpan.FromHours(1)), null, Noon.AddMinutes(1));

        Assert.Equal(PushState.Active, push.Current?.State);
        Assert.Equal(["unsubscribe t1 " + Topic], PushRules.Next(push, Noon.AddMinutes(48)).Calls.Select(Words));
        Assert.Equal(["subscribe t1 " + Topic], PushRules.Next(Offered(push, Offer, Noon.AddMinutes(2)), Noon.AddMinutes(48)).Calls.Select(Words));
    }

    [Fact]
    public void Offered_NoHubAnyMore_WhatIsNotConfirmedIsForgotten() =>
        Assert.Equal(FeedPush.None, Offered(Offered(FeedPush.None, Offer, Noon), null, Noon));

    [Fact]
    public void Confirmed_Lease_IsRenewedAtFourFifths()
    {
        var push = Active(TimeSpan.FromSeconds(1000));

        Assert.Equal((Noon.AddSeconds(1000), Noon.AddSeconds(800)), (push.Current!.LeaseEnds!.Value, push.Current.Due!.Value));
        Assert.Empty(PushRules.Next(push, Noon.AddSeconds(799)).Calls);
        var (renewing, calls) = PushRules.Next(push, Noon.AddSeconds(800));
        Assert.Equal(["subscribe t1 " + Topic], calls.Select(Words));
        Assert.True(PushRules.IsActive(renewing, Noon.AddSeconds(800)));
        Assert.Equal(Noon.AddSeconds(1900), PushRules.Confirmed(renewing, "t1", "1000", Noon.AddSeconds(900)).Current!.LeaseEnds);
    }

    [Theory]
    [InlineData("3600", 3600)]
    [InlineData(" 60 ", 60)]
    [InlineData(null, 86400)]
    [InlineData("", 86400)]
    [InlineData("-5", 86400)]
    [InlineData("soon", 86400)]
    [InlineData("0", 1)]
    [InlineData("99999999999999999999999999", 31536000)]
    public void Confirmed_Lease_IsReadWithinBounds(string? lease, int seconds) =>
        Assert.Equal(Noon.AddSeconds(seconds), PushRules.Confirmed(Asked(), "t1", lease, Noon).Current!.LeaseEnds);

    [Fact]
    public void Confirmed_VeryShortLease_IsNotRenewedEverySecond() =>
        Assert.Equal(Noon + PushRules.MinRenewal, PushRules.Confirmed(Asked(), "t1", "1", Noon).Current!.Due);

    [Theory]
    [InlineData("subscribe", Topic, 0, true)]
    [InlineData("subscribe", Topic, 15, true)]
    [InlineData("subscribe", Topic, 16, false)]
    [InlineData("subscribe", Topic + "/other", 0, false)]
    [InlineData("subscribe", null, 0, false)]
    [InlineData("unsubscribe", Topic, 0, false)]
    [InlineData("publish", Topic, 0, false)]
    [InlineData(null, Topic, 0, false)]
    public void MayConfirm_OnlyWhatWasAskedFor(string? mode, string? topic, int minutes, bool may) =>
        Assert.Equal(may, PushRules.MayConfirm(Asked().Current!, mode, topic, Noon.AddMinutes(minutes)));

    [Fact]
    public void MayConfirm_NotAskedYetOrDeniedOrResting_IsNot()
    {
        var offered = Offered(FeedPush.None, Offer, Noon);
        Assert.False(PushRules.MayConfirm(offered.Current!, "subscribe", Topic, Noon));
        Assert.False(PushRules.MayConfirm(PushRules.Denied(Asked(), "t2", null, Noon).Current!, "subscribe", Topic, Noon));
        Assert.False(PushRules.MayConfirm(PushRules.Rested(Asked(), Noon, Mint).Current!, "subscribe", Topic, Noon));
    }

    [Fact]
    public void MayConfirm_Leaving_TheEndOnly()
    {
        var (push, _) = PushRules.Next(PushRules.Rested(Active(TimeSpan.FromHours(1)), Noon, Mint), Noon);
        var leaving = Assert.Single(push.Leaving);

        Assert.True(PushRules.MayConfirm(leaving, "unsubscribe", Topic, Noon));
        Assert.False(PushRules.MayConfirm(leaving, "subscribe", Topic, Noon));
        Assert.Empty(PushRules.Confirmed(push, leaving.Token, null, Noon).Leaving);
    }

    [Fact]
    public void Next_LeaseEndedUnrenewed_IsNotActiveAndAsksAnew()
    {
        var push = Active(TimeSpan.FromHours(1));
        var now = Noon.AddMinutes(48);
        (push, var calls) = PushRules.Next(push, now);
        push = PushRules.Failed(push, calls[0], new HubRefusal("The hub answered 503."), now);

        Assert.Equal((PushState.Active, "The hub answered 503.", now.AddMinutes(1)), (push.Current!.State, push.Current.Detail, push.Current.Due!.Value));
        for (now = push.Current.Due.Value; now < Noon.AddHours(1); now = push.Current!.Due!.Value)
        {
            (push, calls) = PushRules.Next(push, now);
            push = PushRules.Failed(push, calls[0], new HubRefusal("The hub answered 503."), now);
        }

        Assert.Equal(Noon.AddHours(1), now);
        Assert.False(PushRules.IsActive(push, now));
        (push, calls) = PushRules.Next(push, now);
        Assert.Equal((PushState.Pending, null), (push.Current!.State, push.Current.LeaseEnds));
        Assert.Single(calls);
    }

    [Fact]
    public void Next_RenewalNeverConfirmed_IsNotActiveOnceTheLeaseEnds()
    {
        var (push, _) = PushRules.Next(Active(TimeSpan.FromMinutes(30)), Noon.AddMinutes(24));

        Assert.Equal(Noon.AddMinutes(30), push.Current!.Due);
        Assert.False(PushRules.IsActive(push, Noon.AddMinutes(30)));
        Assert.Equal(PushState.Pending, PushRules.Next(push, Noon.AddMinutes(30)).Push.Current!.State);
    }

    [Fact]
    public void Failed_SeveralHubs_TriesEachThenWaitsLongerAndLonger()
    {
        var push = Offered(FeedPush.None, TwoHubs, Noon);
        List<string> tried = [];
        var now = Noon;
        for (var i = 0; i < 6; i++)
        {
            (push, var calls) = PushRules.Next(push, now);
            var call = Assert.Single(calls);
            tried.Add($"{(now - Noon).TotalMinutes} {call.Subscription.Hub}");
            push = PushRules.Failed(push, call, new HubRefusal("No."), now);
            now = push.Current!.Due!.Value;
        }

        Assert.Equal(
            [
                "0 https://hub.example/", "0 https://second.example/", "1 https://hub.example/", "1 https://second.example/",
                "3 https://hub.example/", "3 https://second.example/",
            ],
            tried);
        Assert.Equal((PushState.Failing, "No."), (push.Current!.State, push.Current.Detail));
    }

    [Fact]
    public void Failed_ForDays_IsTriedOnceADay()
    {
        var push = Offered(FeedPush.None, Offer, Noon);
        var now = Noon;
        for (var i = 0; i < 40; i++)
        {
            (push, var calls) = PushRules.Next(push, now);
            push = PushRules.Failed(push, Assert.Single(calls), new HubRefusal("No.", TimeSpan.FromDays(1000)), now);
            Assert.InRange(push.Current!.Due!.Value - now, TimeSpan.FromMinutes(1), PushRules.MaxRetry);
            now = push.Current.Due.Value;
        }
    }

    [Fact]
    public void Awoken_WhatFailedIsTriedAtOnce_WhatIsDeniedIsNot()
    {
        var (push, calls) = PushRules.Next(Offered(FeedPush.None, Offer, Noon), Noon);

        Assert.Single(PushRules.Next(PushRules.Awoken(PushRules.Failed(push, calls[0], new HubRefusal("No."), Noon), Noon), Noon).Calls);
        Assert.Empty(PushRules.Next(PushRules.Awoken(PushRules.Denied(push, "t1", "No.", Noon), Noon), Noon).Calls);
    }

    [Fact]
    public void Failed_AfterItWasConfirmedMeanwhile_DoesNotMatter()
    {
        var (push, calls) = PushRules.Next(Offered(FeedPush.None, Offer, Noon), Noon);
        push = PushRules.Confirmed(push, "t1", "60", Noon);

        Assert.Same(push, PushRules.Failed(push, calls[0], new HubRefusal("No."), Noon));
    }

    [Fact]
    public void Next_NeverAskedToConfirm_AsksTheNextHub()
    {
        var (push, _) = PushRules.Next(Offered(FeedPush.None, TwoHubs, Noon), Noon);
        (push, var calls) = PushRules.Next(push, Noon + PushRules.Patience);

        Assert.Equal("https://second.example/", Assert.Single(calls).Subscription.Hub);
        Assert.Equal("The hub took the request and never asked to confirm it.", push.Current!.Detail);
    }

    [Fact]
    public void Denied_Reason_IsShownAndItIsAskedAgainAfterADay()
    {
        var push = PushRules.Denied(Active(TimeSpan.FromDays(10)), "t1", "Not\r\nfor you" + new string('!', 1000), Noon);

        Assert.StartsWith("The hub denied the subscription: Not  for you!!", push.Current!.Detail, StringComparison.Ordinal);
        Assert.InRange(push.Current.Detail!.Length, 300, 350);
        Assert.Equal((PushState.Denied, null, Noon.AddDays(1)), (push.Current.State, push.Current.LeaseEnds, push.Current.Due!.Value));
        Assert.False(PushRules.IsActive(push, Noon));
        Assert.Single(PushRules.Next(push, Noon.AddDays(1)).Calls);
    }

    [Fact]
    public void Denied_WithAnotherHub_AsksThatOne()
    {
        var (push, _) = PushRules.Next(Offered(FeedPush.None, TwoHubs, Noon), Noon);

        push = PushRules.Denied(push, "t1", null, Noon);

        Assert.Equal("https://second.example/", Assert.Single(PushRules.Next(push, Noon).Calls).Subscription.Hub);
    }

    [Fact]
    public void Rested_Active_LeavesAndRemembers()
    {
        var push = PushRules.Rested(Active(TimeSpan.FromHours(1)), Noon, Mint);
        (push, var calls) = PushRules.Next(push, Noon);

        Assert.Equal(["unsubscribe t1 " + Topic], calls.Select(Words));
        Assert.Equal(("t2", PushState.Resting), (push.Current!.Token, push.Current.State));
        Assert.Equal(["subscribe t2 " + Topic], PushRules.Next(PushRules.Resumed(push, Noon), Noon).Calls.Select(Words));
    }

    [Fact]
    public void Leave_HubDoesNotListen_IsForgottenAfterAFewAttempts()
    {
        var push = Active(TimeSpan.FromHours(1)).Leave(Noon);
        var now = Noon;
        for (var i = 0; i < 3; i++)
        {
            (push, var calls) = PushRules.Next(push, now);
            push = PushRules.Failed(push, Assert.Single(calls), new HubRefusal("No."), now);
            now = push.Leaving.SingleOrDefault()?.Due ?? now;
        }

        Assert.Empty(push.All);
    }

    [Fact]
    public void Leave_HubTookIt_IsForgottenAfterAWhile()
    {
        var (push, _) = PushRules.Next(Active(TimeSpan.FromHours(1)).Leave(Noon), Noon);

        Assert.Single(push.Leaving);
        Assert.Empty(PushRules.Next(push, Noon + PushRules.Farewell).Push.All);
    }

    [Fact]
    public void Polled_EntriesThatWereNotPushed_EndTheReliance()
    {
        var push = Active(TimeSpan.FromDays(1));
        push = PushRules.Polled(push, 0, Noon);
        push = PushRules.Polled(push, 3, Noon);
        Assert.True(PushRules.IsActive(push, Noon));
        Assert.True(PushRules.IsActive(PushRules.Polled(PushRules.Notified(push, "t1", null, Noon), 1, Noon), Noon));

        push = PushRules.Polled(push, 1, Noon);

        Assert.False(PushRules.IsActive(push, Noon));
        (push, var calls) = PushRules.Next(push, Noon);
        Assert.Single(calls);
        push = PushRules.Confirmed(push, "t1", "86400", Noon);
        Assert.False(PushRules.IsActive(push, Noon));
        Assert.True(PushRules.IsActive(PushRules.Notified(push, "t1", null, Noon), Noon));
    }

    [Fact]
    public void Notified_IsTakenDown_IgnoredIsToldOnce()
    {
        var push = PushRules.Ignored(Active(TimeSpan.FromDays(1)), "t1");
        Assert.Equal("A notification was ignored: its signature is missing or wrong.", push.Current!.Detail);
        Assert.Same(push, PushRules.Ignored(push, "t1"));
        Assert.Null(push.Current.LastNotification);

        push = PushRules.Notified(push, "t1", null, Noon.AddMinutes(1));

        Assert.Equal((Noon.AddMinutes(1), null), (push.Current!.LastNotification!.Value, push.Current.Detail));
    }

    private static string Words(HubCall call) =>
        $"{(call.Subscribes ? "subscribe" : "unsubscribe")} {call.Subscription.Token} {call.Subscription.Topic}";

    private static PushSubscription Mint(int number, HubOffer offer) =>
        new() { Token = $"t{number}", Feed = FeedId.Parse("orders"), Topic = offer.Topic, Hubs = offer.Hubs, Secret = "s" };

    private PushSubscription Mint(HubOffer offer) => Mint(++_minted, offer);

    private FeedPush Offered(FeedPush push, HubOffer? offer, DateTimeOffset now) => PushRules.Offered(push, offer, rests: false, now, Mint);

    private FeedPush Asked() => PushRules.Next(Offered(FeedPush.None, Offer, Noon), Noon).Push;

    private FeedPush Active(TimeSpan lease) => PushRules.Confirmed(Asked(), "t1", $"{lease.TotalSeconds}", Noon);
}
