namespace Portal.Catalogue.Access;

/// <summary>Where teams are kept.</summary>
public interface ITeamStore
{
    /// <summary>All teams by name, for reading only. Answered from memory while nothing has changed.</summary>
    ValueTask<IReadOnlyList<Team>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds a team; false when its name is taken.</summary>
    Task<bool> AddAsync(Team team, CancellationToken cancellationToken = default);

    /// <summary>Changes a team in one transaction; null when there is none.</summary>
    Task<Team?> UpdateAsync(string id, Action<Team> change, CancellationToken cancellationToken = default);

    /// <summary>Removes a team; false when there is none.</summary>
    Task<bool> RemoveAsync(string id, CancellationToken cancellationToken = default);
}
