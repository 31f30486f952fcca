using System.Security.Claims;
using Portal.Web.Frame;
using Portal.Web.Shared.States;

namespace Portal.ComponentTests.Frame;

internal sealed class FakeBadges : INavBadges
{
    public event Action? Changed;

    public NavCounts Counts { get; set; } = NavCounts.None;

    public ValueTask<NavCounts> GetAsync(ClaimsPrincipal user) => ValueTask.FromResult(Counts);

    public void Raise() => Changed?.Invoke();
}

internal sealed class FakeStatus : IFrameStatus
{
    public event Action? Changed;

    public bool HasSampleData { get; set; }

    public LiveSignal? Live { get; set; }

    public void Set(LiveSignal live)
    {
        Live = live;
        Changed?.Invoke();
    }
}

internal sealed class FakeSearch : IPortalSearch
{
    public List<string> Asked { get; } = [];

    public IReadOnlyList<SearchHit> Hits { get; set; } = [];

    public Exception? Failure { get; set; }

    public Task<IReadOnlyList<SearchHit>> SearchAsync(string text, CancellationToken cancellationToken)
    {
        Asked.Add(text);
        return Failure is null ? Task.FromResult(Hits) : Task.FromException<IReadOnlyList<SearchHit>>(Failure);
    }
}
