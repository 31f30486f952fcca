using Portal.Events;
using Portal.Events.Activity;

namespace Portal.UnitTests.Ingestion.Subscriptions;

/// <summary>Where it does not matter what people are told.</summary>
internal sealed class NoActivities : IActivityLog
{
    public ValueTask RecordAsync(ActivityEvent activity, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
