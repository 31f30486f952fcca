using Microsoft.AspNetCore.Http.Features;
using Portal.FeedHost.Protocol;

namespace Portal.UnitTests.FeedHost;

public sealed class AddressesTests
{
    [Theory]
    [InlineData("urn:uuid:1", "urn:uuid:1")]
    [InlineData("http://x/a?b=c#d", "http:%2F%2Fx%2Fa%3Fb%3Dc%23d")]
    [InlineData("http://x/a%2Fb", "http:%2F%2Fx%2Fa%252Fb")]
    [InlineData("tag:é,日本:\U0001F600", "tag:%C3%A9%2C%E6%97%A5%E6%9C%AC:%F0%9F%98%80")]
    [InlineData("urn:x:a b+c", "urn:x:a%20b%2Bc")]
    [InlineData("urn:x:<\"'>", "urn:x:%3C%22%27%3E")]
    public void Entry_AnyId_CanBeReadBack(string id, string escaped)
    {
        var request = Requests.Get("/feeds/orders");
        var address = new Addresses(request).Entry(Requests.Orders.Id, id);
        request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget = new Uri(address).PathAndQuery + "?x=/feeds/orders/entries/";

        Assert.Equal($"https://portal.example:8443/feeds/orders/entries/{escaped}", address);
        Assert.Equal(id, Addresses.EntryIdIn(request.HttpContext, "orders"));
    }

    [Fact]
    public void EntryIdIn_AnotherTarget_IsNotKnown()
    {
        var request = Requests.Get("/feeds/orders");
        request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget = "/elsewhere";

        Assert.Null(Addresses.EntryIdIn(request.HttpContext, "orders"));
    }
}
