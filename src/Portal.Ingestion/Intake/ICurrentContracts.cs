using Portal.Contracts;
using Portal.Events;

namespace Portal.Ingestion.Intake;

/// <summary>The contract versions in force, read from the catalogue's state in the database.</summary>
public interface ICurrentContracts
{
    /// <summary>
    /// The newest published version for each event type of a feed. Answered from memory while nothing has
    /// changed: it is asked once for each batch.
    /// </summary>
    ValueTask<IReadOnlyList<CurrentContract>> ForFeedAsync(FeedId feed, CancellationToken cancellationToken = default);
}

/// <summary>A contract version in force.</summary>
/// <param name="Id">The id of this version, by which it is kept compiled.</param>
/// <param name="Version">Its version, for example <c>2.4.0</c>.</param>
/// <param name="EventType">The category term that it is for; null for every entry without a contract of its own.</param>
/// <param name="Source">What it says.</param>
/// <param name="Rejects">Whether hosted entries that break it are refused.</param>
public sealed record CurrentContract(Guid Id, string Version, string? EventType, ContractSource Source, bool Rejects);
