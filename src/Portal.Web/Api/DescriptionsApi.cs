using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue;
using Portal.Catalogue.Feeds;
using Portal.Events.Entries;
using Portal.Syndication;
using Portal.Syndication.Writing;
using Portal.Web.Activity;
using Portal.Web.Descriptions;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>The catalogue in the forms that other programs read: AsyncAPI, CloudEvents, link set, Atom, Markdown.</summary>
internal static class DescriptionsApi
{
    private const int MaxChanges = 100;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/feeds/{feed}/asyncapi", OneAsync).WithTags("Catalogue").WithName("GetFeedAsyncApi").WithSummary("A feed as an AsyncAPI 3.0 document.")
            .Produces(StatusCodes.Status200OK, contentType: "application/vnd.aai.asyncapi+json");
        api.MapGet("/feeds/{feed}/cloudevents", CloudEventsAsync).WithTags("Catalogue").WithName("GetFeedCloudEvents")
            .WithSummary("A feed's entries as CloudEvents: their attributes and where their schemas are.").Produces(StatusCodes.Status200OK, contentType: "application/json");
        var catalogue = api.MapGroup("/catalogue").WithTags("Catalogue");
        catalogue.MapGet("/asyncapi", AllAsync).WithName("GetAsyncApi").WithSummary("All feeds that the caller may see as one AsyncAPI 3.0 document.")
            .Produces(StatusCodes.Status200OK, contentType: "application/vnd.aai.asyncapi+json");
        catalogue.MapGet("/changes", ChangesAsync).WithName("GetCatalogueChanges").WithSummary("What has changed in the catalogue, as an Atom feed.")
            .Produces(StatusCodes.Status200OK, contentType: MediaTypes.Atom);
        catalogue.MapGet("/markdown", MarkdownAsync).WithName("GetCatalogueMarkdown").WithSummary("The catalogue as a zip archive of Markdown files.")
            .Produces(StatusCodes.Status200OK, contentType: CatalogueFolderApi.Zip);
    }

    /// <summary>Maps <c>/.well-known/api-catalog</c>: the APIs for everybody, the feeds for those who may see them.</summary>
    public static void MapApiCatalog(this WebApplication app) => app.MapMethods(
            "/.well-known/api-catalog", [HttpMethods.Get, HttpMethods.Head],
            async (HttpContext http, FeedRegistry feeds) =>
            {
                http.Response.Headers.Link = $"<{new Uri(Portal(http), ".well-known/api-catalog")}>; rel=\"api-catalog\"";
                http.Response.Headers.Vary = "Authorization, Cookie";
                var visible = await feeds.ListAsync(new FeedFilter(), http.User.ToActor(), http.RequestAborted);
                return Json(ApiCatalog.Of(visible, Portal(http)), ApiCatalog.MediaType);
            })
        .ExcludeFromDescription().AllowAnonymous();

    private static async Task<IResult> OneAsync(string feed, HttpContext http, CatalogueDescriber describer) =>
        await describer.FindAsync(FeedRoute.Read(feed), http.User.ToActor(), http.RequestAborted) is { } channel
            ? Json(AsyncApiDocument.Of(channel.Feed.Title, [channel], Portal(http)), AsyncApiDocument.MediaType)
            : Refusal.NotFound($"There is no feed '{feed}'.").ToProblem();

    private static async Task<IResult> AllAsync(HttpContext http, CatalogueDescriber describer) =>
        Json(AsyncApiDocument.Of(Frame.PortalName.Text, await describer.AllAsync(http.User.ToActor(), http.RequestAborted), Portal(http)), AsyncApiDocument.MediaType);

    private static async Task<IResult> CloudEventsAsync(string feed, HttpContext http, CatalogueDescriber describer) =>
        await describer.FindAsync(FeedRoute.Read(feed), http.User.ToActor(), http.RequestAborted) is { } channel
            ? Json(CloudEventsDocument.Of(channel, Portal(http)), "application/json")
            : Refusal.NotFound($"There is no feed '{feed}'.").ToProblem();

    private static async Task<IResult> ChangesAsync(HttpContext http, CatalogueDescriber describer, TimeProvider time)
    {
        var changes = await describer.ChangesAsync(MaxChanges, http.User.ToActor(), http.RequestAborted);
        var self = new Uri(Portal(http), "api/v1/catalogue/changes").ToString();
        using var body = new MemoryStream();
        AtomWriter.WriteFeed(
            body,
            new AtomFeedDocument
            {
                Id = "urn:portal:catalogue:changes",
                Title = "Changes of the catalogue",
                Subtitle = "Feeds registered, changed, deprecated and retired, and contracts published.",
                Author = "Portal",
                Updated = changes is [var newest, ..] ? newest.Received : time.GetUtcNow(),
                Links = [new EntryLink(self, "self"), new EntryLink(new Uri(Portal(http), "catalogue").ToString(), "alternate")],
                Entries = changes,
            },
            change => change.Entry.Categories.FirstOrDefault(category => category.Scheme == ActivityCategories.SubjectScheme) is { } subject
                ? [new EntryLink(new Uri(Portal(http), $"catalogue/{subject.Term}").ToString(), "alternate")]
                : []);
        return TypedResults.Bytes(body.ToArray(), $"{MediaTypes.Atom};charset=utf-8");
    }

    private static async Task<FileContentHttpResult> MarkdownAsync(HttpContext http, CatalogueDescriber describer) => TypedResults.Bytes(
        CatalogueFolderApi.ToZip(MarkdownExport.Of(await describer.AllAsync(http.User.ToActor(), http.RequestAborted), describer.PropertiesOf, Portal(http))),
        CatalogueFolderApi.Zip, "catalogue-markdown.zip");

    private static IResult Json(JsonObject document, string type) => Results.Text(document.ToJsonString(new() { WriteIndented = true }), type);

    private static Uri Portal(HttpContext http) => new($"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}/");
}
