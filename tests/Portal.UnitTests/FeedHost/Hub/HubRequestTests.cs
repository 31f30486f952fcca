using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Portal.FeedHost.Hub;

namespace Portal.UnitTests.FeedHost.Hub;

public sealed class HubRequestTests
{
    private const string Subscribe = "hub.mode=subscribe&hub.topic=https://portal.example/feeds/a&hub.callback=https://x.example/c?k=1";

    [Fact]
    public void Subscribe_WithNothingElse_LastsTenDaysUnsigned() => Assert.Equal(
        new HubRequest(false, "https://portal.example/feeds/a", new Uri("https://x.example/c?k=1"), 864_000, null), Read(Subscribe).Request);

    [Fact]
    public void Unsubscribe_WithParametersOfOthers_IsRead() => Assert.True(
        Read("hub.mode=unsubscribe&hub.topic=t&hub.callback=http://x.example/&foo=bar&hub.foo=hub.bar").Request?.Unsubscribe);

    [Theory]
    [InlineData("1", 300)]
    [InlineData("3600", 3600)]
    [InlineData("99999999999", 2_592_000)]
    public void Lease_IsHeldWithinBounds(string given, int seconds) =>
        Assert.Equal(seconds, Read($"{Subscribe}&hub.lease_seconds={given}").Request?.LeaseSeconds);

    [Theory]
    [InlineData("hub.topic=t&hub.callback=http://x.example/", "hub.mode")]
    [InlineData("hub.mode=publish&hub.topic=t&hub.callback=http://x.example/", "hub.mode")]
    [InlineData("hub.mode=subscribe&hub.callback=http://x.example/", "hub.topic")]
    [InlineData("hub.mode=subscribe&hub.topic=t", "hub.callback")]
    [InlineData("hub.mode=subscribe&hub.topic=t&hub.callback=/relative", "hub.callback")]
    [InlineData("hub.mode=subscribe&hub.topic=t&hub.callback=ftp://x.example/", "hub.callback")]
    [InlineData("hub.mode=subscribe&hub.topic=t&hub.callback=http://x.example/%23part", "hub.callback")]
    [InlineData(Subscribe + "&hub.lease_seconds=-5", "hub.lease_seconds")]
    [InlineData(Subscribe + "&hub.lease_seconds=0", "hub.lease_seconds")]
    [InlineData(Subscribe + "&hub.lease_seconds=soon", "hub.lease_seconds")]
    public void Wrong_IsNamed(string form, string named)
    {
        var (request, problem) = Read(form);

        Assert.Null(request);
        Assert.StartsWith(named, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(199, true)]
    [InlineData(200, false)]
    public void Secret_HasLessThan200Bytes(int length, bool accepted) =>
        Assert.Equal(accepted, Read($"{Subscribe}&hub.secret={new string('s', length)}").Request is not null);

    private static (HubRequest? Request, string? Problem) Read(string form) => HubRequest.Read(new FormCollection(QueryHelpers.ParseQuery(form)));
}
