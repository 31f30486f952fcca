using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Portal.Events;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Channels.Credentials;
using Portal.Ingestion.Intake;
using Portal.Ingestion.Subscriptions;

namespace Portal.UnitTests.Ingestion.Subscriptions;

/// <summary>
/// Polled at noon with the entries 1 and 2, and again at 12:10 when 8 and 9 were all that was shown: 3 to 7 are missing.
/// </summary>
public sealed class FeedBackfillTests
{
    private const string Address = "http://source.example/feed";
    private const string Page2 = Address + "?page=2";
    private const string Page3 = Address + "?page=3";
    private static readonly FeedId Feed = FeedId.Parse("orders");
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider _time = new(Noon);
    private readonly FakeLog _log = new();
    private readonly FakeSource _source = new();
    private readonly FakeStore _store = new();
    private readonly CredentialVault _vault = Vaults.New();
    private readonly SubscriptionCursors _cursors;
    private readonly ChannelOptions _options = new();

    public FeedBackfillTests()
    {
        _cursors = new SubscriptionCursors(_log, new EntryIntake(_log, new OpenGate()));
        _store.Subscriptions[Feed] = new Subscription { Feed = Feed, Url = Address, PollInterval = TimeSpan.FromMinutes(1) };
    }

    private Gap Gap => _store.Subscriptions[Feed].Status.Continuity.Gaps[0];

    [Fact]
    public async Task Fill_PagesThatReachDown_StoresWhatIsMissingOldestFirstAndCloses()
    {
        await MissAsync(older: Page2);
        _source.Serve(Page2, "7@12.07", "6@12.06", "5@12.05", $"older: {Page3}");
        _source.Serve(Page3, "4@12.04", "3@12.03", "2@11.59", "1@11.58");

        var report = await FillAsync();

        Assert.Equal(
            new BackfillReport(BackfillOutcome.BackFilled, 5, "5 missing entries were stored. The pages reach down to what was known: the gap is closed."), report);
        Assert.Equal(["1", "2", "8", "9", "3", "4", "5", "6", "7"], _log.Ids);
        Assert.Equal((GapStatus.BackFilled, 5, null), (Gap.Status, Gap.Filled, Gap.OlderPage));
        Assert.Equal(new GapEnd(Noon.AddMinutes(10), "Otto", null), Gap.End);
        Assert.Equal(Noon, _store.Subscriptions[Feed].Status.Continuity.CompleteSince);
    }

    [Fact]
    public async Task Fill_PagesThatHaveMovedOn_PassesByWhatCameLater()
    {
        await MissAsync(older: Page2);
        _source.Serve(Page2, "9@12.09", "8@12.08", "7@12.07", $"older: {Page3}");
        _source.Serve(Page3, "6@12.06", "5@12.05", "4@12.04", "3@12.03", "2@11.59");

        Assert.Equal(BackfillOutcome.BackFilled, (await FillAsync()).Outcome);
        Assert.Equal(["1", "2", "8", "9", "3", "4", "5", "6", "7"], _log.Ids);
    }

    [Fact]
    public async Task Fill_OlderRevisionOfAKnownEntry_IsNotGivenBack()
    {
        await MissAsync(older: Page2);
        _source.Serve(Page2, "8@12.08=as it was", "7@12.07", "2@11.59=as it was");
        var revisions = _log.Batches.Sum(batch => batch.Entries.Count);

        Assert.Equal(1, (await FillAsync()).NewEntries);
        Assert.Equal(revisions + 1, _log.Batches.Sum(batch => batch.Entries.Count));
    }

    [Fact]
    public async Task Fill_UnknownEntryBelowTheGap_IsNotTaken()
    {
        await MissAsync(older: Page2);
        _source.Serve(Page2, "7@12.07", "2@11.59", "0@11.00");

        await FillAsync();

        Assert.DoesNotContain("0", _log.Ids);
    }

