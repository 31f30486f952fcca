using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Events;
using Portal.Events.Log;
using Portal.FeedHost.Protocol;
using Portal.FeedHost.Reading;

namespace Portal.FeedHost.Hub;

/// <summary>
/// What a subscriber can subscribe to: a feed's address, as its <c>self</c> link says it. A <c>search</c> in it narrows what is
/// sent; parameters that only choose a page do nothing. Pure.
/// </summary>
/// <param name="Feed">The feed.</param>
/// <param name="Addresses">The addresses of the portal as the subscriber knows it.</param>
/// <param name="Search">Which entries are sent; null for all.</param>
internal sealed record HubTopic(FeedId Feed, Addresses Addresses, CategoryCondition? Search)
{
    private const string Path = "/feeds/";

    /// <summary>Reads a topic that was read before: it needs no check.</summary>
    public static HubTopic Parse(string topic) =>
        Read(topic).Topic ?? throw new FormatException($"'{topic}' is not the address of a feed.");

    /// <summary>Reads a topic that must be below an address of this portal; what is wrong with it comes in its place.</summary>
    public static (HubTopic? Topic, string? Problem) Read(string topic, Addresses own)
    {
        var (read, problem) = Read(topic);
        return read is not null && !read.Addresses.Base.Equals(own.Base, StringComparison.OrdinalIgnoreCase)
            ? (null, $"hub.topic '{topic}' is not here: this is the hub of the feeds below {own.Base}{Path}.")
            : (read, problem);
    }

    /// <summary>The identity of a subscription (WebSub, section 5.1), short enough for a key.</summary>
    public static string SubscriptionId(string topic, string callback) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(topic + "\n" + callback)).AsSpan(0, 16));

    private static (HubTopic? Topic, string? Problem) Read(string topic)
    {
        if (!Uri.TryCreate(topic, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return (null, $"hub.topic '{topic}' is not an absolute http or https address.");
        }

        var at = address.AbsolutePath.LastIndexOf(Path, StringComparison.OrdinalIgnoreCase);
        if (at < 0 || !FeedId.TryParse(Uri.UnescapeDataString(address.AbsolutePath[(at + Path.Length)..]), out var feed))
        {
            return (null, $"hub.topic '{topic}' is not the address of a feed.");
        }

        var (query, problem) = PageQuery.Read(new QueryCollection(QueryHelpers.ParseQuery(address.Query)));
        return query is null
            ? (null, $"hub.topic '{topic}': {problem}")
            : (new HubTopic(feed, new Addresses(address.GetLeftPart(UriPartial.Authority) + address.AbsolutePath[..at]), query.Search), null);
    }
}
