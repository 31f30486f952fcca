using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Events.Log;
using Portal.Web.Privacy;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>The whole event log, line by line.</summary>
internal static class EventsApi
{
    private const string MediaType = "application/x-ndjson";
    private const int MaxLimit = 10_000;
    private const int DefaultLimit = 500;
    private const int PageSize = 1000;
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/events", ReadAsync).WithName("ReadEvents").WithTags("Events")
            .WithSummary("The event log as NDJSON, oldest first, resumable by position.")
            .Produces(StatusCodes.Status200OK, contentType: MediaType);

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ReadAsync(
        HttpContext http, FeedRegistry registry, ShownEntries shown, IOptions<JsonOptions> json, long? after, string? feeds, int? limit)
    {
        if (limit is < 1 or > MaxLimit)
        {
            return Problems.Invalid("limit", $"Between 1 and {MaxLimit}; this is {limit}.");
        }

        if (after is < 0)
        {
            return Problems.Invalid("after", "A position is 0 or more.");
        }

        var readable = await registry.ListAsync(new FeedFilter(), http.User.ToActor(), http.RequestAborted);
        var wanted = readable.Select(f => f.Id);
        if (!string.IsNullOrWhiteSpace(feeds))
        {
            var named = feeds.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
            if (named.FirstOrDefault(name => readable.All(f => f.Id.Value != name)) is { } unknown)
            {
                return TypedResults.Problem($"There is no feed '{unknown}'.", statusCode: StatusCodes.Status404NotFound, title: "Not found");
            }

            wanted = named.Select(FeedId.Parse);
        }

        var query = new EventQuery { Feeds = [.. wanted], From = new EventPosition(after ?? 0), IncludeSuperseded = true };
        return TypedResults.Stream(
            stream => WriteAsync(stream, shown.LogFor(http.User.ToActor()), query, limit ?? DefaultLimit, json.Value.SerializerOptions, http.RequestAborted), MediaType);
    }

    private static async Task WriteAsync(
        Stream stream, MaskedLog log, EventQuery query, int limit, JsonSerializerOptions json, CancellationToken cancellationToken)
    {
        while (limit > 0)
        {
            var page = await log.ReadAsync(query with { Limit = Math.Min(limit, PageSize) }, cancellationToken);
            foreach (var entry in page)
            {
                await JsonSerializer.SerializeAsync(stream, EntryItem.Of(entry), json, cancellationToken);
                await stream.WriteAsync(LineEnd, cancellationToken);
            }

            if (page.Count < Math.Min(limit, PageSize))
            {
                return;
            }

            limit -= page.Count;
            query = query with { From = page[^1].Position };
        }
    }
}