    [Fact]
    public async Task Fill_PageThatFails_KeepsWhatWasReadAndGoesOnFromThere()
    {
        await MissAsync(older: Page2);
        _source.Serve(Page2, "7@12.07", "6@12.06", $"older: {Page3}");
        _source.Fail(Page3, PollProblem.ServerError);

        var first = await FillAsync();

        Assert.Equal(
            new BackfillReport(BackfillOutcome.Unreachable, 2, $"2 missing entries were stored. An older page could not be had: {ShownAddress.Of(Page3)}: No luck."), first);
        Assert.Equal((GapStatus.Open, Page3, Noon.AddMinutes(6)), (Gap.Status, Gap.OlderPage, Gap.ReadDownTo));

        _source.Serve(Page3, "5@12.05", "4@12.04", "3@12.03", "2@11.59");
        Assert.Equal(BackfillOutcome.BackFilled, (await FillAsync()).Outcome);
        Assert.Equal(["1", "2", "8", "9", "6", "7", "3", "4", "5"], _log.Ids);
        Assert.Equal(5, Gap.Filled);
    }

    [Fact]
    public async Task Fill_NoTimeLeft_SaysThatThereIsMore()
    {
        _options.PollTimeout = TimeSpan.Zero;
        await MissAsync(older: Page2);
        _source.Serve(Page2, "7@12.07", $"older: {Page3}");

        Assert.Equal(BackfillOutcome.More, (await FillAsync()).Outcome);
        Assert.Equal((GapStatus.Open, Page3), (Gap.Status, Gap.OlderPage));
    }

    [Fact]
    public async Task Fill_PagesThatEnd_LeavesItOpenAndSaysWhy()
    {
        await MissAsync(older: Page2);
        _source.Serve(Page2, "7@12.07", "6@12.06");

        Assert.Equal(BackfillOutcome.NotReached, (await FillAsync()).Outcome);
        Assert.Equal((GapStatus.Open, 2, null), (Gap.Status, Gap.Filled, Gap.OlderPage));
        Assert.Contains("accept the gap", Gap.Remark);
    }

    [Fact]
    public async Task Fill_NewIdsForEverything_StopsBeyondTheGapAndTakesNothingThere()
    {
        await MissAsync(older: Page2);
        _source.Serve(Page2, "x7@12.07", $"older: {Page3}");
        _source.Serve(Page3, "x2@11.50", "x1@11.40");

        Assert.Equal(BackfillOutcome.NotReached, (await FillAsync()).Outcome);
        Assert.Equal(["1", "2", "8", "9", "x7"], _log.Ids);
        Assert.Contains("new ids", Gap.Remark);
    }

    [Fact]
    public async Task Fill_NoOlderPage_LooksAtTheFeedItself()
    {
        await MissAsync(older: null);
        _source.Serve(Address, "9@12.09", "8@12.08", "7@12.07", "6@12.06", "5@12.05", "4@12.04", "3@12.03", "2@11.59");

        Assert.Equal(new BackfillReport(BackfillOutcome.BackFilled, 5, "5 missing entries were stored. The pages reach down to what was known: the gap is closed."), await FillAsync());
    }

    [Fact]
    public async Task Fill_OlderPageThatHasGone_LooksAtTheFeedItself()
    {
        await MissAsync(older: Page2);
        _source.Fail(Page2, PollProblem.NotFound);
        _source.Serve(Address, "9@12.09", "8@12.08", "7@12.07", "2@11.59");

        Assert.Equal(BackfillOutcome.BackFilled, (await FillAsync()).Outcome);
    }

    [Fact]
    public async Task Fill_PushedEntryOfTheGapItself_DoesNotCloseIt()
    {
        await MissAsync(older: Page2, pushed: "6@12.06");
        _source.Serve(Page2, "7@12.07", "6@12.06", "5@12.05");

        Assert.Equal(BackfillOutcome.NotReached, (await FillAsync()).Outcome);
        Assert.Contains("5", _log.Ids);
    }

    [Fact]
    public async Task Fill_DiesWhileStoring_IsDoneAgainWithoutDoubling()
    {
        await MissAsync(older: Page2);
        _source.Serve(Page2, "7@12.07", "6@12.06", "2@11.59");
        _log.DiesAfter = _log.Batches.Count;
        await Assert.ThrowsAsync<IOException>(FillAsync);

        _log.DiesAfter = int.MaxValue;
        Assert.Equal(2, (await FillAsync()).NewEntries);
        Assert.Equal(GapStatus.BackFilled, Gap.Status);
    }

