using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Events;
using Portal.FeedHost.Hub;
using Portal.FeedHost.Protocol;
using Portal.FeedHost.Publishing;
using Portal.FeedHost.Reading;

namespace Portal.FeedHost;

/// <summary>The authorisation policies that the endpoints ask for; the host defines them.</summary>
public static class FeedHostPolicies
{
    /// <summary>May read feeds at all; which ones <see cref="IHostedFeeds"/> decides.</summary>
    public const string Read = "feeds.read";

    /// <summary>May try to publish; to which feeds <see cref="HostedFeed.CallerMayPublish"/> decides.</summary>
    public const string Publish = "feeds.publish";

    /// <summary>May subscribe at the hub: like reading, but never without sign-in, since what is pushed must have somebody it is for.</summary>
    public const string Subscribe = "feeds.subscribe";
}

/// <summary>The AtomPub server: one handler for each operation.</summary>
public static class FeedHostEndpoints
{
    private static readonly string[] ReadMethods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>
    /// Registers the server. <see cref="IHostedFeeds"/>, <see cref="IFeedTail"/>, <see cref="IRefusals"/>, <see cref="IHubStore"/>, the event log with its archive and the intake must be
    /// registered beside it.
    /// </summary>
    public static IServiceCollection AddFeedHost(this IServiceCollection services) => services
        .AddSingleton<PageReader>()
        .AddSingleton<HeadPages>()
        .AddSingleton<ReadPage>()
        .AddSingleton<StreamFeed>()
        .AddSingleton<ReadEntry>()
        .AddSingleton<ReadService>()
        .AddSingleton<ReadArchive>()
        .AddSingleton<ReadCategories>()
        .AddSingleton<EntryLookup>()
        .AddSingleton<PurgedEntries>()
        .AddSingleton<PublishRate>()
        .AddSingleton<PostEntry>()
        .AddSingleton<PostBatch>()
        .AddScoped<IPublishDesk, PublishDesk>()
        .AddSingleton<PutEntry>()
        .AddSingleton<DeleteEntry>()
        .AddSingleton<HubSecrets>()
        .AddSingleton<IHubCalls, HubCalls>()
        .AddSingleton<HubOutboxParts>()
        .AddSingleton<HubOutboxes>()
        .AddSingleton<HubConfirmations>()
        .AddSingleton<AcceptHubRequest>()
        .AddKeyedSingleton<IHubDesk, HubDesk>(SoleDuties.Key)
        .AddSingleton(provider => provider.GetRequiredKeyedService<IHubDesk>(SoleDuties.Key))
        .AddKeyedSingleton<IHostedService>(SoleDuties.Key, (provider, _) => provider.GetRequiredService<HubOutboxes>())
        .AddKeyedSingleton<IHostedService>(SoleDuties.Key, (provider, _) => provider.GetRequiredService<HubConfirmations>());

    /// <summary>Maps <c>/feeds</c> and everything below it, and <c>/hub</c>.</summary>
    public static void MapFeedHost(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/hub", (HttpContext http, AcceptHubRequest handler) => handler.HandleAsync(http))
            .ExcludeFromDescription()
            .RequireAuthorization(FeedHostPolicies.Subscribe);
        endpoints.MapMethods(
                "/hub", [.. ReadMethods, HttpMethods.Put, HttpMethods.Delete, HttpMethods.Patch],
                () => new FeedProblem(StatusCodes.Status405MethodNotAllowed, "Method not allowed", "A hub takes POST.") { Allow = HttpMethods.Post })
            .ExcludeFromDescription()
            .RequireAuthorization(FeedHostPolicies.Subscribe);
        var feeds = endpoints.MapGroup("/feeds").ExcludeFromDescription();
        feeds.MapMethods("/", ReadMethods, (HttpContext http, ReadService handler) => handler.HandleAsync(http))
            .RequireAuthorization(FeedHostPolicies.Read);
        feeds.MapMethods("/{feed}", ReadMethods, (string feed, HttpContext http, ReadPage handler) => handler.HandleAsync(feed, http))
            .RequireAuthorization(FeedHostPolicies.Read);
        feeds.MapPost(
                "/{feed}",
                (string feed, HttpContext http, PostEntry one, PostBatch several) =>
                    PublishedBatch.IsBatch(http.Request) ? several.HandleAsync(feed, http) : one.HandleAsync(feed, http))
            .RequireAuthorization(FeedHostPolicies.Publish);
        feeds.MapMethods(
                "/{feed}/entries/{**id}", ReadMethods,
                (string feed, string? id, HttpContext http, ReadEntry handler) => handler.HandleAsync(feed, id ?? "", http))
            .RequireAuthorization(FeedHostPolicies.Read);
        feeds.MapMethods(
                "/{feed}/archives/{number}", ReadMethods,
                (string feed, string number, HttpContext http, ReadArchive handler) => handler.HandleAsync(feed, number, http))
            .RequireAuthorization(FeedHostPolicies.Read);
        feeds.MapMethods(
                "/{feed}/categories", ReadMethods,
                (string feed, HttpContext http, ReadCategories handler) => handler.HandleAsync(feed, http))
            .RequireAuthorization(FeedHostPolicies.Read);
        feeds.MapPut(
                "/{feed}/entries/{**id}", (string feed, string? id, HttpContext http, PutEntry handler) => handler.HandleAsync(feed, id ?? "", http))
            .RequireAuthorization(FeedHostPolicies.Publish);
        feeds.MapDelete(
                "/{feed}/entries/{**id}", (string feed, string? id, HttpContext http, DeleteEntry handler) => handler.HandleAsync(feed, id ?? "", http))
            .RequireAuthorization(FeedHostPolicies.Publish);
    }
}
