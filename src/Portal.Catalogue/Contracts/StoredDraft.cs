using Portal.Events;

namespace Portal.Catalogue.Contracts;

/// <summary>A version that is being written, by one person or by several in turn.</summary>
public sealed class StoredDraft
{
    /// <summary>Names it.</summary>
    public required Guid Id { get; init; }

    /// <summary>The feed.</summary>
    public required FeedId Feed { get; init; }

    /// <summary>What it says so far; it need not compile.</summary>
    public required ContractDraft Content { get; set; }

    /// <summary>Grows with every save; whoever saves names the one that they read.</summary>
    public int Revision { get; set; } = 1;

    /// <summary>When it was begun.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Who began it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was last saved.</summary>
    public required DateTimeOffset Changed { get; set; }

    /// <summary>Who saved it last.</summary>
    public required string ChangedBy { get; set; }
}
