using System.Text.Json.Nodes;
using Portal.Catalogue.Feeds;

namespace Portal.Web.Descriptions;

/// <summary>The portal's APIs as a link set (RFC 9727, RFC 9264). Pure.</summary>
internal static class ApiCatalog
{
    public const string MediaType = "application/linkset+json;profile=\"https://www.rfc-editor.org/info/rfc9727\"";

    /// <summary>The document: the management API, the feeds, and each feed that the reader may see.</summary>
    public static JsonObject Of(IReadOnlyList<Feed> feeds, Uri portal)
    {
        JsonArray sets =
        [
            new JsonObject
            {
                ["anchor"] = At(".well-known/api-catalog"),
                ["item"] = new JsonArray([Link("api/v1", "The management API"), Link("feeds", "The feeds"), .. feeds.Select(feed => Link($"feeds/{feed.Id}", feed.Title))]),
            },
            new JsonObject
            {
                ["anchor"] = At("api/v1"),
                ["service-desc"] = new JsonArray(Link("openapi/v1.json", null, "application/json")),
                ["service-doc"] = new JsonArray(Link("api", null, "text/html")),
                ["status"] = new JsonArray(Link("health/ready", null, "application/json")),
            },
            new JsonObject
            {
                ["anchor"] = At("feeds"),
                ["service-desc"] = new JsonArray(Link("api/v1/catalogue/asyncapi", null, "application/vnd.aai.asyncapi+json")),
                ["service-doc"] = new JsonArray(Link("catalogue", null, "text/html")),
            },
            .. feeds.Select(feed => new JsonObject
            {
                ["anchor"] = At($"feeds/{feed.Id}"),
                ["service-desc"] = new JsonArray(Link($"api/v1/feeds/{feed.Id}/asyncapi", null, "application/vnd.aai.asyncapi+json")),
                ["service-doc"] = new JsonArray(Link($"catalogue/{feed.Id}", null, "text/html")),
                ["service-meta"] = new JsonArray(Link($"api/v1/feeds/{feed.Id}", null, "application/json")),
            }),
        ];
        return new JsonObject { ["linkset"] = sets };

        string At(string path) => new Uri(portal, path).ToString();

        JsonNode Link(string path, string? title, string? type = null)
        {
            var link = new JsonObject { ["href"] = At(path) };
            if (title is not null)
            {
                link["title"] = title;
            }

            if (type is not null)
            {
                link["type"] = type;
            }

            return link;
        }
    }
}
