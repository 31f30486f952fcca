namespace Portal.Catalogue.Access;

/// <summary>What a key may be limited to, below its roles.</summary>
public static class KeyScopes
{
    /// <summary>Reading feeds, figures and the catalogue.</summary>
    public const string Read = "read";

    /// <summary>Publishing, replacing and removing entries.</summary>
    public const string Publish = "publish";

    /// <summary>Everything that changes the portal itself: feeds, contracts, requests, keys, people.</summary>
    public const string Manage = "manage";

    /// <summary>All of them.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string> { Read, Publish, Manage };
}
