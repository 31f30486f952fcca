namespace Portal.Catalogue.Requests.Delegation;

/// <summary>Somebody decides on requests in the place of somebody who is away.</summary>
public sealed class Deputyship
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Who is away, by id.</summary>
    public required string Person { get; init; }

    /// <summary>Their name.</summary>
    public required string PersonName { get; init; }

    /// <summary>Who decides meanwhile, by id.</summary>
    public required string Deputy { get; init; }

    /// <summary>Their name.</summary>
    public required string DeputyName { get; init; }

    /// <summary>From when.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Until when.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Whether it counts at a moment.</summary>
    public bool IsInForce(DateTimeOffset now) => From <= now && now < To;
}

/// <summary>Where deputies are kept.</summary>
public interface IDeputyStore
{
    /// <summary>Those that are not over at a moment, the earliest first.</summary>
    Task<IReadOnlyList<Deputyship>> ListAsync(DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Adds one, and forgets those that were over before.</summary>
    Task AddAsync(Deputyship deputyship, DateTimeOffset overBefore, CancellationToken cancellationToken = default);

    /// <summary>Removes one; false when there is none.</summary>
    Task<bool> RemoveAsync(string id, CancellationToken cancellationToken = default);
}
