using System.Xml.Linq;
using Portal.Events.Entries;
using Portal.FeedHost.Hub;
using Portal.FeedHost.Protocol;

namespace Portal.UnitTests.FeedHost.Hub;

public sealed class HubPingTests
{
    private const string Topic = "https://portal.example/feeds/orders";
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public void Ping_HoldsWhatIsNew_NewestFirst_EachEntryOnce()
    {
        var edited = Requests.Recorded(3, "urn:x:1") with { Entry = new Entry { Id = "urn:x:1", Title = EntryText.Plain("Edited") } };
        var ping = Of(Requests.Recorded(1, "urn:x:1"), Requests.Recorded(2, "urn:x:2"), edited);

        var feed = XElement.Parse(System.Text.Encoding.UTF8.GetString(ping.Body));
        Assert.Equal(["urn:x:1 Edited", "urn:x:2 "], feed.Elements(Atom + "entry").Select(e => $"{e.Element(Atom + "id")!.Value} {e.Element(Atom + "title")!.Value}"));
        Assert.Equal(
            [("self", Topic), ("hub", "https://portal.example/hub")],
            feed.Elements(Atom + "link").Select(l => ((string)l.Attribute("rel")!, (string)l.Attribute("href")!)));
        Assert.Equal("application/atom+xml;charset=utf-8", ping.ContentType);
        Assert.Equal($"<https://portal.example/hub>; rel=\"hub\", <{Topic}>; rel=\"self\"", ping.Link);
    }

    [Fact]
    public void Split_ManyEntries_KeepsTheirOrderInBoundedParts() => Assert.Equal(
        [(100, 1L), (100, 101L), (50, 201L)],
        HubPing.Split(Enumerable.Range(1, 250).Select(i => Requests.Recorded(i))).Select(part => (part.Count, part[0].Position.Value)));

    [Fact]
    public void Split_LargeEntries_EndsAPartEarly() => Assert.Equal(
        [2, 1],
        HubPing.Split(Enumerable.Range(1, 3).Select(i => Requests.Recorded(i) with { Size = 2 * 1024 * 1024 })).Select(part => part.Count));

    // RFC 4231, test case 2.
    [Fact]
    public void Sign_IsHmacSha256() => Assert.Equal(
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        HubPing.Sign("what do ya want for nothing?"u8.ToArray(), "Jefe"));

    private static HubPing Of(params Portal.Events.Log.RecordedEntry[] entries) =>
        HubPing.Of(Requests.Orders, Topic, new Addresses("https://portal.example"), entries);
}
