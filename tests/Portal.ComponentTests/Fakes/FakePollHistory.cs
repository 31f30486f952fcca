using Portal.Events;
using Portal.Ingestion.Subscriptions;

namespace Portal.ComponentTests.Fakes;

/// <summary>The ended runs of polls that a test sets, newest first.</summary>
internal sealed class FakePollHistory : IPollHistory
{
    public IReadOnlyList<PollRun> Ended { get; set; } = [];

    public ValueTask<IReadOnlyList<PollRun>> EndedAsync(FeedId feed, CancellationToken cancellationToken = default) => ValueTask.FromResult(Ended);
}
