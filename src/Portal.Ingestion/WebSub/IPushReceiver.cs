namespace Portal.Ingestion.WebSub;

/// <summary>What becomes of a notification.</summary>
public enum Receipt
{
    /// <summary>It was taken in, or ignored without a word.</summary>
    Taken,

    /// <summary>Nobody waits for it any more.</summary>
    Gone,

    /// <summary>There are too many at once.</summary>
    Busy,

    /// <summary>It is larger than a document that is polled may be.</summary>
    TooLarge,

    /// <summary>It did not arrive in the time that a poll has.</summary>
    TooSlow,
}

/// <summary>A notification on its way in.</summary>
/// <param name="Signature">The header <c>X-Hub-Signature</c>.</param>
/// <param name="ContentType">The header <c>Content-Type</c>.</param>
/// <param name="ReadAsync">Reads the body; null when it has more bytes than given.</param>
public sealed record Notification(string? Signature, string? ContentType, Func<int, CancellationToken, Task<byte[]?>> ReadAsync);

/// <summary>Takes what hubs say at the callbacks that they were given.</summary>
public interface IPushReceiver
{
    /// <summary>A hub asks whether something is wanted (WebSub, section 5.3): whether it is.</summary>
    Task<bool> ConfirmAsync(string token, string? mode, string? topic, string? leaseSeconds, CancellationToken cancellationToken);

    /// <summary>A hub says that it will not push (section 5.2); false when it was not asked to.</summary>
    Task<bool> DenyAsync(string token, string? topic, string? reason, CancellationToken cancellationToken);

    /// <summary>A hub pushes (section 7). What was signed is stored when this returns.</summary>
    Task<Receipt> TakeAsync(string token, Notification notification, CancellationToken cancellationToken);
}
