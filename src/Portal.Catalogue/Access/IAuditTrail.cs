namespace Portal.Catalogue.Access;

/// <summary>
/// Where everything is taken down that an auditor asks for: what was changed, who came in or was refused, what private was shown.
/// </summary>
/// <remarks>
/// <para>
/// Whoever changes something records it once it is durable, from the service that did it, not from the page or endpoint:
/// </para>
/// <code>
/// await audit.RecordAsync(
///     new AuditEvent("catalogue.feed.changed", actor, AuditSubjects.Feed(feed.Id), $"Feed '{feed.Title}' was changed")
///     {
///         Changes = FieldChange.Between(before, FeedFields.Of(feed)),
///     },
///     cancellationToken);
/// </code>
/// <para>
/// The action is <c>domain.entity.verb</c> in the past tense, as in the activity feed, which remains the news for everybody; the
/// trail is for operators. From where it came (address, agent) is added by itself. Never give it a secret, a password or the
/// content of an entry: name what was touched. An attempt that was refused for lack of rights is recorded for every endpoint
/// by itself; a service records a refusal only where its own rule was broken (<see cref="AuditOutcome.Refused"/>).
/// </para>
/// </remarks>
public interface IAuditTrail
{
    /// <summary>Appends to the trail; it is durable when this returns. Too long texts are cut.</summary>
    ValueTask RecordAsync(AuditEvent happened, CancellationToken cancellationToken = default);
}

/// <summary>What became of it.</summary>
public enum AuditOutcome
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>It was tried and not allowed.</summary>
    Refused,
}

/// <summary>Something to take down.</summary>
/// <param name="Action">What was done: <c>domain.entity.verb</c>, in the past tense.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Subject">To what, for example <c>feed/orders</c>: <see cref="AuditSubjects"/>.</param>
/// <param name="Summary">One line for people.</param>
public sealed record AuditEvent(string Action, Actor Actor, string Subject, string Summary)
{
    /// <summary>What became of it.</summary>
    public AuditOutcome Outcome { get; init; }

    /// <summary>What was there before and after, field by field; empty when nothing changed.</summary>
    public IReadOnlyList<FieldChange> Changes { get; init; } = [];

    /// <summary>From where, when that is not the request that is being served.</summary>
    public AuditOrigin? Origin { get; init; }
}

/// <summary>From where somebody did something.</summary>
/// <param name="Address">The client's network address; null when it was the portal itself or a command.</param>
/// <param name="Agent">What the client calls itself.</param>
public sealed record AuditOrigin(string? Address, string? Agent)
{
    /// <summary>The portal itself.</summary>
    public static AuditOrigin Portal { get; } = new(null, null);
}

/// <summary>Knows from where the request comes that is being served.</summary>
public interface IAuditOrigins
{
    /// <summary>The origin; <see cref="AuditOrigin.Portal"/> when no request is being served.</summary>
    AuditOrigin Current { get; }
}
