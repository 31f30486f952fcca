using Portal.Events.Deliveries;
using Portal.Monitoring.Rules;

namespace Portal.Monitoring.Incidents;

/// <summary>How somebody is told.</summary>
public enum ChannelKind
{
    /// <summary>A signed POST to an address.</summary>
    Webhook,

    /// <summary>An e-mail.</summary>
    Email,

    /// <summary>An entry of the feed <c>portal-alerts</c>.</summary>
    Feed,
}

/// <summary>A way in which people or programs are told of incidents.</summary>
public sealed class AlertChannel
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; set; }

    /// <summary>How it tells.</summary>
    public required ChannelKind Kind { get; init; }

    /// <summary>Where to: an address for a webhook, addresses with commas between for e-mail; empty for the feed.</summary>
    public string Target { get; set; } = "";

    /// <summary>What a webhook's messages are signed with, protected; null when they are not.</summary>
    public string? Secret { get; set; }

    /// <summary>Only of incidents that are at least so bad.</summary>
    public Severity AtLeast { get; set; }

    /// <summary>Who set it up.</summary>
    public required string CreatedBy { get; init; }
}

/// <summary>A message to a channel about an incident.</summary>
public sealed class AlertDelivery : IDelivery
{
    /// <summary>Its id, which the receiver is told, so that it knows a repetition.</summary>
    public required string Id { get; init; }

    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <inheritdoc />
    public string Receiver => Channel;

    /// <summary>The incident's number.</summary>
    public required int Incident { get; init; }

    /// <summary>What is told.</summary>
    public required IncidentNews News { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Where it is.</summary>
    public DeliveryState State { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>When it is tried next.</summary>
    public DateTimeOffset NextAttempt { get; set; }

    /// <summary>What went wrong last; null when nothing did.</summary>
    public string? Problem { get; set; }
}

/// <summary>Where channels and messages are kept.</summary>
public interface IAlertChannels
{
    /// <summary>All channels, by name.</summary>
    Task<IReadOnlyList<AlertChannel>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds one, or saves a changed one.</summary>
    Task SaveAsync(AlertChannel channel, CancellationToken cancellationToken = default);

    /// <summary>Removes one with its messages; false when there is none.</summary>
    Task<bool> RemoveAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Messages that are due, oldest first.</summary>
    Task<IReadOnlyList<AlertDelivery>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default);

    /// <summary>Saves what became of a message.</summary>
    Task SaveAsync(AlertDelivery delivery, CancellationToken cancellationToken = default);

    /// <summary>Messages that could not be delivered, newest first.</summary>
    Task<IReadOnlyList<AlertDelivery>> DeadAsync(int limit, CancellationToken cancellationToken = default);

    /// <summary>Lets a dead message be tried again; false when there is no such one.</summary>
    Task<bool> ResendAsync(string id, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Removes what was delivered before a moment.</summary>
    Task TidyAsync(DateTimeOffset before, CancellationToken cancellationToken = default);
}
