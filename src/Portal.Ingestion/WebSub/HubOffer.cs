using Portal.Ingestion.Channels;

namespace Portal.Ingestion.WebSub;

/// <summary>That a feed's new entries can be had from a hub.</summary>
/// <param name="Topic">What to subscribe to: the address by which the feed calls itself.</param>
/// <param name="Hubs">The hubs, in the order of their publisher; at least one, at most <see cref="MaxHubs"/>.</param>
internal sealed record HubOffer(string Topic, IReadOnlyList<string> Hubs)
{
    /// <summary>The most hubs of one feed that are tried.</summary>
    public const int MaxHubs = 5;

    private const int MaxAddress = 2048;

    /// <summary>
    /// What an answer offers (WebSub, section 4): the <c>Link</c> headers come first, then what the document says. A feed
    /// that names a hub but not itself is called by the address that it was read from.
    /// </summary>
    /// <param name="answer">The answer with the document.</param>
    /// <param name="links">The links of the document.</param>
    /// <returns>The offer; null when no hub is named that could be called.</returns>
    public static HubOffer? Of(FetchResult answer, FeedLinks links)
    {
        var header = LinkHeader.Read(answer.Link);
        List<string> hubs = [.. Usable(With(header, "hub"), answer.BaseAddress)];
        hubs = hubs.Count > 0 ? hubs : [.. Usable(links.Hubs, answer.BaseAddress)];
        var self = Usable(With(header, "self"), answer.BaseAddress).FirstOrDefault()
            ?? Usable(links.Self is null ? [] : [links.Self], answer.BaseAddress).FirstOrDefault()
            ?? answer.BaseAddress?.AbsoluteUri;
        return hubs.Count == 0 || self is null ? null : new HubOffer(self, hubs);
    }

    /// <summary>What the headers of an answer offer by themselves; null when they do not name a hub and the topic.</summary>
    public static HubOffer? OfHeaders(FetchResult answer) =>
        Usable(With(LinkHeader.Read(answer.Link), "self"), answer.BaseAddress).Any() ? Of(answer, FeedLinks.None) : null;

    private static IEnumerable<string> With(IReadOnlyList<HeaderLink> links, string relation) =>
        links.Where(link => link.Relations.Contains(relation)).Select(link => link.Target);

    // An absolute reference stays as it was written: hubs compare topics character by character.
    private static IEnumerable<string> Usable(IEnumerable<string> references, Uri? baseAddress) => references
        .Select(reference => Resolve(reference, baseAddress))
        .OfType<string>()
        .Distinct(StringComparer.Ordinal)
        .Take(MaxHubs);

    private static string? Resolve(string reference, Uri? baseAddress)
    {
        var text = reference.Trim();
        var isAbsolute = text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        if (isAbsolute ? !Uri.TryCreate(text, UriKind.Absolute, out var address) : !Uri.TryCreate(baseAddress, text, out address))
        {
            return null;
        }

        var resolved = isAbsolute ? text : address.AbsoluteUri;
        return address.Scheme is "http" or "https" && address.UserInfo.Length == 0 && resolved.Length is > 0 and <= MaxAddress ? resolved : null;
    }
}

/// <summary>The links of a document that lead to a hub.</summary>
/// <param name="Self">By which address the document calls itself; null when it does not say.</param>
/// <param name="Hubs">The hubs that it names.</param>
internal sealed record FeedLinks(string? Self, IReadOnlyList<string> Hubs)
{
    /// <summary>A document without such links.</summary>
    public static FeedLinks None { get; } = new(null, []);
}
