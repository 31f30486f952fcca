using System.Net;
using System.Net.Http.Json;

namespace Portal.IntegrationTests.Api;

public sealed class RequestsApiTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string Entry = """<entry xmlns="http://www.w3.org/2005/Atom"><title>First</title><content type="text">hello</content></entry>""";

    [Fact]
    public async Task Approve_ByAnotherOperator_MakesAFeedThatTakesAPost()
    {
        using var developer = await portal.ClientWithRolesAsync("developer");
        using var oper = portal.Host.Client();
        var (id, feed) = await SubmitAsync(developer);

        using var decided = await oper.PostAsJsonAsync($"/api/v1/requests/{id}/decisions", new { decision = "approve" });
        var answer = await decided.JsonAsync();

        Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        Assert.Equal(("active", feed), (answer.GetProperty("state").GetString(), answer.GetProperty("feed").GetString()));
        using var publisher = portal.Host.Client(answer.GetProperty("publisherKey").GetString());
        using var posted = await publisher.PostAsync(answer.GetProperty("endpoint").GetString(), new StringContent(Entry, null, "application/atom+xml"));
        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        using var elsewhere = await publisher.PostAsync($"/feeds/{await portal.HostedFeedAsync("other")}", new StringContent(Entry, null, "application/atom+xml"));
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    [Fact]
    public async Task Decide_OnOnesOwnRequest_Answers403()
    {
        using var oper = portal.Host.Client();
        var (id, _) = await SubmitAsync(oper);

        using var answer = await oper.PostAsJsonAsync($"/api/v1/requests/{id}/decisions", new { decision = "approve" });

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Decline_WithoutAReason_Answers400AtTheComment()
    {
        using var developer = await portal.ClientWithRolesAsync("developer");
        using var oper = portal.Host.Client();
        var (id, _) = await SubmitAsync(developer);

        using var answer = await oper.PostAsJsonAsync($"/api/v1/requests/{id}/decisions", new { decision = "decline" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.JsonAsync()).GetProperty("errors").TryGetProperty("comment", out _));
    }

    [Fact]
    public async Task Decide_ByManyAtOnce_IsDoneOnce()
    {
        using var developer = await portal.ClientWithRolesAsync("developer");
        using var oper = portal.Host.Client();
        var (id, _) = await SubmitAsync(developer);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            oper.PostAsJsonAsync($"/api/v1/requests/{id}/decisions", new { decision = "approve" })));

        Assert.Equal(
            [HttpStatusCode.OK, .. Enumerable.Repeat(HttpStatusCode.Conflict, 9)], answers.Select(a => a.StatusCode).Order());
    }

    [Fact]
    public async Task Submit_TakenName_Answers409()
    {
        var taken = await portal.HostedFeedAsync("taken");
        using var developer = await portal.ClientWithRolesAsync("developer");

        using var answer = await developer.PostAsJsonAsync("/api/v1/requests", Body(taken));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task Submit_ByAViewer_Answers403()
    {
        using var viewer = await portal.ClientWithRolesAsync("viewer");

        using var answer = await viewer.PostAsJsonAsync("/api/v1/requests", Body(PortalFixture.NewId("wish")));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Request_OfSomebodyElse_IsNotThere()
    {
        using var one = await portal.ClientWithRolesAsync("developer");
        using var other = await portal.ClientWithRolesAsync("developer");
        var (id, _) = await SubmitAsync(one);

        using var answer = await other.GetAsync($"/api/v1/requests/{id}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static object Body(string id) =>
        new { id, title = "Wish", owner = "Tests", domain = "Tests", justification = "Needed", sample = "hello" };

    private static async Task<(string Id, string Feed)> SubmitAsync(HttpClient client)
    {
        var feed = PortalFixture.NewId("wish");
        using var answer = await client.PostAsJsonAsync("/api/v1/requests", Body(feed));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var request = await answer.JsonAsync();
        Assert.Equal("submitted", request.GetProperty("state").GetString());
        Assert.NotEmpty(request.GetProperty("checks").EnumerateArray());
        return (request.GetProperty("id").GetString()!, feed);
    }
}
