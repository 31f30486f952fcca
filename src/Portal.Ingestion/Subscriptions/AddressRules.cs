using Portal.Ingestion.Channels;

namespace Portal.Ingestion.Subscriptions;

/// <summary>
/// Decides when a feed's address follows its source: after <see cref="MinPolls"/> polls in a row, over at least
/// <see cref="MinTime"/>, that permanent redirects alone (301, 308) led to the same address, with a feed to be read there. Never from
/// https to http, so that nobody on the way can lead it off. Pure.
/// </summary>
internal static class AddressRules
{
    /// <summary>So many polls in a row must have led there.</summary>
    public const int MinPolls = 3;

    /// <summary>The most changes of address that are remembered.</summary>
    public const int MaxHistory = 20;

    /// <summary>The first and the last of them are at least so far apart: a broken configuration is often mended by then.</summary>
    public static readonly TimeSpan MinTime = TimeSpan.FromHours(1);

    /// <summary>What is known of a move after a poll; a poll that failed shows nothing, one that was not led off ends it.</summary>
    public static AddressMove? After(SubscriptionStatus before, PollReport report, FetchResult answer, DateTimeOffset now)
    {
        if (!report.IsSuccess)
        {
            return before.Move;
        }

        if (answer is not { IsMovedAllTheWay: true, MovedTo: { } target })
        {
            return null;
        }

        var to = target.AbsoluteUri;

        // With a clock that was set back it begins anew, rather than never ending.
        return before.Move is { } move && move.To == to && move.Since <= now
            ? move with { Polls = Math.Min(move.Polls + 1, MinPolls) }
            : new AddressMove(to, now, 1);
    }

    /// <summary>The address to follow from now on, with credentials only where the origin stays; null when it is to stay as it is.</summary>
    public static string? Adopted(Subscription subscription, AddressMove? move, DateTimeOffset now) =>
        move is { Polls: >= MinPolls } && now - move.Since >= MinTime && MayFollow(subscription, move.To)
            ? Origins.WithCredentials(new Uri(move.To), new Uri(subscription.Url)).AbsoluteUri
            : null;

    /// <summary>Whether an address may take the place of the feed's at all. Where there are credentials people decide: they stay with the origin.</summary>
    public static bool MayFollow(Subscription subscription, string target) =>
        Uri.TryCreate(subscription.Url, UriKind.Absolute, out var from) && Uri.TryCreate(target, UriKind.Absolute, out var to)
        && (subscription.Credentials is null || Origins.AreSame(from, to))
        && to != Origins.WithoutCredentials(from) && (to.Scheme == Uri.UriSchemeHttps || from.Scheme == Uri.UriSchemeHttp);

    /// <summary>With a new address in place, and what was known of a move forgotten.</summary>
    public static SubscriptionStatus Moved(SubscriptionStatus status, string from, string to, DateTimeOffset now) => status with
    {
        Move = null,
        MovedTo = null,
        Addresses = [.. (status.Addresses ?? []).TakeLast(MaxHistory - 1), new AddressChange(now, Bare(from), Bare(to))],
    };

    private static string Bare(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) ? Origins.WithoutCredentials(address).AbsoluteUri : url;
}
