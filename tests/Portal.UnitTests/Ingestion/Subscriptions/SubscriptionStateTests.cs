using System.Text.Json;
using Portal.Events;
using Portal.Events.Log;
using Portal.Ingestion.Subscriptions;

namespace Portal.UnitTests.Ingestion.Subscriptions;

public sealed class SubscriptionStateTests
{
    private static readonly FeedId Feed = FeedId.Parse("orders");
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Continuity WithGap = new(
        Noon, [new Gap("gap-1", Noon, Noon.AddMinutes(1), 7, GapStatus.Open, "http://source.example/?2", 40, TimeSpan.FromMinutes(3))]);

    [Fact]
    public void Status_ThroughJson_ComesBackTheSame()
    {
        var status = new SubscriptionStatus
        {
            State = SubscriptionState.BackingOff,
            LastPoll = Noon,
            LastSuccess = Noon,
            LastNewEntries = Noon,
            NextPoll = Noon,
            LastOutcome = PollOutcome.RateLimited,
            LastProblem = PollProblem.RateLimited,
            EffectiveInterval = TimeSpan.FromSeconds(90),
            FailuresInRow = 3,
            LastRateLimit = Noon,
            Traffic = new PageTraffic(40, TimeSpan.FromMinutes(3)),
            SafetyFactor = 2.5,
            Detail = "Slow down.",
            MovedTo = "http://other.example/",
            Continuity = WithGap,
        };

        Assert.Equal(status, JsonSerializer.Deserialize<SubscriptionStatus>(JsonSerializer.Serialize(status)));
    }

    [Fact]
    public void Cursor_ThroughACheckpoint_ComesBackTheSame()
    {
        var cursor = new SubscriptionCursor
        {
            Url = "http://source.example/",
            ETag = "W/\"\u00e4\"",
            LastModified = "yesterday",
            DocumentHash = "AB",
            Ttl = TimeSpan.FromMinutes(10),
            UpdatePeriod = TimeSpan.FromHours(1),
            QuietTimes = new QuietTimes(3, 1),
            Page = new PageDates(40, TimeSpan.FromMinutes(3), Noon, true),
            Source = new SourceDescription("Atom", "urn:x", "T", "S", "http://source.example/"),
            Continuity = WithGap,
        };

        var checkpoint = cursor.ToCheckpoint(Feed);

        Assert.Equal("subscription:orders", checkpoint.Name);
        Assert.Equal(cursor, SubscriptionCursor.Read(checkpoint));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"etag\":5}")]
    [InlineData("{\"eTag\":[")]
    public void Cursor_MissingOrUnreadable_StartsOver(string? state) =>
        Assert.Equal(new SubscriptionCursor(), SubscriptionCursor.Read(state is null ? null : new Checkpoint("subscription:orders", state)));

    [Fact]
    public void News_ANewGap_IsToldOnce()
    {
        var before = new SubscriptionStatus { LastOutcome = PollOutcome.Fetched };
        var after = new Subscription
        {
            Feed = Feed,
            Url = "http://source.example/",
            PollInterval = TimeSpan.FromMinutes(5),
            Status = before with { Continuity = WithGap },
        };

        Assert.Equal([SubscriptionNews.GapFound], SubscriptionNews.Of(before, after, Noon).Select(news => news.Kind));
        Assert.Empty(SubscriptionNews.Of(after.Status, after, Noon));
    }

    [Fact]
    public void News_PageOfOneEntryThatChangesAgainAndAgain_IsToldOnce()
    {
        var status = new SubscriptionStatus { LastOutcome = PollOutcome.Fetched, Continuity = new Continuity(Noon, []) };
        List<string> told = [];
        for (var minute = 1; minute <= 20; minute++)
        {
            var page = new PageFacts(Noon.AddMinutes(minute), Noon.AddMinutes(minute - 1), [], 1, null);
            var next = status with { Continuity = ContinuityRules.Broken(status.Continuity, page) };
            var after = new Subscription { Feed = Feed, Url = "http://source.example/", PollInterval = TimeSpan.FromMinutes(5), Status = next };
            told.AddRange(SubscriptionNews.Of(status, after, Noon.AddMinutes(minute)).Select(news => news.Kind));
            status = next;
        }

        Assert.Equal([SubscriptionNews.GapFound], told);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html>", true)]
    [InlineData("\uFEFF \r\n<!-- a --><!-- b -->\n<HTML lang=en>", true)]
    [InlineData("<!doctype HTML PUBLIC \"-//W3C//DTD\">", true)]
    [InlineData("<?xml version=\"1.0\"?><feed/>", false)]
    [InlineData("<!-- never ends <html>", false)]
    [InlineData("<rss><channel><description>&lt;html></description></channel></rss>", false)]
    [InlineData("", false)]
    public void HtmlPage_ByItsBeginning_IsToldFromAFeed(string document, bool isPage) =>
        Assert.Equal(isPage, HtmlPage.Is(System.Text.Encoding.UTF8.GetBytes(document)));
}
