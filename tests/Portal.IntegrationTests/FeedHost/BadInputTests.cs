using System.Net.Sockets;
using System.Text;
using Portal.TestKit;

namespace Portal.IntegrationTests.FeedHost;

/// <summary>Whatever is sent: a clear refusal or a whole entry, never a failure, and nothing half written.</summary>
public sealed class BadInputTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string Xml = "application/atom+xml";
    private const string Event = "application/cloudevents+json";
    private const string Rackspace = "application/vnd.rackspace.atom+json";
    private const string Title = "<title>t</title>";

    public static TheoryData<string, string, string, int, string> Bodies => new()
    {
        { "entity bomb", Xml, "<!DOCTYPE l [<!ENTITY a \"a\"><!ENTITY b \"&a;&a;\">]>" + Entry("<title>&b;</title>"), 422, "DTD" },
        { "external entity", Xml, "<!DOCTYPE e [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + Entry("<title>&x;</title>"), 422, "DTD" },
        { "10 MB title", Xml, Entry($"<title>{new string('x', 10_000_000)}</title>"), 413, "1048576" },
        { "deep XML", Xml, Entry(Title + $"<content type='application/xml'>{Repeat("<a>", 20_000)}{Repeat("</a>", 20_000)}</content>"), 422, "256 deep" },
        { "control character", Xml, Entry("<title>a\u0001b</title>"), 422, "0x01" },
        { "control reference", Xml, Entry("<title>a&#1;b</title>"), 422, "0x01" },
        { "zero byte", Xml, Entry("<title>a\0b</title>"), 422, "0x00" },
        { "two contents", Xml, Entry(Title + "<content>a</content><content>b</content>"), 422, "second atom:content" },
        { "two ids", Xml, Entry("<id>urn:a</id><id>urn:b</id>" + Title), 422, "second atom:id" },
        { "two titles", Xml, Entry("<title>a</title><title>b</title>"), 422, "second atom:title" },
        { "spaces in the id", Xml, Entry("<id>urn:a b</id>" + Title), 422, "white space" },
        { "line break in the id", Xml, Entry("<id>urn:a\nb</id>" + Title), 422, "white space" },
        { "endless id", Xml, Entry($"<id>urn:{new string('x', 10_000)}</id>" + Title), 422, "too long" },
        { "empty id", Xml, Entry("<id/>" + Title), 422, "empty" },
        { "year 0", Xml, Entry("<updated>0000-01-01T00:00:00Z</updated>" + Title), 422, "0000-01-01" },
        { "25th hour", Xml, Entry("<updated>2026-01-01T25:00:00Z</updated>" + Title), 422, "T25:00" },
        { "30 February", Xml, Entry("<updated>2026-02-30T00:00:00Z</updated>" + Title), 422, "02-30" },
        { "undeclared prefix", Xml, Entry("<x:y/>" + Title), 422, "undeclared prefix" },
        { "no term", Xml, Entry(Title + "<category/>"), 422, "no term" },
        { "no href", Xml, Entry(Title + "<link rel='self'/>"), 422, "no href" },
        { "no content type", Xml, Entry(Title + "<content type='word'>text</content>"), 422, "'word'" },
        { "no mail address", Xml, Entry(Title + "<author><name>n</name><email>call me</email></author>"), 422, "'call me'" },
        { "no media type", Xml, Entry(Title + "<link href='a' type='word'/>"), 422, "'word'" },
        { "no language", Xml, Entry(Title + "<link href='a' hreflang='de_DE'/>"), 422, "'de_DE'" },
        { "no element of Atom", Xml, Entry(Title + "<unheard-of/>"), 422, "atom:unheard-of" },
        { "two sources", Xml, Entry(Title + "<source/><source/>"), 422, "second atom:source" },
        { "no base64", Xml, Entry(Title + "<content type='image/png'>@@@</content>"), 422, "base64" },
        { "cut off", Xml, "<entry xmlns='http://www.w3.org/2005/Atom'><title>x", 422, "end of file" },
        { "two roots", Xml, Entry(Title) + "<x/>", 422, "multiple root" },
        { "no namespace", Xml, "<entry><title>t</title></entry>", 422, "no namespace" },
        { "a page", Xml, "<html><body/></html>", 422, "'html'" },
        { "nothing", Xml, "", 422, "empty" },
        { "deep JSON", Event, $"{{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data\":{Repeat("[", 5000)}{Repeat("]", 5000)}}}", 422, "line 1" },
        { "half a surrogate pair", Event, "{\"specversion\":\"1.0\",\"id\":\"\\ud800\",\"source\":\"s\",\"type\":\"t\"}", 422, "surrogate" },
        { "half a surrogate pair in a batch", "application/cloudevents-batch+json", "[{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"\\udfff\",\"type\":\"t\"}]", 422, "surrogate" },
        { "half a surrogate pair in Atom", Rackspace, "{\"entry\":{\"title\":\"\\ud800\"}}", 422, "surrogate" },
        { "no time", Event, "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"time\":\"yesterday\"}", 422, "yesterday" },
        { "no event", Event, "[]", 422, "object" },
        { "no entry", Rackspace, "{\"entry\":5}", 422, "entry" },
        { "empty batch", "application/cloudevents-batch+json", "[]", 422, "no event" },
        { "empty feed", Xml + ";type=feed", "<feed xmlns='http://www.w3.org/2005/Atom'/>", 422, "no entry" },
        { "twice in a batch", Xml + ";type=feed", $"<feed xmlns='http://www.w3.org/2005/Atom'>{Entry("<id>urn:d</id>" + Title)}{Entry("<id>urn:d</id>" + Title)}</feed>", 409, "urn:d" },
        { "batch with one bad entry", Xml + ";type=feed", $"<feed xmlns='http://www.w3.org/2005/Atom'>{Entry("<id>urn:e</id>" + Title)}{Entry("<id/>")}</feed>", 422, "empty" },
    };

    public static TheoryData<string, byte[], string> Encodings => new()
    {
        { "UTF-8 with a mark", [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(Entry("<title>é</title>"))], "é" },
        { "UTF-16 with a mark", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("<?xml version='1.0' encoding='utf-16'?>" + Entry("<title>é</title>"))], "é" },
        { "UTF-16 without one", Encoding.Unicode.GetBytes("<?xml version='1.0' encoding='utf-16'?>" + Entry("<title>é</title>")), "é" },
        { "Latin-1", Encoding.Latin1.GetBytes("<?xml version='1.0' encoding='iso-8859-1'?>" + Entry("<title>é</title>")), "é" },
        { "mixed line ends", Encoding.UTF8.GetBytes(Entry("<title>a\r\nb\rc\nd</title>")), "a\nb\nc\nd" },
        { "a leap second", Encoding.UTF8.GetBytes(Entry("<updated>2016-12-31T23:59:60Z</updated><title>leap</title>")), "leap" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Post_Bad_IsRefusedByName_AndNothingIsStored(string what, string type, string body, int status, string named)
    {
        var feed = await portal.HostedFeedAsync("bad");
        using var client = portal.Host.Client();

        using var answer = await client.PostEntryAsync(feed, body, type);

        Assert.True(status == (int)answer.StatusCode, $"{what}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        Assert.Contains(named, await answer.DetailAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(await portal.Host.EntriesAsync(feed));
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Post_Encoded_IsReadAsItWasMeant(string what, byte[] body, string title)
    {
        var feed = await portal.HostedFeedAsync("encoded");
        using var client = portal.Host.Client();
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", Xml);

        using var answer = await client.PostAsync($"/feeds/{feed}", content, TestContext.Current.CancellationToken);

        Assert.True(answer.IsSuccessStatusCode, $"{what}: {await answer.Content.ReadAsStringAsync()}");
        Assert.Equal(title, Assert.Single(await portal.Host.EntriesAsync(feed)).Entry.Title.Value);
    }

    [Fact]
    public async Task Post_InvalidUtf8_IsRefusedWithItsPlace()
    {
        var feed = await portal.HostedFeedAsync("invalid");
        using var client = portal.Host.Client();
        using var content = new ByteArrayContent([.. Encoding.ASCII.GetBytes("<entry xmlns='http://www.w3.org/2005/Atom'><title>"), 0xff, 0xc3, 0x28, .. "</title></entry>"u8]);
        content.Headers.TryAddWithoutValidation("Content-Type", Xml);

        using var answer = await client.PostAsync($"/feeds/{feed}", content, TestContext.Current.CancellationToken);

        Assert.Equal(422, (int)answer.StatusCode);
        Assert.Contains("line 1, column 51", await answer.DetailAsync(), StringComparison.Ordinal);
        Assert.Empty(await portal.Host.EntriesAsync(feed));
    }

    [Theory]
    [InlineData("?limit=-1", 400)]
    [InlineData("?limit=0", 400)]
    [InlineData("?limit=1001", 400)]
    [InlineData("?limit=99999999999999999999", 400)]
    [InlineData("?limit=5&limit=x", 400)]
    [InlineData("?limit=", 200)]
    [InlineData("?marker=", 200)]
    [InlineData("?marker=%00", 404)]
    [InlineData("?marker=%ff%fe", 404)]
    [InlineData("?search=%2B", 400)]
    [InlineData("?search=((((((((((", 400)]
    [InlineData("?startingAt=0000-00-00", 400)]
    [InlineData("?startingAt=2026-01-01T25:00:00Z", 400)]
    [InlineData("?startingAt=9999-12-31T23:59:59Z", 200)]
    [InlineData("?direction=up", 400)]
    [InlineData("/entries/", 404)]
    [InlineData("/entries/..%2f..%2fetc%2fpasswd", 404)]
    [InlineData("/entries/urn:x:1?revision=-1", 400)]
    [InlineData("/entries/urn:x:1?revision=99", 404)]
    [InlineData("/nothing", 404)]
    public async Task Get_Bad_IsAnswered(string address, int status)
    {
        var feed = await portal.HostedFeedAsync("asked");
        using var client = portal.Host.Client();
        await client.FillAsync(feed, 1, 1);

        using var answer = await client.GetAsync($"/feeds/{feed}{address}");

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("PATCH", "", "GET, HEAD, POST")]
    [InlineData("PUT", "", "GET, HEAD, POST")]
    [InlineData("PATCH", "/entries/urn:x:1", "DELETE, GET, HEAD, PUT")]
    [InlineData("POST", "/categories", "GET, HEAD")]
    [InlineData("DELETE", "/archives/1", "GET, HEAD")]
    public async Task OtherMethod_IsRefusedWithWhatIsAllowed(string method, string address, string allowed)
    {
        var feed = await portal.HostedFeedAsync("methods");
        using var client = portal.Host.Client();

        using var answer = await client.AskAsync(new HttpMethod(method), $"/feeds/{feed}{address}");

        Assert.Equal((405, allowed), ((int)answer.StatusCode, string.Join(", ", answer.Content.Headers.Allow.Order())));
    }

    [Theory]
    [InlineData("Content-Length: 500", "<entry xmlns='http://www.w3.org/2005/Atom'><title>never", true, null)]
    [InlineData("Transfer-Encoding: chunked", "5\r\n<entr\r\n", true, null)]
    [InlineData("Transfer-Encoding: chunked", "ZZ\r\nabc\r\n", false, "400")]
    [InlineData("Content-Length: -5", "", false, "400")]
    [InlineData("Content-Length: 5\r\nContent-Length: 6", "abcdef", false, "400")]
    [InlineData("Content-Length: 5000", "<entry xmlns='http://www.w3.org/2005/Atom'><title>slow", false, "408")]
    public async Task Connection_ThatBreaksOrStalls_LeavesNothingBehind(string header, string body, bool reset, string? status)
    {
        var feed = await portal.HostedFeedAsync("broken");
        using var socket = new TcpClient();
        await socket.ConnectAsync(portal.Host.Address.Host, portal.Host.Address.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST /feeds/{feed} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {PortalHost.BootstrapKey}\r\nContent-Type: {Xml}\r\n{header}\r\n\r\n{body}"),
            TestContext.Current.CancellationToken);
        if (reset)
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Close();
        }
        else
        {
            using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            using var reader = new StreamReader(stream);
            Assert.StartsWith($"HTTP/1.1 {status}", await reader.ReadLineAsync(bound.Token), StringComparison.Ordinal);
        }

        using var client = portal.Host.Client();
        using var alive = await client.GetAsync("/health/ready");
        Assert.True(alive.IsSuccessStatusCode);
        Assert.Empty(await portal.Host.EntriesAsync(feed));
        Assert.DoesNotContain(portal.Host.Log.Lines, line => line.Contains("unhandled exception", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task ForgedHost_IsRefused_WhereTheHostsAreNamed()
    {
        await using var strict = PortalHost.Start(settings: new Dictionary<string, string?> { ["AllowedHosts"] = "portal.example;127.0.0.1" });
        using var client = strict.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/feeds");
        request.Headers.Host = "evil.example";

        using var forged = await client.SendAsync(request, TestContext.Current.CancellationToken);
        using var own = await client.GetAsync("/feeds");

        Assert.Equal((400, 200), ((int)forged.StatusCode, (int)own.StatusCode));
    }

    private static string Entry(string inner) => $"<entry xmlns='http://www.w3.org/2005/Atom'>{inner}</entry>";

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
