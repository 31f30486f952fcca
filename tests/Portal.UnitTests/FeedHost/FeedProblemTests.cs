using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Portal.Events.Entries;
using Portal.FeedHost.Protocol;

namespace Portal.UnitTests.FeedHost;

public sealed class FeedProblemTests
{
    private static readonly FeedProblem Hostile = new(422, "Contract violated", "it says '\u0001\uFFFF\uD800\U0001F600 <&>'")
    {
        Violations = [new Violation("/a\u0002", 3, "is \"<b>\u0003", "rule"), new Violation("", null, "bad")],
        Location = "http://x/1?a=b&c",
    };

    [Fact]
    public async Task Write_ForAnXmlClient_IsWellFormedWhateverItRepeats()
    {
        var (response, body) = await WriteAsync(Hostile, "application/atom+xml");

        Assert.Equal((422, "application/xml; charset=utf-8"), (response.StatusCode, response.ContentType));
        Assert.Equal(
            """
            <error code="422"><title>Contract violated</title><message>it says '���😀 &lt;&amp;&gt;'</message><existing>http://x/1?a=b&amp;c</existing><violation path="/a�">is "&lt;b&gt;�</violation><violation path="">bad</violation></error>
            """,
            XElement.Parse(body).ToString(SaveOptions.DisableFormatting));
    }

    [Fact]
    public async Task Write_ForOthers_IsAProblemDocumentThatNamesEachPath()
    {
        var (response, body) = await WriteAsync(Hostile, "application/json");
        var problem = JsonDocument.Parse(body).RootElement;

        Assert.Equal((422, "application/problem+json"), (response.StatusCode, response.ContentType));
        Assert.Equal("Contract violated", problem.GetProperty("title").GetString());
        Assert.Equal(422, problem.GetProperty("status").GetInt32());
        Assert.Equal(["/a\u0002", "content"], problem.GetProperty("errors").EnumerateObject().Select(e => e.Name));
        Assert.Equal("http://x/1?a=b&c", problem.GetProperty("existing").GetString());
    }

    [Fact]
    public async Task Write_AProblem_IsKeptByNoCacheAndIsTheContentOfNothingElse()
    {
        var (response, _) = await WriteAsync(Hostile, "application/json");

        Assert.Equal("no-store", response.Headers.CacheControl);
        Assert.Equal(0, response.Headers.ContentLocation.Count);
    }

    private static async Task<(HttpResponse Response, string Body)> WriteAsync(FeedProblem problem, string accept)
    {
        var context = Requests.Get("/feeds/orders", accept).HttpContext;
        context.RequestServices = new ServiceCollection().BuildServiceProvider();
        using var body = new MemoryStream();
        context.Response.Body = body;
        await problem.ExecuteAsync(context);
        return (context.Response, System.Text.Encoding.UTF8.GetString(body.ToArray()));
    }
}
