namespace Portal.Catalogue.Domains;

/// <summary>
/// Everything in one place goes to another one: a rename when nothing is there yet, a merge when something is, a move when
/// it is in another domain. Pure.
/// </summary>
/// <param name="From">Where from.</param>
/// <param name="To">Where to.</param>
public sealed record DomainMove(DomainPlace From, DomainPlace To)
{
    /// <summary>Where a place goes; null when it stays.</summary>
    public DomainPlace? Of(DomainPlace place)
    {
        if (From.Subdomain is not null)
        {
            return place.Is(From) ? To : null;
        }

        // A domain takes its parts along.
        return !Same(place.Domain, From.Domain) ? null
            : To.Subdomain is null ? place with { Domain = To.Domain }
            : To;
    }

    /// <summary>What is wrong with the move; null when nothing is.</summary>
    /// <param name="places">All places that there are.</param>
    internal Refusal? Check(IReadOnlyList<DomainPlace> places)
    {
        var errors = new FieldErrors();
        errors.Require("to.domain", To.Domain, Feeds.FeedLimits.Name);
        errors.AtMost("to.subdomain", To.Subdomain, Feeds.FeedLimits.Name);
        if (errors.Any)
        {
            return errors.ToRefusal();
        }

        if (!places.Any(place => place.Is(From)))
        {
            return Refusal.NotFound($"There is no '{From}' in the taxonomy.");
        }

        if (From == To)
        {
            errors.Add("to", $"'{To}' is where it is already.");
        }
        else if (From.Subdomain is null && To.Subdomain is not null
            && (Same(From.Domain, To.Domain) || places.Any(place => Same(place.Domain, From.Domain) && place.Subdomain is not null)))
        {
            errors.Add("to.subdomain", $"'{From}' has parts of its own, or would become one of its own: move those first.");
        }

        return errors.Any ? errors.ToRefusal() : null;
    }

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
