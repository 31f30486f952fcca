using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Events.Activity;
using Portal.Web.Security;

namespace Portal.ComponentTests.Requests;

internal sealed class FakeActor(Task<Actor> actor) : ICurrentActor
{
    public ValueTask<Actor> GetAsync() => new(actor);
}

internal sealed class FakeActivity : IActivityLog
{
    public List<ActivityEvent> Events { get; } = [];

    public ValueTask RecordAsync(ActivityEvent activity, CancellationToken cancellationToken = default)
    {
        Events.Add(activity);
        return ValueTask.CompletedTask;
    }
}

internal sealed class FakeAudit : IAuditTrail
{
    public List<AuditEvent> Events { get; } = [];

    public ValueTask RecordAsync(AuditEvent happened, CancellationToken cancellationToken = default)
    {
        Events.Add(happened);
        return ValueTask.CompletedTask;
    }
}

internal sealed class FakeTeams : ITeamStore
{
    public List<Team> Teams { get; } = [];

    public ValueTask<IReadOnlyList<Team>> ListAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<IReadOnlyList<Team>>([.. Teams]);

    public Task<bool> AddAsync(Team team, CancellationToken cancellationToken = default)
    {
        Teams.Add(team);
        return Task.FromResult(true);
    }

    public Task<Team?> UpdateAsync(string id, Action<Team> change, CancellationToken cancellationToken = default)
    {
        var team = Teams.SingleOrDefault(t => t.Id == id);
        if (team is not null)
        {
            change(team);
        }

        return Task.FromResult(team);
    }

    public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken = default) => Task.FromResult(Teams.RemoveAll(t => t.Id == id) > 0);
}

internal sealed class FakeFeeds : IFeedStore
{
    public Dictionary<FeedId, Feed> Feeds { get; } = [];

    /// <summary>When set, listing fails with it.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Reading waits for it: a slow store.</summary>
    public Task Ready { get; set; } = Task.CompletedTask;

    public void Add(string id, string title, string summary = "", FeedChannel? channel = null) =>
        Feeds[FeedId.Parse(id)] = new Feed
        {
            Id = FeedId.Parse(id),
            Title = title,
            Summary = summary,
            Owner = "Sales team",
            Domain = "Sales",
            Channel = channel ?? new FeedChannel.Hosted(),
            Created = DateTimeOffset.UnixEpoch,
            Changed = DateTimeOffset.UnixEpoch,
        };

    public async ValueTask<Feed?> FindAsync(FeedId id, CancellationToken cancellationToken = default)
    {
        await Ready.WaitAsync(cancellationToken);
        return Feeds.GetValueOrDefault(id);
    }

    public async ValueTask<IReadOnlyList<Feed>> ListAsync(CancellationToken cancellationToken = default)
    {
        await Ready.WaitAsync(cancellationToken);
        return Failure is null ? [.. Feeds.Values] : throw Failure;
    }

    public Task<bool> AddAsync(Feed feed, CancellationToken cancellationToken = default) => Task.FromResult(Feeds.TryAdd(feed.Id, feed));

    public Task<Feed?> UpdateAsync(FeedId id, Action<Feed> change, CancellationToken cancellationToken = default)
    {
        if (Feeds.TryGetValue(id, out var feed))
        {
            change(feed);
        }

        return Task.FromResult(feed);
    }

    public Task RemoveAsync(FeedId id, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
