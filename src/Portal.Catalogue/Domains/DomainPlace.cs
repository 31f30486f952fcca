namespace Portal.Catalogue.Domains;

/// <summary>A place in the taxonomy: a domain, or a part of one.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Subdomain">The part; null for the domain itself.</param>
public sealed record DomainPlace(string Domain, string? Subdomain = null)
{
    /// <summary>Whether two places are the same: names differ by more than case.</summary>
    public bool Is(DomainPlace other) =>
        Domain.Equals(other.Domain, StringComparison.OrdinalIgnoreCase)
        && string.Equals(Subdomain, other.Subdomain, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override string ToString() => Subdomain is null ? Domain : $"{Domain} › {Subdomain}";
}

/// <summary>A place that operators have made, with what they say of it. Places that only feeds name have none.</summary>
public sealed class DomainTerm
{
    /// <summary>The domain.</summary>
    public required string Domain { get; init; }

    /// <summary>The part; empty for the domain itself.</summary>
    public required string Subdomain { get; init; }

    /// <summary>What belongs there.</summary>
    public string Summary { get; set; } = "";

    /// <summary>Where it is.</summary>
    public DomainPlace Place => new(Domain, Subdomain.Length == 0 ? null : Subdomain);
}
