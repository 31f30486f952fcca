namespace Portal.Catalogue.Access;

/// <summary>People who own feeds together. A feed names its owning team; people and keys can be in several.</summary>
public sealed class Team
{
    /// <summary>The most characters of a name.</summary>
    public const int MaxName = 100;

    /// <summary>The most characters of a summary.</summary>
    public const int MaxSummary = 500;

    /// <summary>The most people in one team.</summary>
    public const int MaxMembers = 1000;

    /// <summary>The name in small letters: two teams do not differ in capitals only.</summary>
    public required string Id { get; init; }

    /// <summary>The name as it is shown, which feeds name as their owner.</summary>
    public required string Name { get; init; }

    /// <summary>What it looks after, in a sentence.</summary>
    public string Summary { get; set; } = "";

    /// <summary>The ids of its people.</summary>
    public IReadOnlyList<string> Members { get; set; } = [];

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The id of the team with a name.</summary>
    public static string IdOf(string name) => name.Trim().ToLowerInvariant();
}
