using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Portal.Events;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Intake;
using Portal.Ingestion.Subscriptions;
using Portal.Ingestion.WebSub;

namespace Portal.UnitTests.Ingestion.Subscriptions;

/// <summary>Polls and pushes of one feed in turn.</summary>
public sealed class PushRefreshTests
{
    private const string Address = "http://source.example/feed";
    private static readonly FeedId Feed = FeedId.Parse("orders");
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Noon);
    private readonly FakeLog _log = new();
    private readonly FakeSource _source = new();
    private readonly FakeStore _store = new();
    private readonly FakePushes _pushes = new() { Active = true };

    public PushRefreshTests() => _store.Subscriptions[Feed] =
        new Subscription { Feed = Feed, Url = Address, PollInterval = TimeSpan.FromMinutes(1) };

    private SubscriptionStatus Status => _store.Subscriptions[Feed].Status;

    [Fact]
    public async Task Push_WholePage_StoresOnceAndLeavesThePollWhereItIs()
    {
        await PollAsync("2", "1");
        _time.Advance(TimeSpan.FromSeconds(30));

        var report = await PushAsync("4", "3", "2", "1");

        Assert.Equal(new PollReport(PollOutcome.Fetched, 2, null), report);
        Assert.Equal((Noon.AddMinutes(4), Noon.AddSeconds(30)), (Status.NextPoll!.Value, Status.LastNewEntries!.Value));
        Assert.Equal(0, (await PollAsync("4", "3", "2", "1")).NewEntries);
        Assert.Equal(["1", "2", "3", "4"], _log.Ids);
        Assert.Empty(Status.Continuity.Gaps);
    }

    [Fact]
    public async Task Push_NewestEntryOnly_IsStoredAndPolledForSoon()
    {
        await PollAsync("1");
        _time.Advance(TimeSpan.FromSeconds(30));
        await PushAsync("2");

        Assert.Equal((Noon.AddMinutes(1), TimeSpan.FromMinutes(1)), (Status.NextPoll!.Value, Status.EffectiveInterval!.Value));
        Assert.Equal(["1", "2"], _log.Ids);
    }

    [Fact]
    public async Task Push_SomeLostInBetween_TheNextPollFindsThem()
    {
        await PollAsync("1");
        await PushAsync("4");
        await PollAsync("5", "4", "3", "2", "1");

        Assert.Equal(["1", "4", "2", "3", "5"], _log.Ids);
        Assert.Empty(Status.Continuity.Gaps);
    }

    [Fact]
    public async Task Push_SomeLostAndOutOfReach_IsAGapAllTheSame()
    {
        await PollAsync("2", "1");
        await PushAsync("5");
        await PollAsync("6", "5", "4");

        Assert.Single(Status.Continuity.Gaps);
        await PollAsync("7", "6", "5");
        Assert.Single(Status.Continuity.Gaps);
    }

    [Fact]
    public async Task Push_ThatIsProvenByAPoll_CountsAsKnownFromThenOn()
    {
        await PollAsync("1");
        await PushAsync("2");
        await PollAsync("2", "1");

        await PushAsync("4", "3", "2");

        Assert.Null(SubscriptionCursor.Read(await _log.FindCheckpointAsync(SubscriptionCursor.NameOf(Feed))).Unproven);
        await PollAsync("5", "4");
        Assert.Empty(Status.Continuity.Gaps);
    }

    [Fact]
    public async Task Push_Malformed_IsPolledForSoonAndStoresNothing()
    {
        await PollAsync("1");

        var report = await PushAsync("bad");

        Assert.Equal(new PollReport(PollOutcome.Malformed, 0, "It is bad.", PollProblem.Malformed), report);
        Assert.Equal(Noon.AddMinutes(1), Status.NextPoll);
        Assert.Equal(["1"], _log.Ids);
    }

    [Fact]
    public async Task Push_DoesNotTouchTheValidators()
    {
        await PollAsync("1");
        _source.Tag(Address, "\"a\"");
        await PollAsync();
        await PushAsync("2", "1");
        await PollAsync();

        Assert.Equal("\"a\"", _source.Requests[^1].ETag);
    }

    [Fact]
    public async Task Push_ManyEntries_AreStoredInBatchesThatNameWhatIsUnproven()
    {
        await PollAsync("0");
        await PushAsync([.. Enumerable.Range(1, 5000).Reverse().Select(i => $"{i}")]);
        Assert.Equal(5001, _log.Ids.Count);
        Assert.All(_log.Batches.TakeLast(3), batch => Assert.Contains("\"unproven\"", batch.Checkpoint!.State, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Poll_WhileAHubPushes_IsFourTimesAsFarApart_AndNotWithoutOne()
    {
        await PollAsync("1");
        Assert.Equal(
            (Noon.AddMinutes(4), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(1)),
            (Status.NextPoll!.Value, Status.EffectiveInterval!.Value, Status.UnpushedInterval!.Value));
        _pushes.Active = false;
        await PollAsync("2", "1");

        Assert.Equal((Noon.AddMinutes(1), null), (Status.NextPoll!.Value, Status.UnpushedInterval));
    }

    [Fact]
    public async Task Poll_TellsWhatItFoundAndWhatIsOffered()
    {
        _source.Serve(Address, "1");
        var page = _source.Pages[Address];
        _source.Pages[Address] = request => page(request) with { Link = "<http://hub.example/>; rel=hub" };
        await PollAsync();

        Assert.Equal(["polled 1"], _pushes.Told);
        Assert.Equal((Address, "http://hub.example/"), (_pushes.Offer?.Topic, _pushes.Offer?.Hubs.Single()));
    }

    [Fact]
    public async Task Poll_Gone_LetsTheHubRest_AndAnAnswerEndsThat()
    {
        _source.Fail(Address, PollProblem.Gone);
        await PollAsync();
        await PollAsync("1");

        Assert.Equal(["rest", "polled 1", "resume"], _pushes.Told);
    }

    private async Task<PollReport> PollAsync(params string[] lines)
    {
        if (lines.Length > 0)
        {
            _source.Serve(Address, lines);
        }

        var refresh = new FeedRefresh(
            _source, _source, _log, new SubscriptionCursors(_log, new EntryIntake(_log, new OpenGate())), _store, _pushes, Vaults.New(), Options.Create(new ChannelOptions()), _time);
        return (await refresh.RefreshAsync(_store.Subscriptions[Feed], jitter: 0, TestContext.Current.CancellationToken)).Report;
    }

    private async Task<PollReport> PushAsync(params string[] lines)
    {
        var document = new FetchResult
        {
            Kind = FetchKind.Document,
            Body = Encoding.UTF8.GetBytes(string.Join('\n', lines)),
            BaseAddress = new Uri("http://topic.example/"),
        };
        var refresh = new PushRefresh(_source, _log, new SubscriptionCursors(_log, new EntryIntake(_log, new OpenGate())), _store, _time);
        return (await refresh.TakeAsync(_store.Subscriptions[Feed], document, TestContext.Current.CancellationToken)).Report;
    }
}
