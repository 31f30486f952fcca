using Portal.Catalogue.Feeds;
using Portal.Catalogue.Requests.Policy;

namespace Portal.Catalogue.Ownership;

/// <summary>Whether a feed was confirmed in time.</summary>
public enum AttestationState
{
    /// <summary>Nothing is to be done.</summary>
    Confirmed,

    /// <summary>It is to be confirmed soon.</summary>
    Due,

    /// <summary>It should have been confirmed.</summary>
    Overdue,
}

/// <summary>When the owners of a feed confirm next that it is needed and described as it is. Pure.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="State">Whether they did in time.</param>
/// <param name="Due">By when.</param>
public sealed record Attestation(Feed Feed, AttestationState State, DateTimeOffset Due)
{
    /// <summary>Where a feed stands; null when it need not be confirmed.</summary>
    public static Attestation? Of(Feed feed, RequestPolicy policy, DateTimeOffset now)
    {
        if (policy.AttestMonths is not { } months || feed.IsBuiltIn || !feed.TakesEntries)
        {
            return null;
        }

        var due = (feed.Attested ?? feed.Created).AddMonths(months);
        return new Attestation(feed, due <= now ? AttestationState.Overdue : due.AddDays(-policy.NoticeDays) <= now ? AttestationState.Due : AttestationState.Confirmed, due);
    }
}
