using Bunit;
using Portal.Events;
using Portal.Events.Log;
using FeedPage = Portal.Web.Features.Feeds.FeedPage;

namespace Portal.ComponentTests.Feeds;

public sealed class RetentionTests : FeedPageTest
{
    public RetentionTests() => SignIn(Operator);

    [Fact]
    public async Task Preview_SaysWhatWouldGo_AndChangesNothing()
    {
        var page = OpenHosted();
        Archive.Estimate = new PurgeEstimate(1200, new EventPosition(9), Clock.GetUtcNow(), 34);
        await TypeAsync(page, "Days", "30");
        await TypeAsync(page, "Megabytes", "0.5");

        await page.Find("form.retention").SubmitAsync();

        Assert.Contains("1,200 entries would go within 1 minute", page.Find("[data-test=retention-said]").TextContent);
        Assert.Equal(new RetentionLimits(TimeSpan.FromDays(30), null, 524_288), Archive.Asked);
        Assert.Null(Of("orders").Retention);
    }

    [Fact]
    public async Task Save_ThatRemovesNothing_IsInForce()
    {
        var page = OpenHosted();
        await TypeAsync(page, "Entries", "1000");

        await Button(page, "Keep so much").ClickAsync(new());

        Assert.Equal("Saved.", page.Find("[data-test=retention-said]").TextContent);
        Assert.Equal(new RetentionLimits(null, 1000, null), Of("orders").Retention);
    }

    [Theory]
    [InlineData("Days", "many", "'many' is not a number.")]
    [InlineData("Entries", "1.5", "'1.5' is not a number.")]
    [InlineData("Entries", "0", "At least 1")]
    [InlineData("Megabytes", "-1", "'-1' is not a number.")]
    [InlineData("Days", "99999999", "'99999999' is not a number.")]
    public async Task Limit_ThatIsNone_IsRefusedAtItsField(string label, string value, string said)
    {
        var page = OpenHosted();
        await TypeAsync(page, label, value);

        await Button(page, "Keep so much").ClickAsync(new());

        Assert.Contains(said, page.Find("form.retention").TextContent);
        Assert.Null(Of("orders").Retention);
    }

    private IRenderedComponent<FeedPage> OpenHosted()
    {
        Feeds.Add("orders", "Orders");
        return Open("orders", "?tab=settings");
    }
}
