using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Portal.FeedHost.Protocol;

/// <summary>What the client wants to read (RFC 9110 section 12.5.1).</summary>
internal static class Negotiation
{
    private static readonly string[] XmlTypes = ["application/atom+xml", "application/xml", "text/xml"];

    /// <summary>Whether Atom will do: also for clients that ask for XML in general, or for nothing in particular.</summary>
    public static bool AcceptsAtom(HttpRequest request, params string[] more)
    {
        var accepted = Read(request);
        return accepted.Count == 0 || accepted.Any(range =>
            range.Quality != 0 && (Covers(range, XmlTypes) || Covers(range, more)));
    }

    /// <summary>Whether the client named XML and nothing that JSON would fit.</summary>
    public static bool AcceptsOnlyXml(HttpRequest request)
    {
        var accepted = Read(request);
        return accepted.Count > 0 && accepted.All(range => range.MediaType.Value!.Contains("xml", StringComparison.OrdinalIgnoreCase));
    }

    private static bool Covers(MediaTypeHeaderValue range, IEnumerable<string> types) =>
        types.Any(type => new MediaTypeHeaderValue(type).IsSubsetOf(new MediaTypeHeaderValue(range.MediaType)));

    private static IList<MediaTypeHeaderValue> Read(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted) ? accepted : [];
}
