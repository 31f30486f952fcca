using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Portal.Syndication;

namespace Portal.FeedHost.Protocol;

/// <summary>What the client wants to read (RFC 9110 section 12.5.1).</summary>
internal static class Negotiation
{
    // Clients that ask for XML in general, or for Atom where it is a service document, are served too.
    private static readonly string[] Wider = [MediaTypes.Atom, "application/xml", "text/xml"];

    /// <summary>Whether a representation of this XML media type will do; a type that is refused by name (<c>q=0</c>) never does.</summary>
    public static bool Accepts(HttpRequest request, string type)
    {
        var accepted = Read(request);
        return accepted.Count == 0 || Liked(accepted, type) > 0;
    }

    /// <summary>Which of these media types the client likes best, the first of equals; null when none will do.</summary>
    public static string? Choose(HttpRequest request, params IEnumerable<string> types)
    {
        var accepted = Read(request);
        if (accepted.Count == 0)
        {
            return types.First();
        }

        var (best, quality) = types.Select(type => (type, Liked(accepted, type))).MaxBy(choice => choice.Item2);
        return quality > 0 ? best : null;
    }

    /// <summary>Whether the client named XML and nothing that JSON would fit.</summary>
    public static bool AcceptsOnlyXml(HttpRequest request)
    {
        var accepted = Read(request).Where(range => range.Quality != 0).ToList();
        return accepted.Count > 0 && accepted.All(range => range.MediaType.Value!.Contains("xml", StringComparison.OrdinalIgnoreCase));
    }

    private static double Liked(IList<MediaTypeHeaderValue> accepted, string type)
    {
        if (accepted.Any(range => IsRefusedByName(range, type)))
        {
            return 0;
        }

        var isXml = type.EndsWith("xml", StringComparison.OrdinalIgnoreCase);
        return (isXml ? Wider.Prepend(type) : [type]).Max(t => Quality(accepted, t));
    }

    private static bool IsRefusedByName(MediaTypeHeaderValue range, string type) =>
        range.Quality == 0 && range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase);

    // The most specific range decides: "text/*;q=0, */*" refuses text/xml.
    private static double Quality(IEnumerable<MediaTypeHeaderValue> accepted, string type)
    {
        var covering = accepted.Where(range => Covers(range, type)).GroupBy(Specificity).MaxBy(group => group.Key);
        return covering?.Max(range => range.Quality ?? 1) ?? 0;
    }

    // Parameters are passed over: type=entry and charset say nothing that an Atom client could not read.
    // The framework would have application/json cover application/feed+json, which RFC 9110 does not.
    private static bool Covers(MediaTypeHeaderValue range, string type) => Specificity(range) < 3
        ? new MediaTypeHeaderValue(type).IsSubsetOf(new MediaTypeHeaderValue(range.MediaType))
        : range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase);

    private static int Specificity(MediaTypeHeaderValue range) => range switch
    {
        { MatchesAllTypes: true } => 0,
        { MatchesAllSubTypes: true } => 1,
        { MatchesAllSubTypesWithoutSuffix: true } => 2,
        _ => 3,
    };

    private static IList<MediaTypeHeaderValue> Read(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted) ? accepted : [];
}
