namespace Portal.Events.Deliveries;

/// <summary>Where a message is.</summary>
public enum DeliveryState
{
    /// <summary>It is still to be delivered.</summary>
    Waiting,

    /// <summary>It was delivered.</summary>
    Delivered,

    /// <summary>It could not be, and is not tried any more by itself.</summary>
    Dead,
}

/// <summary>A message on its way out of the portal.</summary>
public interface IDelivery
{
    /// <summary>Its id, which the receiver is told, so that it knows a repetition.</summary>
    string Id { get; }

    /// <summary>To whom it goes: messages to one receiver go one after the other.</summary>
    string Receiver { get; }

    /// <summary>Where it is.</summary>
    DeliveryState State { get; set; }

    /// <summary>How often it was tried.</summary>
    int Attempts { get; set; }

    /// <summary>When it is tried next.</summary>
    DateTimeOffset NextAttempt { get; set; }

    /// <summary>What went wrong last; null when nothing did.</summary>
    string? Problem { get; set; }
}
