using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Portal.Events;
using Portal.Events.Activity;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Intake;
using Portal.Ingestion.Subscriptions;
using ChannelOptions = Portal.Ingestion.Channels.ChannelOptions;

namespace Portal.UnitTests.Ingestion.Subscriptions;

public sealed class SubscriptionSchedulerTests : IAsyncDisposable
{
    private static readonly FeedId Feed = FeedId.Parse("orders");
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Noon);
    private readonly FakeStore _store = new();
    private readonly FakePushes _pushes = new();
    private readonly HeldSource _source = new();
    private readonly Activities _activities = new();
    private readonly SubscriptionPolls _polls;
    private readonly SubscriptionScheduler _scheduler;

    public SubscriptionSchedulerTests()
    {
        var options = Options.Create(new ChannelOptions { MaxConcurrentPolls = 3, MaxConcurrentPollsPerHost = 2, PausePerHost = TimeSpan.Zero });
        var log = new FakeLog();
        var cursors = new SubscriptionCursors(log, new EntryIntake(log, new OpenGate()));
        var refresh = new FeedRefresh(_source, new FakeSource(), log, cursors, _store, _pushes, Vaults.New(), options, _time);
        var pushed = new PushRefresh(new FakeSource(), log, cursors, _store, _time);
        var backfill = new FeedBackfill(_source, new FakeSource(), log, cursors, _store, Vaults.New(), options, _time);
        _polls = new SubscriptionPolls(refresh, pushed, backfill, _store, _activities, options, _time, NullLogger<SubscriptionPolls>.Instance, new NoJitter());
        _scheduler = new SubscriptionScheduler(_polls, _store, _pushes, new FollowingScope(IsShared: false), options, _time, NullLogger<SubscriptionScheduler>.Instance);
    }

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _scheduler.StopAsync(CancellationToken.None);
        _scheduler.Dispose();
        _polls.Dispose();
    }

    [Fact]
    public async Task Start_NewSubscription_IsPolledAtOnceAndAgainWhenDue()
    {
        Follow(Feed);
        await _scheduler.StartAsync(Ends);
        (await _source.NextAsync()).Answer("1");
        await SettledAsync(status => status.NextPoll == Noon.AddMinutes(1));
        _time.Advance(TimeSpan.FromMinutes(1));
        (await _source.NextAsync()).Answer("2", "1");
        await SettledAsync(status => status.LastPoll == Noon.AddMinutes(1));

        Assert.Equal(PollOutcome.Fetched, (await _scheduler.StatusAsync(Feed, Ends))?.LastOutcome);
    }

    [Fact]
    public async Task Clock_SetBackByADay_IsPolledAfterItsIntervalAllTheSame()
    {
        Follow(Feed);
        await _scheduler.StartAsync(Ends);
        (await _source.NextAsync()).Answer("1");
        await SettledAsync(status => status.NextPoll == Noon.AddMinutes(1));
        _time.AdjustTime(Noon.AddDays(-1));
        _time.Advance(TimeSpan.FromMinutes(1));

        // The timer that was set before the jump shows it; from there on it takes the interval.
        var question = _source.NextAsync().AsTask();
        while (!question.IsCompleted)
        {
            Ends.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromSeconds(10));

            // The scheduler runs on threads of its own, which a busy machine may keep waiting.
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Ends);
            Assert.True(_time.GetUtcNow() < Noon.AddDays(-1).AddHours(12));
        }
    }

    [Fact]
    public async Task Clock_SetForwardByADay_PollsOnceAtOnce()
    {
        Follow(Feed);
        await _scheduler.StartAsync(Ends);
        (await _source.NextAsync()).Answer("1");
        await SettledAsync(status => status.NextPoll == Noon.AddMinutes(1));
        _time.Advance(TimeSpan.FromDays(1));
        (await _source.NextAsync()).Answer("2", "1");
        await SettledAsync(status => status.NextPoll == Noon.AddDays(1).AddMinutes(1));

        Assert.Equal(2, _source.Asked);
    }

    [Fact]
    public async Task PollNow_UnknownFeed_IsNull() => Assert.Null(await _scheduler.PollNowAsync(Feed, Ends));

    [Fact]
    public async Task PollNow_NotLoadedYet_FindsItInTheStore()
    {
        Follow(Feed);
        var poll = _scheduler.PollNowAsync(Feed, Ends);
        (await _source.NextAsync()).Answer("2", "1");

        Assert.Equal(new PollReport(PollOutcome.Fetched, 2, null), await poll);
    }

    [Fact]
    public async Task PollNow_WhilePolled_WaitsAndPollsOnceMoreForAllWhoAsked()
    {
        Follow(Feed);
        await _scheduler.StartAsync(Ends);
        var scheduled = await _source.NextAsync();
        var first = _scheduler.PollNowAsync(Feed, Ends);
        var second = _scheduler.PollNowAsync(Feed, Ends);
        scheduled.Answer("1");
        (await _source.NextAsync()).Answer("2", "1");

        Assert.Equal(new PollReport(PollOutcome.Fetched, 1, null), await first);
        Assert.Same(await first, await second);
        Assert.Equal(2, _source.Asked);
    }

    [Fact]
    public async Task PollNow_CallerLeaves_PollGoesOn()
    {
        Follow(Feed);
        using var leave = new CancellationTokenSource();
        var poll = _scheduler.PollNowAsync(Feed, leave.Token);
        var question = await _source.NextAsync();
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
        question.Answer("1");
        await SettledAsync(status => status.LastOutcome == PollOutcome.Fetched);
    }

    [Fact]
    public async Task Start_ManyFeedsOfAHost_KeepsWithinThePlaces()
    {
        foreach (var name in new[] { "a1", "a2", "a3", "b1", "b2" })
        {
            Follow(FeedId.Parse(name), $"http://{name[..1]}.example/{name}");
        }

        await _scheduler.StartAsync(Ends);
        HeldSource.Question[] first = [await _source.NextAsync(), await _source.NextAsync(), await _source.NextAsync()];
        Assert.True(first.CountBy(question => question.Request.Address.Host).All(host => host.Value <= 2));
        Assert.Equal(3, _source.Asked);

        first[0].Answer("1");
        (await _source.NextAsync()).Answer("1");
        (await _source.NextAsync()).Answer("1");
        Assert.Equal(5, _source.Asked);
    }

    [Fact]
    public async Task PollNow_WhenAllScheduledPlacesAreTaken_HasAPlaceOfItsOwn()
    {
        foreach (var name in new[] { "a1", "b1", "c1" })
        {
            Follow(FeedId.Parse(name), $"http://{name}.example/");
        }

        await _scheduler.StartAsync(Ends);
        _ = (await _source.NextAsync(), await _source.NextAsync(), await _source.NextAsync());
        Follow(Feed);
        var poll = _scheduler.PollNowAsync(Feed, Ends);
        (await _source.NextAsync()).Answer("1");

        Assert.Equal(1, (await poll)?.NewEntries);
    }

    [Fact]
    public async Task Pause_ThenResume_StopsAndStartsPollingAndIsTold()
    {
        Follow(Feed);
        await _scheduler.StartAsync(Ends);
        (await _source.NextAsync()).Answer("1");
        await SettledAsync(status => status.LastOutcome == PollOutcome.Fetched);

        Assert.True(await _scheduler.PauseAsync(Feed, "ann", Ends));
        var paused = await _scheduler.StatusAsync(Feed, Ends);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.True(await _scheduler.ResumeAsync(Feed, "ann", Ends));
        (await _source.NextAsync()).Answer("2", "1");
        await SettledAsync(status => status.LastPoll == Noon.AddHours(1));

        Assert.Equal((SubscriptionState.Paused, null), (paused?.State, paused?.NextPoll));
        Assert.Equal(2, _source.Asked);
        Assert.Equal(
            [
                new ActivityEvent(SubscriptionNews.StateChanged, "orders is paused", Feed, "ann"),
                new ActivityEvent(SubscriptionNews.StateChanged, "orders is followed again", Feed, "ann"),
            ],
            _activities.Told);
    }

    [Fact]
    public async Task Pause_WhileItIsPolled_StaysPausedAfterwards()
    {
        Follow(Feed);
        await _scheduler.StartAsync(Ends);
        var question = await _source.NextAsync();
        var pause = _scheduler.PauseAsync(Feed, null, Ends);
        question.Answer("1");
        await pause;

        var status = await _scheduler.StatusAsync(Feed, Ends);
        Assert.Equal((SubscriptionState.Paused, null, PollOutcome.Fetched), (status?.State, status?.NextPoll, status?.LastOutcome));
        Assert.Equal(status, _store.Subscriptions[Feed].Status);
    }

    [Fact]
    public async Task PauseAndResume_UnknownFeed_IsFalse() =>
        Assert.Equal((false, false), (await _scheduler.PauseAsync(Feed, null, Ends), await _scheduler.ResumeAsync(Feed, null, Ends)));

    [Fact]
    public async Task Refresh_RegisteredWhileRunning_IsPolledAtOnce()
    {
        await _scheduler.StartAsync(Ends);
        Follow(Feed);
        await _scheduler.RefreshAsync(Feed, Ends);

        Assert.Equal("http://source.example/feed", (await _source.NextAsync()).Request.Address.AbsoluteUri);
    }

    [Fact]
    public async Task Refresh_NewAddressWhilePolled_IsPolledThereAfterwards()
    {
        Follow(Feed);
        await _scheduler.StartAsync(Ends);
        var question = await _source.NextAsync();
        Follow(Feed, "http://other.example/");
        await _scheduler.RefreshAsync(Feed, Ends);
        question.Answer("1");

        Assert.Equal("http://other.example/", (await _source.NextAsync()).Request.Address.AbsoluteUri);
    }

    [Fact]
    public async Task Refresh_RetiredWhilePolled_EndsThePollAndStoresNothing()
    {
        Follow(Feed);
        var poll = _scheduler.PollNowAsync(Feed, Ends);
        await _source.NextAsync();
        _store.Subscriptions.Remove(Feed);
        await _scheduler.RefreshAsync(Feed, Ends);

        Assert.Null(await poll);
        Assert.Null(await _scheduler.StatusAsync(Feed, Ends));
        Assert.Null(await _scheduler.PollNowAsync(Feed, Ends));
    }

    [Fact]
    public async Task Poll_ThreeFailures_TellsOnceWithDiagnosisAndAdvice()
    {
        Follow(Feed);
        for (var i = 0; i < 4; i++)
        {
            var poll = _scheduler.PollNowAsync(Feed, Ends);
            (await _source.NextAsync()).Fail(PollProblem.ServerError);
            await poll;
        }

        var recovered = _scheduler.PollNowAsync(Feed, Ends);
        (await _source.NextAsync()).Answer("1");
        await recovered;

        Assert.Equal(
            [
                new ActivityEvent(
                    SubscriptionNews.StateChanged,
                    "orders is failing: The source's server reports an error of its own (3 polls in a row): No luck.",
                    Feed,
                    null,
                    "Wait, or tell the source's operator; polling goes on, further apart."),
                new ActivityEvent(SubscriptionNews.StateChanged, "orders works again", Feed),
            ],
            _activities.Told);
    }

    [Fact]
    public async Task Stop_WhilePolling_EndsThePoll()
    {
        Follow(Feed);
        await _scheduler.StartAsync(Ends);
        var question = await _source.NextAsync();
        await _scheduler.StopAsync(Ends);

        Assert.True(question.Cancelled.IsCancellationRequested);
    }

    [Fact]
    public async Task TakePushed_WhilePolled_WaitsForThePollAndStoresOnce()
    {
        Follow(Feed);
        var poll = _scheduler.PollNowAsync(Feed, Ends);
        var question = await _source.NextAsync();
        var pushed = _scheduler.TakePushedAsync(Feed, Document("2", "1"));
        Assert.False(pushed.IsCompleted);
        question.Answer("2", "1");

        Assert.Equal((2, 0), ((await poll)?.NewEntries, (await pushed)?.NewEntries));
    }

    [Fact]
    public async Task TakePushed_PausedOrUnknown_IsNull()
    {
        Assert.Null(await _scheduler.TakePushedAsync(Feed, Document("1")));
        Follow(Feed);
        await _scheduler.PauseAsync(Feed, null, Ends);

        Assert.Null(await _scheduler.TakePushedAsync(Feed, Document("1")));
    }

    [Fact]
    public async Task TakePushed_ThatJoinsNothing_IsPolledForWhenDueWithoutAHub()
    {
        _pushes.Active = true;
        Follow(Feed);
        await _scheduler.StartAsync(Ends);
        (await _source.NextAsync()).Answer("1");
        await SettledAsync(status => status.NextPoll == Noon.AddMinutes(4));
        await _scheduler.TakePushedAsync(Feed, Document("3"));
        _time.Advance(TimeSpan.FromMinutes(1));

        await _source.NextAsync();
    }

    [Fact]
    public async Task LostHub_PollsAsWithoutIt()
    {
        _pushes.Active = true;
        Follow(Feed);
        await _scheduler.StartAsync(Ends);
        (await _source.NextAsync()).Answer("1");
        await SettledAsync(status => status.NextPoll == Noon.AddMinutes(4));
        _time.Advance(TimeSpan.FromMinutes(2));
        _pushes.Lose(Feed);

        await _source.NextAsync();
    }

    [Fact]
    public async Task Start_LeaseEndedMeanwhile_PollsAsWithoutAHub()
    {
        Follow(Feed);
        _store.Subscriptions[Feed] = _store.Subscriptions[Feed] with
        {
            Status = new SubscriptionStatus
            {
                LastPoll = Noon.AddMinutes(-1),
                NextPoll = Noon.AddMinutes(3),
                UnpushedInterval = TimeSpan.FromMinutes(1),
            },
        };
        await _scheduler.StartAsync(Ends);

        await _source.NextAsync();
    }

    [Fact]
    public async Task PauseResumeMoveAndRetire_TellTheHub()
    {
        Follow(Feed);
        await _scheduler.PauseAsync(Feed, null, Ends);
        await _scheduler.ResumeAsync(Feed, null, Ends);
        Follow(Feed, "http://other.example/");
        await _scheduler.RefreshAsync(Feed, Ends);
        _store.Subscriptions.Remove(Feed);
        await _scheduler.RefreshAsync(Feed, Ends);

        Assert.Equal(["rest", "resume", "rest", "leave"], _pushes.Told);
    }

    private static FetchResult Document(params string[] lines) =>
        new() { Kind = FetchKind.Document, Body = Encoding.UTF8.GetBytes(string.Join('\n', lines)) };

    private void Follow(FeedId feed, string address = "http://source.example/feed") => _store.Subscriptions[feed] =
        new Subscription { Feed = feed, Url = address, PollInterval = TimeSpan.FromMinutes(1) };

    /// <summary>Lets other work go on until the status is as wanted.</summary>
    private async Task SettledAsync(Func<SubscriptionStatus, bool> isSettled)
    {
        while (await _scheduler.StatusAsync(Feed, Ends) is { } status && !isSettled(status))
        {
            Ends.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private sealed class NoJitter : PollJitter
    {
        public override double Next() => 0;
    }

    /// <summary>A source that answers when the test says so.</summary>
    private sealed class HeldSource : IFeedChannel
    {
        private readonly Channel<Question> _questions = Channel.CreateUnbounded<Question>();
        private int _asked;

        public int Asked => _asked;

        public Task<FetchResult> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            var question = new Question(request, cancellationToken);
            _questions.Writer.TryWrite(question);
            return question.Answered.WaitAsync(cancellationToken);
        }

        public ValueTask<Question> NextAsync() => _questions.Reader.ReadAsync(Ends);

        public sealed record Question(FetchRequest Request, CancellationToken Cancelled)
        {
            private readonly TaskCompletionSource<FetchResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

            public Task<FetchResult> Answered => _answer.Task;

            public void Answer(params string[] lines) => _answer.SetResult(new FetchResult
            {
                Kind = FetchKind.Document,
                Body = Encoding.UTF8.GetBytes(string.Join('\n', lines)),
            });

            public void Fail(PollProblem problem) => _answer.SetResult(FetchResult.Failure(problem, "No luck."));
        }
    }

    private sealed class Activities : IActivityLog
    {
        public List<ActivityEvent> Told { get; } = [];

        public ValueTask RecordAsync(ActivityEvent activity, CancellationToken cancellationToken = default)
        {
            Told.Add(activity);
            return ValueTask.CompletedTask;
        }
    }
}
