using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Portal.Web.Live;

namespace Portal.IntegrationTests.Access;

/// <summary>Walks every endpoint, page and hub method as nobody and as each role, and holds the answers against the table.</summary>
public sealed partial class PermissionTableTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string HubPrefix = "HUB /hubs/live ";

    [Fact]
    public async Task EveryEndpoint_AnswersEachRoleAsTheTableSays()
    {
        var table = PermissionTable.Read().ToDictionary(row => row.Name);
        var feed = await portal.HostedFeedAsync("permitted");
        List<string> wrong = [];
        foreach (var name in Endpoints())
        {
            var row = table.GetValueOrDefault(name);
            var measured = new PermissionRow(name, await AskAsync(name, row?.Body, feed), row?.Body);
            if (row is null)
            {
                wrong.Add($"no row yet. If this is who should be let in, add to tests/Portal.IntegrationTests/Access/permissions.txt:\n{measured}"
                    + (name.StartsWith("GET", StringComparison.Ordinal) ? "" : "\n(with ' | {valid JSON}' at its end, so that rights are asked for before the input is refused)"));
            }
            else if (!row.Answers.SequenceEqual(measured.Answers))
            {
                wrong.Add($"the table says\n{row}\nthe portal answers\n{measured}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }

    [Fact]
    public void EveryRow_IsOfAnEndpointThatIsThere() =>
        Assert.Empty(PermissionTable.Read().Select(row => row.Name).Except([.. Endpoints(), .. HubMethods()]));

    [Fact]
    public async Task EveryHubMethod_AnswersEachRoleAsTheTableSays()
    {
        var table = PermissionTable.Read().ToDictionary(row => row.Name);
        foreach (var name in HubMethods())
        {
            var answers = await Task.WhenAll(PermissionRow.Callers.Select(role => CallAsync(name[HubPrefix.Length..], role)));
            var measured = new PermissionRow(name, answers, null);
            Assert.True(table.TryGetValue(name, out var row), $"A new hub method needs a row in permissions.txt: who may call it? The portal answers\n{measured}");
            Assert.Equal(row.ToString(), measured.ToString());
        }
    }

    // The same answer as for an id that nobody has: whoever may not see a feed does not learn that it is there.
    [Fact]
    public async Task EveryEndpointOfAFeed_ForThoseWhoMayNotSeeIt_AnswersAsIfThereWereNone()
    {
        var hidden = await portal.HostedFeedAsync("hidden", new { visibility = "restricted" });
        using var stranger = await portal.ClientWithRolesAsync("viewer", "developer", "publisher");
        List<string> wrong = [];
        foreach (var row in PermissionTable.Read().Where(row => row.Name.Contains("{feed}")))
        {
            var (there, nowhere) = (await StatusAsync(stranger, row.Name, row.Body, hidden), await StatusAsync(stranger, row.Name, row.Body, "no-such-feed"));
            if (there != nowhere || there == HttpStatusCode.OK)
            {
                wrong.Add($"{row.Name}: {(int)there} for a hidden feed, {(int)nowhere} for none");
            }
        }

        Assert.Empty(wrong);
    }

    // Those that only say something, though they are posted.
    private static readonly string[] Readings =
    [
        "POST /api/v1/feeds/{feed}/contracts/proposals",
        "POST /api/v1/feeds/{feed}/contracts/{version}/validations", "POST /api/v1/feeds/{feed}/retention/preview", "POST /api/v1/feeds/{feed}/entries/{position}/reveal",
    ];

    [Fact]
    public async Task EveryChange_WithAnOperatorsKeyForReading_IsRefused()
    {
        var feed = await portal.HostedFeedAsync("scoped");
        using var reader = await KeyAsync("read");
        List<string> allowed = [];
        foreach (var row in PermissionTable.Read().Where(row => row.Name.Contains(" /api/v1/", StringComparison.Ordinal) && !row.Name.StartsWith("GET", StringComparison.Ordinal)))
        {
            if (await StatusAsync(reader, row.Name, row.Body, feed) != HttpStatusCode.Forbidden)
            {
                allowed.Add(row.Name);
            }
        }

        Assert.Equal(Readings.Order(StringComparer.Ordinal), allowed.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/api/v1/feeds")]
    [InlineData("/feeds")]
    [InlineData("/catalogue")]
    [InlineData("/entries")]
    [InlineData("/metrics")]
    public async Task AnythingRead_WithAnOperatorsKeyForPublishing_IsRefused(string address)
    {
        using var publisher = await KeyAsync("publish");

        using var answer = await publisher.GetAsync(address);

        Assert.True(answer.StatusCode == HttpStatusCode.Forbidden || answer.Headers.Location?.ToString().Contains("/account/denied", StringComparison.Ordinal) == true, $"{answer.StatusCode} {answer.Headers.Location}");
    }

    [Theory]
    [InlineData("/api/v1/feeds")]
    [InlineData("/feeds")]
    [InlineData("/api/v1/events?limit=10000")]
    [InlineData("/api/v1/audit")]
    [InlineData("/catalogue")]
    [InlineData("/")]
    [InlineData("/live")]
    [InlineData("/health")]
    public async Task Lists_DoNotNameAHiddenFeed(string address)
    {
        var hidden = await portal.HostedFeedAsync("unseen", new { visibility = "restricted" });
        using var stranger = await portal.ClientWithRolesAsync("viewer", "developer", "publisher");

        using var answer = await stranger.GetAsync(address);

        Assert.DoesNotContain(hidden, await answer.Content.ReadAsStringAsync());
    }

    private async Task<HttpClient> KeyAsync(string scope)
    {
        using var client = portal.Host.Client();
        using var issued = await client.PostAsJsonAsync("/api/v1/keys", new { name = $"only {scope}", roles = new[] { "operator" }, scopes = new[] { scope } });
        issued.EnsureSuccessStatusCode();
        return portal.Host.Client((await issued.JsonAsync()).GetProperty("key").GetString());
    }

    private IEnumerable<string> Endpoints() => portal.Host.Services.GetServices<EndpointDataSource>()
        .SelectMany(source => source.Endpoints)
        .OfType<RouteEndpoint>()
        .Where(endpoint => !IsStaticFile(endpoint))
        .Select(NameOf)
        .Distinct()
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> HubMethods() => typeof(LiveHub)
        .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(method => method.GetBaseDefinition().DeclaringType != typeof(Microsoft.AspNetCore.SignalR.Hub))
        .Select(method => HubPrefix + method.Name);

    private static bool IsStaticFile(RouteEndpoint endpoint) =>
        endpoint.Metadata.Any(m => m.GetType().Name == "StaticAssetDescriptor") || endpoint.RoutePattern.RawText?.Contains("_framework", StringComparison.Ordinal) == true;

    private static string NameOf(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { Count: > 0 } list ? string.Join(',', list) : "*";
        return $"{methods} /{endpoint.RoutePattern.RawText?.TrimStart('/')}";
    }

    private async Task<IReadOnlyList<string>> AskAsync(string name, string? body, string feed)
    {
        List<string> answers = [];
        foreach (var role in PermissionRow.Callers)
        {
            using var client = role == "nobody" ? portal.Host.Client(key: null) : await portal.ClientWithRolesAsync(role);
            answers.Add(await StatusAsync(client, name, body, feed) switch
            {
                HttpStatusCode.Unauthorized => "401",
                HttpStatusCode.Forbidden => "403",
                _ => "ok",
            });
        }

        return answers;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string name, string? body, string feed)
    {
        var (methods, route) = name.Split(' ', 2) is [var first, var rest] ? (first, rest) : throw new ArgumentException(name);
        var address = Parameter().Replace(route, match => match.Groups[1].Value.TrimStart('*') switch
        {
            "feed" => feed,
            "Id" when route.StartsWith("/catalogue", StringComparison.Ordinal) => feed,
            "documentName" => "v1",
            "kind" => "team",
            "version" => "1.0.0",
            "number" or "position" => "1",
            "id" when match.Value.Contains(":int", StringComparison.Ordinal) => "1",
            _ => match.Value.Contains(":guid", StringComparison.Ordinal) ? Guid.Empty.ToString() : "none",
        });
        using var request = new HttpRequestMessage(new HttpMethod(methods == "*" ? "GET" : methods.Split(',')[0]), address);
        if (body is not null)
        {
            var text = body.Replace("{new}", PortalFixture.NewId("walked"), StringComparison.Ordinal);
            request.Content = new StringContent(text, Encoding.UTF8, text.StartsWith('<') ? "application/atom+xml" : "application/json");
        }

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.Headers.Location?.OriginalString switch
        {
            { } location when location.Contains("/account/sign-in?ReturnUrl", StringComparison.OrdinalIgnoreCase) => HttpStatusCode.Unauthorized,
            { } location when location.Contains("/account/denied", StringComparison.Ordinal) => HttpStatusCode.Forbidden,
            _ => answer.StatusCode,
        };
    }

    private async Task<string> CallAsync(string method, string role)
    {
        using var client = role == "nobody" ? portal.Host.Client(key: null) : await portal.ClientWithRolesAsync(role);
        await using var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(portal.Host.Address, "/hubs/live"), options => options.AccessTokenProvider = () => Task.FromResult(client.DefaultRequestHeaders.Authorization?.Parameter))
            .Build();
        try
        {
            await connection.StartAsync();
            await foreach (var _ in connection.StreamAsyncCore<object>(method, ArgumentsOf(method)))
            {
                return "ok";
            }

            return "ok";
        }
        catch (HttpRequestException refused)
        {
            return refused.StatusCode is { } status ? ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture) : "?";
        }
        catch (HubException)
        {
            return "403";
        }
    }

    // All that the caller may see.
    private static object?[] ArgumentsOf(string method) =>
        new object?[typeof(LiveHub).GetMethod(method)!.GetParameters().Count(parameter => parameter.ParameterType != typeof(CancellationToken))];

    [GeneratedRegex(@"\{(\**\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
