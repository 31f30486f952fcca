using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Portal.Events;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Channels.Credentials;
using Portal.Ingestion.Intake;
using Portal.Ingestion.Subscriptions;

namespace Portal.UnitTests.Ingestion.Subscriptions;

public sealed class FeedRefreshTests
{
    private const string Address = "http://source.example/feed";
    private static readonly FeedId Feed = FeedId.Parse("orders");
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Noon);
    private readonly FakeLog _log = new();
    private readonly FakeSource _source = new();
    private readonly FakeStore _store = new();
    private readonly FakePushes _pushes = new();
    private readonly CredentialVault _vault = Vaults.New();

    public FeedRefreshTests() => _store.Subscriptions[Feed] =
        new Subscription { Feed = Feed, Url = Address, PollInterval = TimeSpan.FromMinutes(1) };

    private SubscriptionStatus Status => _store.Subscriptions[Feed].Status;

    [Fact]
    public async Task Refresh_FirstPoll_StoresOldestFirstAndSaysWhereItStands()
    {
        _source.Serve(Address, "3", "2", "1");

        var report = await PollAsync();

        Assert.Equal(new PollReport(PollOutcome.Fetched, 3, null), report);
        Assert.Equal(["1", "2", "3"], _log.Ids);
        Assert.Equal(
            new SubscriptionStatus
            {
                LastPoll = Noon,
                LastSuccess = Noon,
                LastNewEntries = Noon,
                NextPoll = Noon.AddMinutes(1),
                LastOutcome = PollOutcome.Fetched,
                EffectiveInterval = TimeSpan.FromMinutes(1),
                Continuity = new Continuity(Noon, []),
                LastOverlap = new Overlap(Noon, 0, 3),
                Publisher = new PublisherRecord(new PublisherTally { Since = Noon, Polls = 1, Answered = 1, Documents = 1 }, null),
                Run = new PollRun { Number = 1, First = Noon, Last = Noon, Outcome = PollOutcome.Fetched, NewEntries = 3, Bytes = 5 },
            },
            Status);
        Assert.Equal([new SourceDescription("Lines", null, "A source", null, null)], _store.Sources);
    }

    [Fact]
    public async Task Refresh_NothingChanged_AsksConditionallyAndStoresNothing()
    {
        _source.Serve(Address, "1");
        _source.Tag(Address, "\"a\"");
        await PollAsync();

        var report = await PollAsync();

        Assert.Equal(new PollReport(PollOutcome.NotModified, 0, null), report);
        Assert.Equal("\"a\"", _source.Requests[^1].ETag);
        Assert.Single(_log.Batches);
    }

    [Fact]
    public async Task Refresh_SameBytesWithoutValidators_IsNotModified()
    {
        _source.Serve(Address, "1");
        await PollAsync();

        Assert.Equal(PollOutcome.NotModified, (await PollAsync()).Outcome);
        Assert.Single(_log.Batches);
    }

    [Fact]
    public async Task Refresh_SameBytesWithNewValidator_RemembersIt()
    {
        _source.Serve(Address, "1");
        await PollAsync();
        _source.Tag(Address, "\"b\"");
        await PollAsync();
        await PollAsync();

        Assert.Equal([null, null, "\"b\""], _source.Requests.Select(request => request.ETag));
        Assert.Equal(["1"], _log.Ids);
    }

    [Fact]
    public async Task Refresh_NewAddress_ForgetsTheValidatorsOfTheOldOne()
    {
        _source.Serve(Address, "1");
        _source.Tag(Address, "\"a\"");
        await PollAsync();
        _source.Serve("http://other.example/", "2", "1");
        _store.Subscriptions[Feed] = _store.Subscriptions[Feed] with { Url = "http://other.example/" };
        await PollAsync();

        Assert.Null(_source.Requests[^1].ETag);
        Assert.Equal(["1", "2"], _log.Ids);
    }

    [Fact]
    public async Task Refresh_OverlappingPage_StoresTheNewOnesOnly()
    {
        _source.Serve(Address, "2", "1");
        await PollAsync();
        _source.Serve(Address, "4", "3", "2", "1=changed");

        Assert.Equal(new PollReport(PollOutcome.Fetched, 2, null), await PollAsync());
        Assert.Equal(["1", "2", "3", "4"], _log.Ids);
    }

    [Fact]
    public async Task Refresh_SameIdTwiceInADocument_KeepsTheFirst()
    {
        _source.Serve(Address, "2", "1=newer", "1=older");

        Assert.Equal(new PollReport(PollOutcome.Fetched, 2, null), await PollAsync());
        Assert.Equal(["1=newer", "2"], _log.Batches[0].Entries.Select(e => e.Entry.Title.Value));
    }

    [Fact]
    public async Task Refresh_MissedSeveralPages_WalksBackToWhatIsKnown()
    {
        _source.Serve(Address, "2", "1");
        await PollAsync();
        _source.Serve(Address, "8", "7", $"older: {Address}?2");
        _source.Serve(Address + "?2", "6", "5", $"older: {Address}?3");
        _source.Serve(Address + "?3", "4", "3", "2", $"older: {Address}?4");

        Assert.Equal(new PollReport(PollOutcome.Fetched, 6, null), await PollAsync());
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8"], _log.Ids);
        Assert.Equal(new Continuity(Noon, []), Status.Continuity);
    }

    [Fact]
    public async Task Refresh_FirstPollOfAPagedFeed_ReadsTheFirstPageOnly()
    {
        _source.Serve(Address, "8", "7", $"older: {Address}?2");

        await PollAsync();

        Assert.Equal(["7", "8"], _log.Ids);
        Assert.Single(_source.Requests);
    }

    [Fact]
    public async Task Refresh_OlderPageOfTheSameOrigin_GetsTheCredentialsToo()
    {
        _store.Subscriptions[Feed] = _store.Subscriptions[Feed] with { Url = "http://me:secret@source.example/feed" };
        _source.Serve(Address, "1");
        await PollAsync();
        _source.Serve(Address, "3", $"older: {Address}?2");
        _source.Serve(Address + "?2", "2", "older: http://other.example/");
        _source.Serve("http://other.example/", "1");
        await PollAsync();

        Assert.Equal(["me:secret", "me:secret", ""], _source.Requests.Skip(1).Select(request => request.Address.UserInfo));
    }

    [Fact]
    public async Task Refresh_NothingKnownAndNoOlderPage_RecordsAGap()
    {
        _source.Serve(Address, "1");
        await PollAsync();
        _time.Advance(TimeSpan.FromMinutes(5));
        _source.Serve(Address, "9", "8");

        var report = await PollAsync();

        Assert.Equal(
            new PollReport(PollOutcome.Fetched, 2, "A gap was recorded: none of the entries shown was known, and there is no older page."), report);
        var gap = new Gap("gap-20260301T120000.000Z", Noon, Noon.AddMinutes(5), null, GapStatus.Open, null, 2) { FoundAt = Noon.AddMinutes(5) };
        Assert.Equal(new Continuity(Noon.AddMinutes(5), [gap]), Status.Continuity);
        Assert.Equal(SubscriptionState.Active, Status.State);
    }

    [Fact]
    public async Task Refresh_CompleteFeed_HasNoGaps()
    {
        _source.Serve(Address, "1", "all:");
        await PollAsync();
        _source.Serve(Address, "2", "all:");
        await PollAsync();

        Assert.Empty(Status.Continuity.Gaps);
    }

    [Fact]
    public async Task Refresh_PagesInACircle_EndWithAGap()
    {
        _source.Serve(Address, "1");
        await PollAsync();
        _source.Serve(Address, "9", $"older: {Address}?2");
        _source.Serve(Address + "?2", "8", $"older: {Address}?2");
        await PollAsync();

        Assert.Equal(["1", "8", "9"], _log.Ids);
        Assert.Single(Status.Continuity.Gaps);
    }

    [Fact]
    public async Task Refresh_EndlessPages_EndInTimeWithAGapThatNamesTheNextPage()
    {
        _source.Serve(Address, "1");
        await PollAsync();
        _source.Serve(Address, "9", $"older: {Address}?1");
        for (var page = 1; page <= 30; page++)
        {
            _source.Serve($"{Address}?{page}", $"old-{page}", $"older: {Address}?{page + 1}");
            var serve = _source.Pages[$"{Address}?{page}"];
            _source.Pages[$"{Address}?{page}"] = request =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return serve(request);
            };
        }

        var report = await PollAsync();

        Assert.Equal(
            new PollReport(PollOutcome.Fetched, 21, "A gap was recorded: there are more older pages than one poll reads."), report);
        Assert.Equal($"{Address}?21", Assert.Single(Status.Continuity.Gaps).OlderPage);
    }

    [Fact]
    public async Task Refresh_OlderPageOutOfReach_WaitsTwiceThenRecordsAGap()
    {
        _source.Serve(Address, "1");
        await PollAsync();
        _source.Serve(Address, "3", $"older: {Address}?2");
        _source.Fail(Address + "?2", PollProblem.ServerError);

        PollReport[] reports = [await PollAsync(), await PollAsync(), await PollAsync()];

        Assert.Equal([PollOutcome.Unreachable, PollOutcome.Unreachable, PollOutcome.Fetched], reports.Select(report => report.Outcome));
        Assert.Equal(new PollReport(PollOutcome.Unreachable, 0, $"{Address}: No luck.", PollProblem.OlderPage), reports[0]);
        Assert.Equal(["1", "3"], _log.Ids);
        Assert.Equal($"{Address}?2", Assert.Single(Status.Continuity.Gaps).OlderPage);
    }

    [Fact]
    public async Task Refresh_OlderPageBackInTime_LosesNothing()
    {
        _source.Serve(Address, "1");
        await PollAsync();
        _source.Serve(Address, "3", $"older: {Address}?2");
        _source.Fail(Address + "?2", PollProblem.ServerError);
        await PollAsync();
        _source.Serve(Address + "?2", "2", "1");
        await PollAsync();

        Assert.Equal(["1", "2", "3"], _log.Ids);
        Assert.Empty(Status.Continuity.Gaps);
    }

    [Fact]
    public async Task Refresh_LongDocument_IsSplitAndTheValidatorsMoveLast()
    {
        _source.Serve(Address, Enumerable.Range(1, 4500).Reverse().Select(i => $"{i}"));
        _source.Tag(Address, "\"a\"");

        await PollAsync();

        Assert.Equal([2000, 2000, 500], _log.Batches.Select(batch => batch.Entries.Count));
        Assert.Equal(
            [null, null, "\"a\""], _log.Batches.Select(batch => SubscriptionCursor.Read(batch.Checkpoint).ETag));
        Assert.Equal(Enumerable.Range(1, 4500).Select(i => $"{i}"), _log.Ids);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Refresh_DiesBetweenBatches_FindsTheRestAfterwards(int batches)
    {
        _source.Serve(Address, Enumerable.Range(1, 4500).Reverse().Select(i => $"{i}"));
        _source.Tag(Address, "\"a\"");
        _log.DiesAfter = batches;
        await Assert.ThrowsAsync<IOException>(PollAsync);
        _log.DiesAfter = int.MaxValue;

        var report = await PollAsync();

        Assert.Equal(new PollReport(PollOutcome.Fetched, 4500 - (2000 * batches), null), report);
        Assert.Equal(Enumerable.Range(1, 4500).Select(i => $"{i}"), _log.Ids);
        Assert.Empty(Status.Continuity.Gaps);
    }

    [Fact]
    public async Task Refresh_DiesAfterTheFirstBatchBeyondAGap_StillKnowsTheGap()
    {
        _source.Serve(Address, "old");
        await PollAsync();
        _time.Advance(TimeSpan.FromMinutes(5));
        _source.Serve(Address, Enumerable.Range(1, 4500).Reverse().Select(i => $"{i}"));
        _log.DiesAfter = 2;
        await Assert.ThrowsAsync<IOException>(PollAsync);
        _log.DiesAfter = int.MaxValue;
        await PollAsync();

        Assert.Equal(4501, _log.Ids.Count);
        Assert.Equal(
            [new Gap("gap-20260301T120000.000Z", Noon, Noon.AddMinutes(5), null, GapStatus.Open, null, 4500) { FoundAt = Noon.AddMinutes(5) }], Status.Continuity.Gaps);
    }

    [Theory]
    [InlineData(PollProblem.TimedOut, PollOutcome.Unreachable)]
    [InlineData(PollProblem.Tls, PollOutcome.Unreachable)]
    [InlineData(PollProblem.TooLarge, PollOutcome.Malformed)]
    public async Task Refresh_Failure_BacksOffAndKeepsWhatIsKnown(PollProblem problem, PollOutcome outcome)
    {
        _source.Serve(Address, "1");
        await PollAsync();
        _source.Fail(Address, problem);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(new PollReport(outcome, 0, "No luck.", problem), await PollAsync());
        Assert.Equal(
            new SubscriptionStatus
            {
                State = SubscriptionState.BackingOff,
                LastPoll = Noon.AddMinutes(1),
                LastSuccess = Noon,
                LastNewEntries = Noon,
                NextPoll = Noon.AddMinutes(1.5),
                LastOutcome = outcome,
                LastProblem = problem,
                EffectiveInterval = TimeSpan.FromMinutes(1),
                FailuresInRow = 1,
                Detail = "No luck.",
                Continuity = new Continuity(Noon, []),
                LastOverlap = new Overlap(Noon, 0, 1),
                Publisher = new PublisherRecord(new PublisherTally { Since = Noon, Polls = 2, Answered = 1, Documents = 1 }, null),
                Run = new PollRun
                {
                    Number = 2,
                    First = Noon.AddMinutes(1),
                    Last = Noon.AddMinutes(1),
                    Outcome = outcome,
                    Problem = problem,
                    Detail = "No luck.",
                },
            },
            Status);
    }

    [Fact]
    public async Task Refresh_ThreeFailuresThenSuccess_IsFailingThenActive()
    {
        List<SubscriptionState> states = [];
        _source.Fail(Address, PollProblem.ConnectionFailed);
        for (var i = 0; i < 3; i++)
        {
            await PollAsync();
            states.Add(Status.State);
        }

        _source.Serve(Address, "1");
        await PollAsync();
        states.Add(Status.State);

        Assert.Equal(
            [SubscriptionState.BackingOff, SubscriptionState.BackingOff, SubscriptionState.Failing, SubscriptionState.Active], states);
    }

    [Fact]
    public async Task Refresh_Gone_IsNotScheduledAgain()
    {
        _source.Fail(Address, PollProblem.Gone);

        await PollAsync();

        Assert.Equal((SubscriptionState.Gone, null), (Status.State, Status.NextPoll));
    }

    [Fact]
    public async Task Refresh_MalformedDocument_KeepsTheCursor()
    {
        _source.Serve(Address, "bad");
        _source.Tag(Address, "\"bad\"");

        Assert.Equal(new PollReport(PollOutcome.Malformed, 0, "It is bad.", PollProblem.Malformed), await PollAsync());
        Assert.Empty(_log.Batches);
    }

    [Fact]
    public async Task Refresh_AddressThatIsNone_SaysSo()
    {
        _store.Subscriptions[Feed] = _store.Subscriptions[Feed] with { Url = "orders.xml" };

        Assert.Equal(
            new PollReport(PollOutcome.Unreachable, 0, "The feed's address is not an absolute one.", PollProblem.BadAddress), await PollAsync());
    }

    [Fact]
    public async Task Refresh_Paused_StaysPaused()
    {
        _store.Subscriptions[Feed] = _store.Subscriptions[Feed] with { Paused = true };
        _source.Serve(Address, "1");

        await PollAsync();

        Assert.Equal((SubscriptionState.Paused, null, 1), (Status.State, Status.NextPoll, _log.Ids.Count));
    }

    [Fact]
    public async Task Refresh_Deleted_GetsALastRevisionOnce()
    {
        _source.Serve(Address, "2", "1");
        await PollAsync();
        _source.Serve(Address, "3", "deleted: 1", "2", "deleted: never seen");
        await PollAsync();
        _source.Serve(Address, "4", "3", "deleted: 1", "2", "deleted: never seen");
        await PollAsync();

        Assert.Equal(["1"], _log.DeletedIds);
        Assert.Equal(1, _log.Revisions);
        Assert.Equal(["1", "2", "3", "4"], _log.Ids);
    }

    [Fact]
    public async Task Refresh_DeletedButStillShown_StaysDeleted()
    {
        _source.Serve(Address, "2", "1");
        await PollAsync();
        _source.Serve(Address, "2", "1", "deleted: 1");
        await PollAsync();
        _source.Serve(Address, "3", "2", "1", "deleted: 1");
        await PollAsync();

        Assert.Equal(["1"], _log.DeletedIds);
        Assert.Equal(1, _log.Revisions);
    }

    // The known entries may stand in the part that is missing: a gap would be a false alarm, and "joined" a lie.
    [Fact]
    public async Task Refresh_CutOffAboveWhatIsKnown_IsAskedForAgainAndLosesNothing()
    {
        _source.Serve(Address, "1");
        _source.Tag(Address, "\"a\"");
        await PollAsync();
        _source.Serve(Address, "4", "3", "cut:");

        Assert.Equal(new PollReport(PollOutcome.Malformed, 0, "It was cut off.", PollProblem.Malformed), await PollAsync());
        Assert.Equal("\"a\"", _source.Requests[^1].ETag);

        _source.Serve(Address, "4", "3", "2", "1");
        Assert.Equal(new PollReport(PollOutcome.Fetched, 3, null), await PollAsync());
        Assert.Equal(["1", "2", "3", "4"], _log.Ids);
        Assert.Empty(Status.Continuity.Gaps);
    }

    [Fact]
    public async Task Refresh_CutOffForGood_IsReadAsFarAsItGoesWithAGap()
    {
        _source.Serve(Address, "1");
        await PollAsync();
        _source.Serve(Address, "4", "3", "cut:");

        PollReport[] reports = [await PollAsync(), await PollAsync(), await PollAsync()];

        Assert.Equal([PollOutcome.Malformed, PollOutcome.Malformed, PollOutcome.Fetched], reports.Select(report => report.Outcome));
        Assert.Equal(["1", "3", "4"], _log.Ids);
        Assert.Single(Status.Continuity.Gaps);
    }

    [Fact]
    public async Task Refresh_CutOffBelowWhatIsKnown_IsTakenAndAskedForOnceMoreAsAWhole()
    {
        _source.Serve(Address, "2", "1");
        await PollAsync();
        _source.Serve(Address, "3", "2", "cut:");
        _source.Tag(Address, "\"b\"");

        Assert.Equal(new PollReport(PollOutcome.Fetched, 1, "It was cut off."), await PollAsync());
        await PollAsync();
        await PollAsync();

        Assert.Equal([null, null, null, "\"b\""], _source.Requests.Select(request => request.ETag));
    }

    [Fact]
    public async Task Refresh_ShrinksAndGrowsAgain_FiresNothingTwice()
    {
        _source.Serve(Address, "3", "2", "1");
        await PollAsync();
        foreach (var page in new[] { ["3"], ["3", "2", "1"], [], ["4", "3", "2", "1"], ["1", "2", "3", "4"], new[] { "2", "4", "1", "3" } })
        {
            _source.Serve(Address, page);
            await PollAsync();
        }

        Assert.Equal(["1", "2", "3", "4"], _log.Ids);
        Assert.Equal(0, _log.Revisions);
        Assert.Empty(Status.Continuity.Gaps);
    }

    [Fact]
    public async Task Refresh_StoredCredentials_GoWithTheQuestionAndItsOlderPages()
    {
        var mine = new SourceCredentials(new Uri(Address), new FeedCredentials.Bearer("t"));
        _store.Subscriptions[Feed] = _store.Subscriptions[Feed] with { Credentials = _vault.Protect(mine) };
        _source.Serve(Address, "1");
        await PollAsync();
        _source.Serve(Address, "3", $"older: {Address}?2");
        _source.Serve(Address + "?2", "2", "1");
        await PollAsync();

        Assert.Equal([mine, mine, mine], _source.Requests.Select(request => request.Credentials));
    }

    [Fact]
    public async Task Refresh_CredentialsOfLostKeys_AreAskedForAgainAndNothingIsSent()
    {
        _store.Subscriptions[Feed] = _store.Subscriptions[Feed] with { Credentials = "of other keys" };

        Assert.Equal((PollOutcome.Unreachable, PollProblem.Unauthorised), (await PollAsync()) switch { var report => (report.Outcome, report.Problem) });
        Assert.Empty(_source.Requests);
    }

    [Fact]
    public async Task Refresh_PollsThatFindNothing_AreOneRunThatIsStoredWhenItEnds()
    {
        _source.Serve(Address, "1");
        _source.Tag(Address, "\"a\"");
        await PollAsync();
        for (var poll = 0; poll < 3; poll++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await PollAsync();
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        _source.Fail(Address, PollProblem.ServerError);
        await PollAsync();

        Assert.Equal(
            [
                new PollRun { Number = 1, First = Noon, Last = Noon, Outcome = PollOutcome.Fetched, NewEntries = 1, Bytes = 1 },
                new PollRun { Number = 2, First = Noon.AddMinutes(1), Last = Noon.AddMinutes(3), Polls = 3, Outcome = PollOutcome.NotModified },
            ],
            _store.Ended);
        Assert.Equal(
            new PollRun
            {
                Number = 3,
                First = Noon.AddMinutes(4),
                Last = Noon.AddMinutes(4),
                Outcome = PollOutcome.Unreachable,
                Problem = PollProblem.ServerError,
                Detail = "No luck.",
            },
            Status.Run);
    }

    [Fact]
    public async Task Refresh_KnowsTheLongestSilenceAndTheLongestAbsence()
    {
        _source.Serve(Address, "1");
        await PollAsync();
        _time.Advance(TimeSpan.FromMinutes(3));
        await PollAsync();
        _time.Advance(TimeSpan.FromMinutes(2));
        _source.Serve(Address, "2", "1");
        await PollAsync();

        Assert.Equal(
            (new Stretch(Noon, Noon.AddMinutes(5)), new Stretch(Noon, Noon.AddMinutes(3)), new Overlap(Noon.AddMinutes(5), 1, 2)),
            (Status.LongestSilence, Status.LongestAbsence, Status.LastOverlap));
    }

    [Fact]
    public async Task Refresh_Gap_EndsTheProofThatNothingWasMissed()
    {
        _source.Serve(Address, "1");
        await PollAsync();
        _time.Advance(TimeSpan.FromMinutes(5));
        _source.Serve(Address, "9", "8");

        await PollAsync();

        Assert.Null(Status.LastOverlap);
    }

    private async Task<PollReport> PollAsync()
    {
        var refresh = new FeedRefresh(
            _source, _source, _log, new SubscriptionCursors(_log, new EntryIntake(_log, new OpenGate())), _store, _pushes, _vault, Options.Create(new ChannelOptions()), _time);
        return (await refresh.RefreshAsync(_store.Subscriptions[Feed], jitter: 0, TestContext.Current.CancellationToken)).Report;
    }
}
