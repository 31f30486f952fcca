namespace Portal.Catalogue.Access;

/// <summary>A line of the audit trail. Each holds the hash of the one before: none can be changed or taken out unnoticed.</summary>
public sealed record AuditRecord
{
    /// <summary>Its number, from 1 without gaps.</summary>
    public required long Number { get; init; }

    /// <summary>When, to the microsecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was done.</summary>
    public required string Action { get; init; }

    /// <summary>What became of it.</summary>
    public required AuditOutcome Outcome { get; init; }

    /// <summary>Who: the id of a person or of a key (which begins with <c>key-</c>); empty when nobody was signed in.</summary>
    public required string ActorId { get; init; }

    /// <summary>The name they had.</summary>
    public required string ActorName { get; init; }

    /// <summary>To what.</summary>
    public required string Subject { get; init; }

    /// <summary>One line for people.</summary>
    public required string Summary { get; init; }

    /// <summary>Before and after.</summary>
    public IReadOnlyList<FieldChange> Changes { get; init; } = [];

    /// <summary>From which address.</summary>
    public string? Address { get; init; }

    /// <summary>By which program.</summary>
    public string? Agent { get; init; }

    /// <summary>The hash of the record before; <see cref="AuditChain.Beginning"/> for the first.</summary>
    public required string Previous { get; init; }

    /// <summary>The hash of this record and all before it.</summary>
    public required string Hash { get; init; }
}
