using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Storage.Model;

namespace Portal.IntegrationTests.Snapshots;

/// <summary>What others rely on does not change unnoticed.</summary>
public sealed class SurfaceTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public async Task OpenApi_IsAsCommitted()
    {
        using var client = portal.Host.Client(key: null);
        var document = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json"));

        Snapshot.Matches("openapi.json", JsonSerializer.Serialize(document, Indented));
    }

    [Fact]
    public void Routes_AndWhoMayCallThem_AreAsCommitted()
    {
        var routes = portal.Host.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(endpoint => !IsStaticFile(endpoint))
            .Select(Describe)
            .Distinct()
            .Order(StringComparer.Ordinal);

        Snapshot.Matches("routes.txt", string.Join('\n', routes));
    }

    [Fact]
    public void Model_OfEachDatabase_HasNoChangeWithoutAMigration()
    {
        using var sqlite = new SqlitePortalDbContext(new DbContextOptionsBuilder<SqlitePortalDbContext>().UseSqlite("Data Source=:memory:").Options);
        using var postgres = new PostgresPortalDbContext(new DbContextOptionsBuilder<PostgresPortalDbContext>().UseNpgsql("Host=localhost").Options);

        Assert.False(sqlite.Database.HasPendingModelChanges(), "Add a migration for SQLite.");
        Assert.False(postgres.Database.HasPendingModelChanges(), "Add a migration for PostgreSQL.");
    }

    private static bool IsStaticFile(RouteEndpoint endpoint) =>
        endpoint.Metadata.Any(m => m.GetType().Name == "StaticAssetDescriptor") || endpoint.RoutePattern.RawText?.Contains("_framework", StringComparison.Ordinal) == true;

    private static string Describe(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { Count: > 0 } list ? string.Join(',', list) : "*";
        var who = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
            ? "anybody"
            : string.Join(' ', endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Roles ?? a.Policy).OfType<string>().Distinct().DefaultIfEmpty("reader"));
        return $"{methods} /{endpoint.RoutePattern.RawText?.TrimStart('/')} : {who}";
    }
}
