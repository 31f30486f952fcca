using Portal.Contracts;
using Portal.Contracts.Comparison;
using Portal.Contracts.Design;

namespace Portal.Catalogue.Contracts;

/// <summary>What publishing a draft would mean.</summary>
public sealed record PublicationPreview
{
    /// <summary>Why the schema cannot be used; empty when it can.</summary>
    public IReadOnlyList<SchemaError> Errors { get; init; } = [];

    /// <summary>The draft's contract; null when it cannot be used.</summary>
    public ICompiledContract? Contract { get; init; }

    /// <summary>The newest version of its event type, with which it is compared; null when it is the first.</summary>
    public ContractVersion? Newest { get; init; }

    /// <summary>What changes from that one.</summary>
    public IReadOnlyList<ContractChange> Changes { get; init; } = [];

    /// <summary>Which number has to grow.</summary>
    public VersionBump Bump { get; init; }

    /// <summary>The version that this should be.</summary>
    public SemanticVersion Suggested { get; init; } = new(1, 0, 0);

    /// <summary>Why it would be refused as it is; null when it would be published.</summary>
    public Refusal? Objection { get; init; }

    /// <summary>Advice by the guide to designing events, the weightiest first.</summary>
    public IReadOnlyList<DesignFinding> Advice { get; init; } = [];

    /// <summary>Who reads what changes.</summary>
    public IReadOnlyList<FieldReader> Readers { get; init; } = [];
}
