using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace Portal.Web.Features.Samples;

/// <summary>An event that the sample organisation publishes.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="EventType">The category term.</param>
/// <param name="Title">The entry's title.</param>
/// <param name="ContentType">The payload's media type.</param>
/// <param name="Payload">The payload.</param>
internal sealed record SampleEvent(string Feed, string EventType, string Title, string ContentType, string Payload);

/// <summary>
/// What happens in the sample organisation: an order is placed, later its parcel leaves, later its invoice is sent,
/// all with the order's number. Now and then an order breaks its contract. No I/O and no clock of its own.
/// </summary>
internal sealed class SampleStory(Random random)
{
    private const double ShareOfInvalidOrders = 0.03;
    private const string ShipmentNamespace = "urn:example:shipment";
    private static readonly string[] Channels = ["web", "web", "web", "shop", "partner"];
    private static readonly string[] Currencies = ["EUR", "EUR", "EUR", "USD", "GBP", "CHF"];
    private static readonly string[] Carriers = ["Nordpost", "Kestrel", "Harbour"];
    private static readonly string[] Articles = ["KX-2207", "PL-0031", "GB-1180", "TR-5512", "MN-0907"];

    // What is still to come: an order waits here at most a minute or so, so a few hundred at the most.
    private readonly PriorityQueue<Func<DateTimeOffset, SampleEvent>, DateTimeOffset> _due = new();
    private int _nextOrder = random.Next(100_000, 900_000);
    private DateTimeOffset _nextOrderAt;

    /// <summary>Everything that has happened up to now, oldest first.</summary>
    public IReadOnlyList<SampleEvent> Advance(DateTimeOffset now)
    {
        List<SampleEvent> events = [];
        if (_nextOrderAt <= now)
        {
            events.Add(PlaceOrder(now));
            _nextOrderAt = now + TimeSpan.FromSeconds(0.8 + (random.NextDouble() * 1.6));
        }

        while (_due.TryPeek(out var next, out var at) && at <= now)
        {
            _due.Dequeue();
            events.Add(next(now));
        }

        return events;
    }

    private SampleEvent PlaceOrder(DateTimeOffset now)
    {
        var order = $"SO-{_nextOrder++ % 1_000_000:000000}";
        var currency = Pick(Currencies);
        var total = Math.Round(10 + (random.NextDouble() * 400), 2);
        var broken = random.NextDouble() < ShareOfInvalidOrders;
        var lines = Enumerable.Range(0, random.Next(1, 4))
            .Select(i => new { sku = Pick(Articles), quantity = broken && i == 0 ? 0 : random.Next(1, 5) })
            .ToArray();
        var channel = Pick(Channels);
        _due.Enqueue(at => Ship(order, at, total, currency), now + TimeSpan.FromSeconds(5 + (random.NextDouble() * 25)));
        return new SampleEvent(
            SampleFeeds.Orders,
            SampleDetails.OrderPlaced,
            $"Order {order} was placed",
            "application/json",
            Json(new { number = order, placedAt = Time(now), channel, currency, total, lines, giftNote = (string?)null }));
    }

    private SampleEvent Ship(string order, DateTimeOffset now, double total, string currency)
    {
        _due.Enqueue(at => Invoice(order, at, total, currency), now + TimeSpan.FromSeconds(5 + (random.NextDouble() * 30)));
        XNamespace ns = ShipmentNamespace;
        var payload = new XElement(
            ns + "shipment",
            new XElement(ns + "order", order),
            new XElement(ns + "carrier", Pick(Carriers)),
            new XElement(ns + "shippedAt", Time(now)),
            new XElement(ns + "parcel", new XAttribute("tracking", $"T{random.NextInt64(1_000_000_000, 9_999_999_999)}"), new XAttribute("grams", random.Next(200, 9000))));
        return new SampleEvent(SampleFeeds.Shipments, SampleDetails.ShipmentSent, $"Order {order} was shipped", "application/xml", payload.ToString());
    }

    private static SampleEvent Invoice(string order, DateTimeOffset now, double total, string currency) => new(
        SampleFeeds.Invoices,
        SampleDetails.InvoiceSent,
        $"Order {order} was invoiced",
        "application/json",
        Json(new { number = $"IN-{order[3..]}", order, issuedAt = Time(now), amount = total, currency, dueDays = 30 }));

    private T Pick<T>(T[] choices) => choices[random.Next(choices.Length)];

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, SampleJson.Indented);
}

internal static class SampleJson
{
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true };
}
