namespace Portal.Catalogue.Feeds;

/// <summary>To whom a feed is opened.</summary>
public enum GranteeKind
{
    /// <summary>A team, by its name.</summary>
    Team,

    /// <summary>A person, by their id.</summary>
    Person,

    /// <summary>An API key, by its id.</summary>
    Key,
}

/// <summary>Opens a restricted feed for reading to somebody besides its owning team.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Grantee">The name of the team, the id of the person or key.</param>
/// <param name="Until">When it ends; null when it does not.</param>
/// <param name="GrantedBy">Who opened it, for people.</param>
/// <param name="Granted">When.</param>
public sealed record FeedGrant(GranteeKind Kind, string Grantee, DateTimeOffset? Until, string GrantedBy, DateTimeOffset Granted);
