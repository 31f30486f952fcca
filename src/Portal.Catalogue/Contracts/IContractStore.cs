using Portal.Events;

namespace Portal.Catalogue.Contracts;

/// <summary>Where contract versions are kept.</summary>
public interface IContractStore
{
    /// <summary>All versions of a feed, newest version first. Answered from memory while nothing has changed.</summary>
    ValueTask<IReadOnlyList<ContractVersion>> ListAsync(FeedId feed, CancellationToken cancellationToken = default);

    /// <summary>Adds a version, and removes the draft that it was written as, both or neither.</summary>
    /// <param name="version">The version.</param>
    /// <param name="draft">The draft and the revision of it that is published; null when there was none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<VersionAdded> AddAsync(ContractVersion version, DraftRevision? draft = null, CancellationToken cancellationToken = default);

    /// <summary>Changes the state of a version; false when it is not in the state that it was thought to be in.</summary>
    Task<bool> ChangeStateAsync(Guid version, ContractState from, StateChange change, CancellationToken cancellationToken = default);
}

/// <summary>What became of a version that was to be added.</summary>
public enum VersionAdded
{
    /// <summary>It is published.</summary>
    Done,

    /// <summary>The event type has a version of this number.</summary>
    Exists,

    /// <summary>Somebody saved or discarded the draft in the meantime.</summary>
    DraftChanged,
}

/// <summary>A draft as somebody read it.</summary>
/// <param name="Id">The draft.</param>
/// <param name="Revision">The revision that they read.</param>
public readonly record struct DraftRevision(Guid Id, int Revision);

/// <summary>A version's new state.</summary>
/// <param name="State">The state.</param>
/// <param name="At">When.</param>
/// <param name="By">Who changed it.</param>
public sealed record StateChange(ContractState State, DateTimeOffset At, string By);
