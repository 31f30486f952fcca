using System.Threading.Channels;
using Portal.Events;
using Portal.Ingestion.WebSub;

namespace Portal.UnitTests.Ingestion.WebSub;

/// <summary>Hubs that answer as the test says.</summary>
internal sealed class FakeHubClient : IHubClient
{
    private readonly Channel<HubRequest> _requests = Channel.CreateUnbounded<HubRequest>();

    public Func<HubRequest, HubRefusal?> Answer { get; set; } = _ => null;

    public Task<HubRefusal?> AskAsync(HubRequest request, CancellationToken cancellationToken)
    {
        _requests.Writer.TryWrite(request);
        return Task.FromResult(Answer(request));
    }

    public ValueTask<HubRequest> NextAsync() => _requests.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public bool WasAskedMore => _requests.Reader.TryPeek(out _);
}

/// <summary>The portal's address.</summary>
internal sealed class FakeCallbacks : ICallbackAddress
{
    public string Root { get; set; } = "https://portal.example/websub/";

    public ValueTask<Uri?> OfAsync(string token, CancellationToken cancellationToken) => ValueTask.FromResult<Uri?>(new Uri(Root + token));
}

/// <summary>The subscriptions at hubs in memory.</summary>
internal sealed class FakePushStore : IPushStore
{
    private readonly Lock _gate = new();

    public Dictionary<string, PushSubscription> Rows { get; } = [];

    public bool IsDead { get; set; }

    /// <summary>How often it was asked to save while it was dead.</summary>
    public int Deaths { get; private set; }

    public PushSubscription Of(FeedId feed)
    {
        lock (_gate)
        {
            return Rows.Values.Single(row => row.Feed == feed && row.State != PushState.Leaving);
        }
    }

    public ValueTask<IReadOnlyList<PushSubscription>> ListAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return ValueTask.FromResult<IReadOnlyList<PushSubscription>>([.. Rows.Values]);
        }
    }

    public async ValueTask<IReadOnlyList<PushSubscription>> ListAsync(FeedId feed, CancellationToken cancellationToken = default) =>
        [.. (await ListAsync(cancellationToken)).Where(row => row.Feed == feed)];

    public async ValueTask<FeedId?> FindFeedAsync(string token, CancellationToken cancellationToken = default) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(row => row.Token == token)?.Feed;

    public async ValueTask<IReadOnlyList<FeedId>> FeedsAsync(CancellationToken cancellationToken = default) =>
        [.. (await ListAsync(cancellationToken)).Select(row => row.Feed).Distinct()];

    public ValueTask SaveAsync(
        IReadOnlyList<PushSubscription> changed, IReadOnlyList<string> forgotten, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (IsDead)
            {
                Deaths++;
                throw new IOException("The database has died.");
            }

            foreach (var one in changed)
            {
                Rows[one.Token] = one;
            }

            foreach (var token in forgotten)
            {
                Rows.Remove(token);
            }
        }

        return ValueTask.CompletedTask;
    }
}
