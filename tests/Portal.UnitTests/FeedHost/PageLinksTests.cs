using Portal.Events;
using Portal.Events.Log;
using Portal.FeedHost.Protocol;
using Portal.FeedHost.Reading;

namespace Portal.UnitTests.FeedHost;

public sealed class PageLinksTests
{
    private const string Base = "https://portal.example:8443/feeds/orders";
    private const string Hub = "hub https://portal.example:8443/hub";

    [Fact]
    public void HeadPage_OfALongFeed_LeadsBothWaysAndToTheEnd() => Assert.Equal(
        [
            $"self {Base}?limit=2",
            $"current {Base}",
            Hub,
            $"previous {Base}?marker=urn%3Ax%3A9&limit=2&direction=forward",
            $"next {Base}?marker=urn%3Ax%3A7&limit=2&direction=backward",
            $"last {Base}?marker=last&limit=2&direction=backward",
            $"prev-archive {Base}/archives/1?before=8",
        ],
        Links("?limit=2", new FeedPage([Requests.Recorded(9), Requests.Recorded(8)], Requests.Recorded(7))));

    [Fact]
    public void HeadPage_OfAnEmptyFeed_LeadsNowhereElse() => Assert.Equal(
        [$"self {Base}", $"current {Base}", Hub, $"last {Base}?marker=last&direction=backward"], Links("", new FeedPage([], null)));

    [Fact]
    public void OldestPage_HasNothingOlder() => Assert.Equal(
        [
            $"self {Base}?marker=last",
            $"current {Base}",
            Hub,
            $"previous {Base}?marker=urn%3Ax%3A2&direction=forward",
        ],
        Links("?marker=last", new FeedPage([Requests.Recorded(2), Requests.Recorded(1)], null)));

    [Fact]
    public void NewerPage_ThatIsStillEmpty_LeadsOnlyToItself() => Assert.Equal(
        [
            $"self {Base}?marker=urn:x:9",
            $"current {Base}",
            Hub,
        ],
        Links("?marker=urn:x:9", new FeedPage([], Requests.Recorded(9))));

    [Fact]
    public void Search_IsKeptEscaped() => Assert.Contains(
        $"next {Base}?marker=urn%3Ax%3A7&search=%2Ba%26b&direction=backward",
        Links("?search=%2Ba%26b", new FeedPage([Requests.Recorded(9)], Requests.Recorded(7))));

    [Fact]
    public void StrangeIds_AreEscaped() => Assert.Contains(
        $"previous {Base}?marker=http%3A%2F%2Fx%2F%3Fa%3D1%26b%23c&direction=forward",
        Links("", new FeedPage([Requests.Recorded(9, "http://x/?a=1&b#c")], null)));

    [Theory]
    [InlineData("", 7, 1, 5, "prev-archive " + Base + "/archives/2?before=8")]
    [InlineData("", 7, 5, 7, "prev-archive " + Base + "/archives/5")]
    [InlineData("", 7, 0, 0, "prev-archive " + Base + "/archives/1?before=8")]
    [InlineData("", null, 4, 6, "prev-archive " + Base + "/archives/4")]
    [InlineData("", null, 0, 0, null)]
    [InlineData("?marker=last", 7, 1, 5, null)]
    [InlineData("?search=%2Ba", 7, 1, 5, null)]
    public void Archives_AreReachedFromTheNewestPage_WithoutAGap(string query, int? older, int archives, long archivedUpTo, string? link)
    {
        var page = new FeedPage([Requests.Recorded(9), Requests.Recorded(8)], older is { } position ? Requests.Recorded(position) : null);
        var newest = archives > 0 ? new ArchiveRange(Requests.Orders.Id, archives, default, new EventPosition(archivedUpTo), ArchiveState.Live) : null;

        Assert.Equal(link, Links(query, page, newest).SingleOrDefault(l => l.StartsWith("prev-archive", StringComparison.Ordinal)));
    }

    private static List<string> Links(string query, FeedPage page, ArchiveRange? archive = null)
    {
        var request = Requests.Get("/feeds/orders" + query);
        var (read, problem) = PageQuery.Read(request.Query);
        Assert.Null(problem);
        return [.. PageLinks.Of(Requests.Orders, read!, page, archive, new Addresses(request), Base + query).Select(l => $"{l.Rel} {l.Href}")];
    }
}
