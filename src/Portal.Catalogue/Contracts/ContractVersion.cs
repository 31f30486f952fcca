using Portal.Contracts;
using Portal.Events;

namespace Portal.Catalogue.Contracts;

/// <summary>What happens to a hosted entry that breaks its contract.</summary>
public enum Enforcement
{
    /// <summary>It is refused.</summary>
    Reject,

    /// <summary>It is stored and flagged.</summary>
    Flag,
}

/// <summary>A published version of a feed's contract. What it says never changes; only its state does.</summary>
public sealed class ContractVersion
{
    private readonly string? _eventType;

    /// <summary>Names this version for ever, also when a feed of the same id comes again.</summary>
    public required Guid Id { get; init; }

    /// <summary>The feed.</summary>
    public required FeedId Feed { get; init; }

    /// <summary>The version.</summary>
    public required SemanticVersion Version { get; init; }

    /// <summary>The category term of the entries that it is for; null for all that have no contract of their own.</summary>
    public string? EventType
    {
        get => _eventType;
        init => (_eventType, TypeKey) = (value, KeyOf(value));
    }

    /// <summary>The event type as versions are told apart by it: terms compare without case, and none is a type of its own.</summary>
    public string TypeKey { get; private set; } = "";

    /// <summary>What it says.</summary>
    public required ContractSource Source { get; init; }

    /// <summary>What happens to hosted entries that break it. Entries of followed feeds are always kept.</summary>
    public required Enforcement Enforcement { get; init; }

    /// <summary>When it was published.</summary>
    public required DateTimeOffset Published { get; init; }

    /// <summary>Who published it.</summary>
    public required string PublishedBy { get; init; }

    /// <summary>Where it is in its life; never <see cref="ContractState.Draft"/>.</summary>
    public ContractState State { get; init; } = ContractState.Published;

    /// <summary>When its state last changed; null while it is as it was published.</summary>
    public DateTimeOffset? StateChanged { get; init; }

    /// <summary>Who changed its state.</summary>
    public string? StateChangedBy { get; init; }

    /// <summary>Whether entries may still be held against it.</summary>
    public bool Applies => State != ContractState.Retired;

    /// <summary>Whether it is for the same entries as a version of this event type.</summary>
    public bool IsFor(string? eventType) => TypeKey == KeyOf(eventType);

    private static string KeyOf(string? eventType) => eventType?.Trim().ToLowerInvariant() ?? "";
}