    [Fact]
    public async Task Fill_ClosedGap_IsNothingToFill()
    {
        await MissAsync(older: Page2);
        _source.Serve(Page2, "7@12.07", "2@11.59");
        await FillAsync();

        Assert.Null(await Backfill.FillAsync(_store.Subscriptions[Feed], Gap.Id, "Otto", Ends));
        Assert.Null(await Backfill.FillAsync(_store.Subscriptions[Feed], "gap-none", "Otto", Ends));
    }

    [Fact]
    public async Task Accept_OpenGap_KeepsItInTheAccountWithTheReason()
    {
        await MissAsync(older: null);

        var status = await Backfill.AcceptAsync(_store.Subscriptions[Feed], Gap.Id, "A test system", "Otto", Ends);

        Assert.Equal(status, _store.Subscriptions[Feed].Status);
        Assert.Equal((GapStatus.Accepted, new GapEnd(Noon.AddMinutes(10), "Otto", "A test system")), (Gap.Status, Gap.End));
        Assert.Equal(Gap.To, status!.Continuity.CompleteSince);
        Assert.Null(await Backfill.AcceptAsync(_store.Subscriptions[Feed], Gap.Id, "Again", "Otto", Ends));
    }

    [Fact]
    public async Task Fill_StoredCredentials_GoWithTheOlderPages()
    {
        await MissAsync(older: Page2);
        var mine = new SourceCredentials(new Uri(Address), new FeedCredentials.Bearer("t"));
        _store.Subscriptions[Feed] = _store.Subscriptions[Feed] with { Credentials = _vault.Protect(mine) };
        _source.Serve(Page2, "7@12.07", $"older: {Page3}");
        _source.Serve(Page3, "3@12.03", "2@11.59");
        _source.Requests.Clear();

        await FillAsync();

        Assert.Equal([mine, mine], _source.Requests.Select(request => request.Credentials));
    }

    [Fact]
    public async Task Fill_CredentialsOfLostKeys_SendsNothingAndKeepsThePlace()
    {
        await MissAsync(older: Page2);
        _store.Subscriptions[Feed] = _store.Subscriptions[Feed] with { Credentials = "of other keys" };
        _source.Requests.Clear();

        Assert.Equal(BackfillOutcome.Unreachable, (await FillAsync()).Outcome);
        Assert.Empty(_source.Requests);
        Assert.Equal((GapStatus.Open, Page2), (Gap.Status, Gap.OlderPage));
    }

    private FeedBackfill Backfill => new(_source, _source, _log, _cursors, _store, _vault, Options.Create(_options), _time);

    private async Task<BackfillReport> FillAsync()
    {
        var filled = await Backfill.FillAsync(_store.Subscriptions[Feed], Gap.Id, "Otto", Ends);
        return filled!.Value.Report;
    }

    private async Task MissAsync(string? older, string? pushed = null)
    {
        _log.Now = Noon;
        _source.Serve(Address, "2@11.59", "1@11.58");
        await PollAsync();
        if (pushed is not null)
        {
            _log.Now = Noon.AddMinutes(6);
            _source.Serve(Address, pushed);
            await new PushRefresh(_source, _log, _cursors, _store, _time).TakeAsync(
                _store.Subscriptions[Feed], await _source.FetchAsync(new FetchRequest(new Uri(Address)), Ends), Ends);
        }

        _time.SetUtcNow(Noon.AddMinutes(10));
        _log.Now = Noon.AddMinutes(10);
        _source.Serve(Address, older is null ? ["9@12.09", "8@12.08"] : ["9@12.09", "8@12.08", $"older: {older}"]);
        if (older is not null)
        {
            _source.Fail(older, PollProblem.ServerError);
            await PollAsync();
            await PollAsync();
        }

        await PollAsync();
        Assert.Single(_store.Subscriptions[Feed].Status.Continuity.Gaps);
    }

    private async Task PollAsync()
    {
        var refresh = new FeedRefresh(_source, _source, _log, _cursors, _store, new FakePushes(), _vault, Options.Create(new ChannelOptions()), _time);
        await refresh.RefreshAsync(_store.Subscriptions[Feed], jitter: 0, Ends);
    }
}
