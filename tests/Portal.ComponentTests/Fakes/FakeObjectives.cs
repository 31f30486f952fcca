using Portal.Events;
using Portal.Monitoring.Metrics;
using Portal.Monitoring.Objectives;

namespace Portal.ComponentTests.Fakes;

/// <summary>Objectives in memory, and what a test says was measured.</summary>
internal sealed class FakeObjectives : IObjectiveStore, IObjectiveFigures
{
    public List<FeedObjective> All { get; } = [];

    public Dictionary<FeedId, List<AvailabilityHour>> Seen { get; } = [];

    public List<DateTimeOffset> Busy { get; } = [];

    public List<ObjectivePoint> Delays { get; } = [];

    /// <summary>When set, reading fails with it.</summary>
    public Exception? Failure { get; set; }

    public Task<IReadOnlyList<FeedObjective>> ListAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<FeedObjective>>([.. All]);

    public Task<IReadOnlyList<FeedObjective>> OfFeedAsync(FeedId feed, CancellationToken cancellationToken = default) => Failure is { } failure
        ? throw failure
        : Task.FromResult<IReadOnlyList<FeedObjective>>([.. All.Where(one => one.Feed == feed)]);

    public Task<FeedObjective> SaveAsync(FeedObjective objective, CancellationToken cancellationToken = default)
    {
        All.RemoveAll(one => one.Feed == objective.Feed && one.Kind == objective.Kind);
        All.Add(objective);
        return Task.FromResult(objective);
    }

    public Task ToldAsync(FeedId feed, ObjectiveKind kind, DateTimeOffset? at, CancellationToken cancellationToken = default)
    {
        All.Single(one => one.Feed == feed && one.Kind == kind).ToldBurning = at;
        return Task.CompletedTask;
    }

    public Task<bool> RemoveAsync(FeedId feed, ObjectiveKind kind, CancellationToken cancellationToken = default) =>
        Task.FromResult(All.RemoveAll(one => one.Feed == feed && one.Kind == kind) > 0);

    public Task SeeAsync(IReadOnlyList<AvailabilityLook> looks, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        foreach (var look in looks)
        {
            var hours = Seen.TryGetValue(look.Feed, out var known) ? known : Seen[look.Feed] = [];
            var start = Resolution.Hour.Floor(at);
            var hour = hours.Find(one => one.Start == start);
            if (hour is null)
            {
                hours.Add(hour = new AvailabilityHour { Feed = look.Feed, Start = start });
            }

            hour.See(at, look.IsGood);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<AvailabilityHour>> HoursAsync(FeedId feed, DateTimeOffset from, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<AvailabilityHour>>(Seen.GetValueOrDefault(feed) ?? []);

    public Task TidyAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<IReadOnlyList<DateTimeOffset>> BusyMinutesAsync(FeedId feed, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<DateTimeOffset>>(Busy);

    public Task<IReadOnlyList<ObjectivePoint>> DelaysAsync(
        FeedId feed, TimeSpan within, DateTimeOffset from, DateTimeOffset to, Resolution resolution, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ObjectivePoint>>(resolution == Resolution.Hour ? Delays : []);
}
