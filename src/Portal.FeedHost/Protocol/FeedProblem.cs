using System.Globalization;
using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Portal.Events.Entries;

namespace Portal.FeedHost.Protocol;

/// <summary>An entry that a reader can begin anew from.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Address">Its address.</param>
internal sealed record OldestEntry(string Id, string Address);

/// <summary>
/// An error as a problem document (RFC 9457), or as an XML <c>error</c> where the client accepts nothing but XML.
/// </summary>
internal sealed class FeedProblem(int status, string title, string detail) : IResult
{
    public int Status { get; } = status;

    public string Detail { get; } = detail;

    /// <summary>What the entry breaks in its contract.</summary>
    public IReadOnlyList<Violation> Violations { get; init; } = [];

    /// <summary>Where what stands in the way is.</summary>
    public string? Location { get; init; }

    /// <summary>The oldest entry that is still there.</summary>
    public OldestEntry? Oldest { get; init; }

    /// <summary>The methods that are allowed instead.</summary>
    public string? Allow { get; init; }

    /// <summary>The content codings that are understood.</summary>
    public string? AcceptEncoding { get; init; }

    public static FeedProblem BadRequest(string detail) => new(StatusCodes.Status400BadRequest, "Bad request", detail);

    public static FeedProblem NotFound(string detail) => new(StatusCodes.Status404NotFound, "Not found", detail);

    public static FeedProblem NotAcceptable(IEnumerable<string> offered) =>
        new(StatusCodes.Status406NotAcceptable, "Not acceptable", $"This is served as {string.Join(", ", offered)}.");

    public static FeedProblem Unprocessable(string detail) => new(StatusCodes.Status422UnprocessableEntity, "The entry cannot be used", detail);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        if (Allow is not null)
        {
            response.Headers.Allow = Allow;
        }

        if (AcceptEncoding is not null)
        {
            response.Headers.AcceptEncoding = AcceptEncoding;
        }

        return Negotiation.AcceptsOnlyXml(httpContext.Request) ? WriteXmlAsync(response) : WriteJsonAsync(httpContext);
    }

    private Task WriteJsonAsync(HttpContext context)
    {
        var problem = new ProblemDetails { Status = Status, Title = title, Detail = Detail, Instance = context.Request.Path };
        if (Violations.Count > 0)
        {
            problem.Extensions["violations"] = Violations;
            problem.Extensions["errors"] = Violations
                .GroupBy(v => v.Path.Length == 0 ? "content" : v.Path)
                .ToDictionary(g => g.Key, g => g.Select(v => v.Message).ToArray());
        }

        if (Location is not null)
        {
            problem.Extensions["existing"] = Location;
        }

        if (Oldest is not null)
        {
            problem.Extensions["oldest"] = Oldest;
        }

        return context.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json");
    }

    private async Task WriteXmlAsync(HttpResponse response)
    {
        response.ContentType = "application/xml; charset=utf-8";
        var text = new StringBuilder();
        await using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, Async = true }))
        {
            writer.WriteStartElement("error");
            writer.WriteAttributeString("code", Status.ToString(CultureInfo.InvariantCulture));
            writer.WriteElementString("title", title);
            writer.WriteElementString("message", Clean(Detail));
            if (Location is not null)
            {
                writer.WriteElementString("existing", Clean(Location));
            }

            if (Oldest is not null)
            {
                writer.WriteElementString("oldest", Clean(Oldest.Address));
            }

            foreach (var violation in Violations)
            {
                writer.WriteStartElement("violation");
                writer.WriteAttributeString("path", Clean(violation.Path));
                writer.WriteString(Clean(violation.Message));
                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }

        await response.WriteAsync(text.ToString());
    }

    // A message repeats what the client sent, and XML does not allow every character (XML 1.0 section 2.2).
    private static string Clean(string text) =>
        string.Concat(text.EnumerateRunes().Select(r => r.IsBmp && !XmlConvert.IsXmlChar((char)r.Value) ? "\uFFFD" : r.ToString()));
}
