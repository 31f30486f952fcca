using Portal.Events;
using Portal.Ingestion.WebSub;

namespace Portal.UnitTests.Ingestion.Subscriptions;

/// <summary>Subscriptions at hubs as far as following feeds knows of them: takes down what it is told.</summary>
internal sealed class FakePushes : IPushes
{
    public event Action<FeedId>? Lost;

    public bool Active { get; set; }

    public List<string> Told { get; } = [];

    public HubOffer? Offer { get; private set; }

    public Task LoadedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool> HoldAsync(FeedId feed, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task ReleaseAsync(FeedId feed, CancellationToken cancellationToken) => Tell("release");

    public bool IsActive(FeedId feed) => Active;

    public void Lose(FeedId feed)
    {
        Active = false;
        Lost?.Invoke(feed);
    }

    public Task OfferedAsync(FeedId feed, HubOffer? offer, bool paused, CancellationToken cancellationToken)
    {
        Offer = offer;
        return Task.CompletedTask;
    }

    public Task PolledAsync(FeedId feed, int newEntries, CancellationToken cancellationToken) => Tell($"polled {newEntries}");

    public Task RestAsync(FeedId feed, CancellationToken cancellationToken) => Tell("rest");

    public Task ResumeAsync(FeedId feed, CancellationToken cancellationToken) => Tell("resume");

    public Task LeaveAsync(FeedId feed, CancellationToken cancellationToken) => Tell("leave");

    private Task Tell(string what)
    {
        lock (Told)
        {
            Told.Add(what);
        }

        return Task.CompletedTask;
    }
}
