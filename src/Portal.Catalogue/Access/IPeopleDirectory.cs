namespace Portal.Catalogue.Access;

/// <summary>Somebody who signs in, as they are now.</summary>
/// <param name="Actor">Who they are, with roles and teams.</param>
/// <param name="Email">Their e-mail address; null when they have none.</param>
public sealed record KnownPerson(Actor Actor, string? Email)
{
    /// <summary>Their id.</summary>
    public string Id => Actor.Id;

    /// <summary>The name that others see.</summary>
    public string Name => Actor.Name;
}

/// <summary>The people of the portal, for what is to be told or asked of whom. It is no list to be shown to people.</summary>
public interface IPeopleDirectory
{
    /// <summary>The most people that are listed.</summary>
    const int MaxListed = 5000;

    /// <summary>Everybody who could sign in now, by name: who is locked out for good is not here any more.</summary>
    Task<IReadOnlyList<KnownPerson>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>One of them; null when they have gone or are locked out, and for keys.</summary>
    Task<KnownPerson?> FindAsync(string id, CancellationToken cancellationToken = default);
}
