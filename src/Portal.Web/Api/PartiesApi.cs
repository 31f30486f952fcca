using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Parties;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>A feed at the other end.</summary>
internal sealed record NeighbourItem(string Id, string Title)
{
    public static NeighbourItem Of(Feed feed) => new(feed.Id.Value, feed.Title);
}

/// <summary>A key that published.</summary>
internal sealed record PublisherItem(string Name, DateTimeOffset First, DateTimeOffset Last, long Count);

/// <summary>Who is at the ends of a feed. What was observed is null for callers who do not look after the feed.</summary>
internal sealed record PartiesItem(
    IReadOnlyList<FeedParty> Producers,
    IReadOnlyList<FeedParty> Consumers,
    IReadOnlyList<NeighbourItem> Sources,
    IReadOnlyList<NeighbourItem> Derived,
    IReadOnlyList<PublisherItem>? ObservedProducers,
    IReadOnlyList<ObservedConsumer>? ObservedConsumers,
    int ObservedCount);

/// <summary>Producers and consumers of a feed, declared and observed.</summary>
internal static class PartiesApi
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/feeds/{feed}/parties", ReadAsync).WithTags("Feeds").WithName("GetParties")
        .WithSummary("Who publishes and uses a feed, as declared and as observed.");

    private static async Task<Results<Ok<PartiesItem>, ProblemHttpResult>> ReadAsync(string feed, HttpContext http, FeedParties parties)
    {
        var read = await parties.ReadAsync(FeedRoute.Read(feed), http.User.ToActor(), http.RequestAborted);
        return read.Value is { } view
            ? TypedResults.Ok(new PartiesItem(
                view.Producers,
                view.Consumers,
                [.. view.Sources.Select(NeighbourItem.Of)],
                [.. view.Derived.Select(NeighbourItem.Of)],
                view.Publishing?.Select(use => new PublisherItem(use.Name, use.First, use.Last, use.Count)).ToList(),
                view.Using,
                view.Seen))
            : read.Refusal!.ToProblem();
    }
}
