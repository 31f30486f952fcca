using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Portal.Events;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Intake;
using Portal.Ingestion.Subscriptions;

namespace Portal.UnitTests.Ingestion.Subscriptions;

/// <summary>A process that shares the feeds with others follows what it is given, and nothing else.</summary>
public sealed class SharedFeedsTests : IAsyncDisposable
{
    private static readonly FeedId Mine = FeedId.Parse("mine");
    private static readonly FeedId Theirs = FeedId.Parse("theirs");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeLog _log = new();
    private readonly FakeStore _store = new();
    private readonly FakePushes _pushes = new();
    private readonly FakeSource _source = new();
    private readonly SubscriptionPolls _polls;
    private readonly SubscriptionScheduler _scheduler;

    public SharedFeedsTests()
    {
        var options = Options.Create(new ChannelOptions());
        var cursors = new SubscriptionCursors(_log, new EntryIntake(_log, new OpenGate()));
        foreach (var feed in new[] { Mine, Theirs })
        {
            _store.Subscriptions[feed] = new Subscription { Feed = feed, Url = $"http://{feed}.example/feed", PollInterval = TimeSpan.FromMinutes(1) };
            _source.Serve($"http://{feed}.example/feed", "1");
        }

        _polls = new SubscriptionPolls(
            new FeedRefresh(_source, _source, _log, cursors, _store, _pushes, Vaults.New(), options, _time),
            new PushRefresh(_source, _log, cursors, _store, _time),
            new FeedBackfill(_source, _source, _log, cursors, _store, Vaults.New(), options, _time),
            _store, new NoActivities(), options, _time, NullLogger<SubscriptionPolls>.Instance, new PollJitter());
        _scheduler = new SubscriptionScheduler(
            _polls, _store, _pushes, new FollowingScope(IsShared: true), options, _time, NullLogger<SubscriptionScheduler>.Instance);
    }

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _scheduler.StopAsync(CancellationToken.None);
        _scheduler.Dispose();
        _polls.Dispose();
    }

    [Fact]
    public async Task Hold_AFollowedFeed_FollowsThatOneOnly()
    {
        await _scheduler.StartAsync(Ends);

        Assert.True(await _scheduler.HoldAsync(Mine, Ends));

        Assert.Equal((true, false), (_scheduler.Holds(Mine), _scheduler.Holds(Theirs)));
        Assert.NotNull(await _scheduler.PollNowAsync(Mine, Ends));
        Assert.Null(await _scheduler.PollNowAsync(Theirs, Ends));
        Assert.Null(await _scheduler.StatusAsync(Theirs, Ends));
    }

    [Fact]
    public async Task Hold_WhatNobodyFollows_HoldsNothing()
    {
        Assert.False(await _scheduler.HoldAsync(FeedId.Parse("retired"), Ends));

        Assert.False(_scheduler.Holds(FeedId.Parse("retired")));
    }

    [Fact]
    public async Task Release_AHeldFeed_PollsItNoMore()
    {
        await _scheduler.StartAsync(Ends);
        await _scheduler.HoldAsync(Mine, Ends);

        await _scheduler.ReleaseAsync(Mine, Ends);

        Assert.False(_scheduler.Holds(Mine));
        Assert.Null(await _scheduler.PollNowAsync(Mine, Ends));
        Assert.Contains("release", _pushes.Told);
    }
}
