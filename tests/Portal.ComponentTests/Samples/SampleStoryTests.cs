using System.Text;
using System.Text.RegularExpressions;
using Portal.Contracts;
using Portal.Contracts.JsonSchema;
using Portal.Contracts.Xsd;
using Portal.Web.Features.Samples;

namespace Portal.ComponentTests.Samples;

public sealed partial class SampleStoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Advance_SameSeed_TellsTheSameStory() => Assert.Equal(Tell(seed: 1, minutes: 2), Tell(seed: 1, minutes: 2));

    [Fact]
    public void Advance_EveryOrder_IsShippedAndThenInvoiced()
    {
        var story = Tell(seed: 2, minutes: 10).Select((told, index) => (told.Feed, Order: OrderIn().Match(told.Payload).Value, index)).ToList();
        var firstPlaced = story.Where(e => e.Feed == SampleFeeds.Orders).Take(200).ToList();

        Assert.Equal(200, firstPlaced.Count);
        Assert.Equal(200, firstPlaced.Select(e => e.Order).Distinct().Count());
        Assert.All(firstPlaced, placed =>
        {
            var later = story.Where(e => e.Order == placed.Order).OrderBy(e => e.index).Select(e => e.Feed);
            Assert.Equal([SampleFeeds.Orders, SampleFeeds.Shipments, SampleFeeds.Invoices], later);
        });
    }

    [Fact]
    public void Advance_ANewOrderEverySecondOrTwo_NotMore()
    {
        var orders = Tell(seed: 3, minutes: 10).Count(e => e.Feed == SampleFeeds.Orders);

        Assert.InRange(orders, 600 / 2.5, 600 / 0.8);
    }

    [Fact]
    public void Advance_TimeStandsStill_TellsNothingMore()
    {
        var story = new SampleStory(new Random(4));

        Assert.Single(story.Advance(Noon));
        Assert.Empty(story.Advance(Noon));
        Assert.Empty(story.Advance(Noon.AddSeconds(-10)));
    }

    [Fact]
    public void Advance_AfterALongPause_DoesNotMakeUpForIt()
    {
        var story = new SampleStory(new Random(5));
        story.Advance(Noon);

        // One new order, and what was due of the one before: its parcel, and no invoice before that left.
        Assert.Equal([SampleFeeds.Orders, SampleFeeds.Shipments], story.Advance(Noon.AddDays(1)).Select(e => e.Feed));
    }

    [Fact]
    public void Advance_Payloads_MeetTheirContractsExceptAFewOrders()
    {
        var contracts = SampleFeeds.All().ToDictionary(sample => sample.Feed.Id!, sample => Compile(sample.Contract.Language!, sample.Contract.Schema!));
        var story = Tell(seed: 6, minutes: 30);

        var invalid = story.Where(e => contracts[e.Feed].Validate(Encoding.UTF8.GetBytes(e.Payload)).Count > 0).ToList();

        Assert.All(invalid, e => Assert.Equal(SampleFeeds.Orders, e.Feed));
        Assert.InRange((double)invalid.Count / story.Count(e => e.Feed == SampleFeeds.Orders), 0.01, 0.06);
    }

    [Fact]
    public void Advance_Events_SayWhatTheyAre()
    {
        var kinds = Tell(seed: 7, minutes: 2).Select(e => (e.Feed, e.EventType, e.ContentType)).Distinct().Order();

        Assert.Equal(
            [
                (SampleFeeds.Invoices, "finance.invoice.sent", "application/json"),
                (SampleFeeds.Orders, "sales.order.placed", "application/json"),
                (SampleFeeds.Shipments, "logistics.shipment.sent", "application/xml"),
            ],
            kinds);
    }

    private static List<SampleEvent> Tell(int seed, int minutes)
    {
        var story = new SampleStory(new Random(seed));
        return [.. Enumerable.Range(0, minutes * 60 * 5).SelectMany(tick => story.Advance(Noon.AddMilliseconds(tick * 200)))];
    }

    private static ICompiledContract Compile(string language, string schema)
    {
        IContractLanguage compiler = language == ContractLanguages.Xsd ? new XsdLanguage() : new JsonSchemaLanguage(assertsFormats: true);
        var result = compiler.Compile(new ContractSource(language, schema, [], []));
        return Assert.IsAssignableFrom<ICompiledContract>(result.Contract);
    }

    [GeneratedRegex("SO-[0-9]{6}")]
    private static partial Regex OrderIn();
}
