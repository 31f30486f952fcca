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

/// <summary>A published version of a feed's contract. It never changes.</summary>
public sealed class ContractVersion
{
    /// <summary>Names this version for ever, also when a feed of the same id comes again.</summary>
    public required Guid Id { get; init; }

    /// <summary>The feed.</summary>
    public required FeedId Feed { get; init; }

    /// <summary>The version.</summary>
    public required SemanticVersion Version { get; init; }

    /// <summary>The category term of the entries that it is for; null for all that have no contract of their own.</summary>
    public string? EventType { get; init; }

    /// <summary>What it says.</summary>
    public required ContractSource Source { get; init; }

    /// <summary>What happens to hosted entries that break it. Entries of followed feeds are always kept.</summary>
    public required Enforcement Enforcement { get; init; }

    /// <summary>When it was published.</summary>
    public required DateTimeOffset Published { get; init; }

    /// <summary>Who published it.</summary>
    public required string PublishedBy { get; init; }
}
