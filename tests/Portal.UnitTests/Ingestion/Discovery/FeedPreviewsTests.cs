using System.Text;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Channels.Credentials;
using Portal.Ingestion.Discovery;
using Portal.Ingestion.Subscriptions;
using Portal.UnitTests.Ingestion.Subscriptions;

namespace Portal.UnitTests.Ingestion.Discovery;

public sealed class FeedPreviewsTests
{
    private const string Address = "http://source.example/feed";
    private readonly FakeSource _source = new();

    [Fact]
    public async Task Look_Feed_SaysWhatAPollWouldFind()
    {
        Serve("""
            <feed xmlns="http://www.w3.org/2005/Atom"><id>urn:f</id><title>Orders</title><link rel="hub" href="http://hub.example/"/><link rel="next" href="?2"/>
            <entry><id>3</id><title>c</title><updated>2026-03-01T12:20:00Z</updated></entry>
            <entry><id>2</id><title>b</title><updated>2026-03-01T12:10:00Z</updated></entry>
            <entry><id>1</id><title>a</title><updated>2026-03-01T12:00:00Z</updated></entry></feed>
            """);

        var preview = await LookAsync();

        Assert.Equal(
            new FeedPreview
            {
                Report = new PollReport(PollOutcome.Fetched, 3, null),
                Source = new SourceDescription("Atom", "urn:f", "Orders", null, null),
                Entries = 3,
                Newest = preview.Newest,
                Span = TimeSpan.FromMinutes(20),
                HasValidators = true,
                HasOlderPages = true,
                Hubs = preview.Hubs,
                SuggestedInterval = TimeSpan.FromMinutes(5),
                Offers = preview.Offers,
            },
            preview);
        Assert.Equal(["3", "2", "1"], preview.Newest.Select(entry => entry.Id));
        Assert.Equal(["http://hub.example/"], preview.Hubs);
    }

    [Fact]
    public async Task Look_WebPage_OffersItsFeeds()
    {
        Serve("<!doctype html><link rel=alternate type=application/atom+xml href=/atom title=All>");

        var preview = await LookAsync();

        Assert.Equal([new FeedOffer("http://source.example/atom", "All", "application/atom+xml")], preview.Offers);
        Assert.Equal(
            new PollReport(
                PollOutcome.Malformed, 0, "An HTML page was served where a feed was expected. It names this feed: http://source.example/atom", PollProblem.HtmlPage),
            preview.Report);
        Assert.StartsWith("The address serves a web page, not a feed", preview.Diagnosis?.Finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("orders.xml")]
    [InlineData("")]
    [InlineData("file:///etc/passwd")]
    public async Task Look_NoAddress_AsksNobody(string url)
    {
        Assert.Equal(PollProblem.BadAddress, (await LookAsync(url)).Report.Problem);
        Assert.Empty(_source.Requests);
    }

    [Fact]
    public async Task Look_Refused_SaysThatCredentialsAreNeeded()
    {
        _source.Fail(Address, PollProblem.Unauthorised);

        var preview = await LookAsync();

        Assert.Equal("The source refuses access: No luck.", preview.Diagnosis?.Finding);
        Assert.StartsWith("Enter credentials", preview.Diagnosis?.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PollProblem.Unauthorised)]
    [InlineData(PollProblem.ServerError)]
    [InlineData(PollProblem.RateLimited)]
    [InlineData(PollProblem.Gone)]
    public async Task Look_AtWhatIsNotFollowed_SpeaksOfNoFeedOfThePortal(PollProblem problem)
    {
        _source.Fail(Address, problem);

        var preview = await LookAsync();

        Assert.DoesNotMatch("settings|polling goes on|[Rr]etire|resume|interval", preview.Diagnosis!.Advice);
    }

    [Fact]
    public async Task Look_WithCredentials_SendsThemToTheAddressOnly()
    {
        _source.Fail(Address, PollProblem.NotFound);

        await LookAsync(Address, new FeedCredentials.Bearer("t"));

        Assert.Equal(new SourceCredentials(new Uri(Address), new FeedCredentials.Bearer("t")), Assert.Single(_source.Requests).Credentials);
    }

    [Theory]
    [InlineData(0, null, null, null)]
    [InlineData(50, 3000, null, 60)]
    [InlineData(10, 36, null, 5)]
    [InlineData(2, 2_592_000, null, 3600)]
    [InlineData(50, 3000, 600, 300)]
    [InlineData(1, null, 900, 900)]
    public void Interval_OfAPage_IsShortEnoughToMissNothing(int entries, int? span, int? told, int? expected) =>
        Assert.Equal(Seconds(expected), IntervalAdvice.Of(entries, Seconds(span), Seconds(told)));

    private static TimeSpan? Seconds(int? seconds) => seconds is { } some ? TimeSpan.FromSeconds(some) : null;

    private void Serve(string document) => _source.Pages[Address] = _ => new FetchResult
    {
        Kind = FetchKind.Document,
        Body = Encoding.UTF8.GetBytes(document),
        BaseAddress = new Uri(Address),
        ETag = "\"a\"",
    };

    private async Task<FeedPreview> LookAsync(string url = Address, FeedCredentials? credentials = null)
    {
        using var previews = new FeedPreviews(_source, new FeedPageReader());
        return await previews.LookAsync(url, credentials, TestContext.Current.CancellationToken);
    }
}
