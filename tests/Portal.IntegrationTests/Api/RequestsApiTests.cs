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

    [Fact]
    public async Task Key_OfAFeedThatWasMade_IsCollectedOnceByWhoApproved()
    {
        using var developer = await portal.ClientWithRolesAsync("developer");
        using var oper = portal.Host.Client();
        var (id, _) = await SubmitAsync(developer);
        using var decided = await oper.PostAsJsonAsync($"/api/v1/requests/{id}/decisions", new { decision = "approve" });
        Assert.StartsWith("pk_", (await decided.JsonAsync()).GetProperty("publisherKey").GetString(), StringComparison.Ordinal);

        using var again = await developer.PostAsync($"/api/v1/requests/{id}/key", null);

        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task Change_OverTheApi_IsMadeOnceApproved()
    {
        var feed = await portal.HostedFeedAsync("changed");
        using var developer = await portal.ClientWithRolesAsync("developer");
        using var oper = portal.Host.Client();
        using var asked = await developer.PostAsJsonAsync("/api/v1/requests", new { kind = "change", id = feed, owner = "Others", justification = "They moved" });
        var id = (await asked.JsonAsync()).GetProperty("id").GetString();

        using var difference = await oper.GetAsync($"/api/v1/requests/{id}/difference");
        using var decided = await oper.PostAsJsonAsync($"/api/v1/requests/{id}/decisions", new { decision = "approve" });

        Assert.Equal("Others", (await difference.JsonAsync())[0].GetProperty("after").GetString());
        Assert.Equal("active", (await decided.JsonAsync()).GetProperty("state").GetString());
        using var changed = await oper.GetAsync($"/api/v1/feeds/{feed}");
        Assert.Equal("Others", (await changed.JsonAsync()).GetProperty("owner").GetString());
    }

    [Fact]
    public async Task Submit_OfAnUnknownKind_NamesTheKinds()
    {
        using var developer = await portal.ClientWithRolesAsync("developer");

        using var answer = await developer.PostAsJsonAsync("/api/v1/requests", new { kind = "wish" });

        Assert.Equal("'wish' is not a kind of request: use newFeed, followFeed, access, newContract, change, retire.", (await answer.JsonAsync()).GetProperty("errors").GetProperty("kind")[0].GetString());
    }

    [Theory]
    [InlineData("POST", "decisions", """{ "decision": "approve" }""")]
    [InlineData("POST", "comments", """{ "comment": "Hello" }""")]
    [InlineData("POST", "withdrawal", "{}")]
    [InlineData("POST", "key", "{}")]
    [InlineData("GET", "difference", null)]
    public async Task Request_OfSomebodyElse_IsNotThereForAnyDeed(string method, string deed, string? body)
    {
        using var one = await portal.ClientWithRolesAsync("developer");
        using var other = await portal.ClientWithRolesAsync("developer");
        var (id, _) = await SubmitAsync(one);
        using var call = new HttpRequestMessage(new HttpMethod(method), $"/api/v1/requests/{id}/{deed}")
        {
            Content = body is null ? null : new StringContent(body, null, "application/json"),
        };

        using var answer = await other.SendAsync(call);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Policy_ChangedOnAnOldRevision_Answers412()
    {
        using var oper = portal.Host.Client();
        using var first = await oper.PutAsJsonAsync("/api/v1/request-policy", new { dueHours = 48 });
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);

        using var second = await oper.PutAsJsonAsync("/api/v1/request-policy", new { dueHours = 12 });
        using var bad = await oper.PutAsJsonAsync("/api/v1/request-policy", new { dueHours = 0, namePattern = "(", revision = 1 });

        Assert.Equal(HttpStatusCode.PreconditionFailed, second.StatusCode);
        Assert.Equal(["dueHours", "namePattern"], (await bad.JsonAsync()).GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
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
