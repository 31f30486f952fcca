using Portal.Web.Descriptions;
using Portal.Web.Security;
using Scalar.AspNetCore;

namespace Portal.Web.Api;

/// <summary>The management API (version 1), its description and a browser for it.</summary>
internal static class PortalApi
{
    public static IServiceCollection AddPortalApi(this IServiceCollection services) => services.AddSingleton<FeedItems>().AddSingleton<CatalogueDescriber>().AddOpenApi("v1", options =>
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Portal API";
            document.Info.Version = "v1";
            document.Info.Description = "The management API of the event feed portal. Feeds themselves are read and published at /feeds.";
            document.Servers?.Clear();
            return Task.CompletedTask;
        }));

    public static void MapPortalApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").RequireAuthorization(PortalPolicies.Api).RequireRateLimiting(RateLimits.Api);
        FeedsApi.Map(api);
        PartiesApi.Map(api);
        DomainsApi.Map(api);
        SearchApi.Map(api);
        CatalogueFolderApi.Map(api);
        DescriptionsApi.Map(api);
        FeedPreviewsApi.Map(api);
        OpmlApi.Map(api);
        ContractsApi.Map(api);
        DraftsApi.Map(api);
        PreviewApi.Map(api);
        ChecksApi.Map(api);
        SamplesApi.Map(api);
        GeneratedApi.Map(api);
        DriftApi.Map(api);
        EntriesApi.Map(api);
        RevisionsApi.Map(api);
        SubscriptionApi.Map(api);
        GapsApi.Map(api);
        PollsApi.Map(api);
        ScoreCardApi.Map(api);
        SubscribersApi.Map(api);
        RetentionApi.Map(api);
        ObjectivesApi.Map(api);
        RequestsApi.Map(api);
        NotificationsApi.Map(api);
        DeputiesApi.Map(api);
        OwnershipApi.Map(api);
        ThroughputApi.Map(api);
        KpisApi.Map(api);
        ProcessesApi.Map(api);
        ProjectionsApi.Map(api);
        RulesApi.Map(api);
        IncidentsApi.Map(api);
        AlertChannelsApi.Map(api);
        EventsApi.Map(api);
        KeysApi.Map(api);
        app.MapApiCatalog();
        DashboardsApi.Map(api);
        GrantsApi.Map(api);
        TeamsApi.Map(api);
        AuditApi.Map(api);
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapScalarApiReference("/api", options => options.WithOpenApiRoutePattern("/openapi/v1.json").WithDynamicBaseServerUrl()).AllowAnonymous();
    }
}
