using Portal.Events.Deliveries;

namespace Portal.Catalogue.Notifications;

/// <summary>A notification on its way to a person, in one of the ways that they chose.</summary>
public sealed class NotificationDelivery : IDelivery
{
    /// <inheritdoc />
    public required string Id { get; init; }

    /// <summary>The notification, which it goes with.</summary>
    public required string Notification { get; init; }

    /// <summary>The person.</summary>
    public required string Person { get; init; }

    /// <summary>The way.</summary>
    public required NotificationWay Way { get; init; }

    /// <inheritdoc />
    public string Receiver => $"{Way}/{Person}";

    /// <inheritdoc />
    public DeliveryState State { get; set; }

    /// <inheritdoc />
    public int Attempts { get; set; }

    /// <inheritdoc />
    public DateTimeOffset NextAttempt { get; set; }

    /// <inheritdoc />
    public string? Problem { get; set; }
}
