using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Storage.EventLog;

namespace Portal.Benchmarks.EventLog;

/// <summary>The same entries for all contestants: as the portal gets them, and as the rows that the others write.</summary>
/// <param name="Batch">What the event log is given.</param>
/// <param name="FeedKey">The number of the feed.</param>
/// <param name="Rows">The entries encoded in advance, so that the others pay for nothing but storing them.</param>
internal sealed record SampleBatch(AppendBatch Batch, int FeedKey, EncodedEntry[] Rows)
{
    /// <summary>Each entry as a batch of its own.</summary>
    public IEnumerable<SampleBatch> Singles() => Batch.Entries.Select(
        (entry, i) => new SampleBatch(Batch with { Entries = [entry] }, FeedKey, [Rows[i]]));
}

/// <summary>Makes entries as business systems publish them: about 1 KB each, half with XML and half with JSON content.</summary>
internal sealed class SampleEntries(TimeProvider time)
{
    private const int Feeds = 8;
    private static readonly string[] Kinds = ["sales.order.placed", "sales.order.paid", "sales.order.shipped", "sales.order.cancelled"];
    private static readonly string[] Cities = ["Aarhus", "Łódź", "Genève", "Rotterdam", "Málaga", "Tampere"];

    // The same entries in each run.
    private readonly Random _random = new(4287);
    private int _batches;
    private int _orders;

    /// <summary>The next batch; feeds take turns, and every entry is a new one.</summary>
    public SampleBatch Next(int entries)
    {
        var feed = _batches++ % Feeds;
        var batch = new AppendBatch
        {
            Feed = FeedId.Parse($"orders-{feed}"),
            Entries = [.. Enumerable.Range(0, entries).Select(_ => NextEntry())],
        };
        return new SampleBatch(batch, feed + 1, [.. batch.Entries.Select(e => EntryCodec.Encode(e.Entry, e.Verdict))]);
    }

    private NewEntry NextEntry()
    {
        var order = ++_orders;
        var kind = Kinds[_random.Next(Kinds.Length)];
        var city = Cities[_random.Next(Cities.Length)];
        var occurred = time.GetUtcNow().AddMilliseconds(-_random.Next(60_000));
        var entry = new Entry
        {
            Id = $"urn:uuid:{NextGuid()}",
            Title = EntryText.Plain($"Order {order} of customer {_random.Next(100_000)} from {city}: {kind}"),
            Content = order % 2 == 0 ? Xml(order, city, occurred) : Json(order, city, occurred),
            Published = occurred,
            Updated = occurred,
            Authors = [new Person("Order desk", "orders@shop.example")],
            Links = [new EntryLink($"https://shop.example/orders/{order}"), new EntryLink($"https://shop.example/api/orders/{order}", "related", "application/json")],
            Categories = [new Category(kind, "https://shop.example/event-types"), new Category(city, "https://shop.example/cities", city)],
        };
        return new NewEntry(entry, new ContractVerdict(Conformance.Valid, "1.2.0", []), 1024);
    }

    private EntryContent Xml(int order, string city, DateTimeOffset occurred) => new(
        "application/xml",
        $"""
        <order xmlns="https://shop.example/order" number="{order}" currency="EUR"><occurred>{occurred:O}</occurred><ship-to><city>{city}</city><street>Harbour Street {_random.Next(200)}</street></ship-to>{string.Concat(Lines().Select(l => $"<line sku=\"{l.Sku}\" quantity=\"{l.Quantity}\" price=\"{l.Cents / 100}.{l.Cents % 100:00}\"/>"))}</order>
        """);

    private EntryContent Json(int order, string city, DateTimeOffset occurred) => new(
        "application/json",
        $$"""
        {"number":{{order}},"currency":"EUR","occurred":"{{occurred:O}}","shipTo":{"city":"{{city}}","street":"Harbour Street {{_random.Next(200)}}"},"lines":[{{string.Join(',', Lines().Select(l => $"{{\"sku\":\"{l.Sku}\",\"quantity\":{l.Quantity},\"price\":{l.Cents / 100}.{l.Cents % 100:00}}}"))}}]}
        """);

    private (string Sku, int Quantity, int Cents)[] Lines() =>
        [.. Enumerable.Range(0, 4 + _random.Next(5)).Select(_ => ($"SKU-{_random.Next(1_000_000):000000}", 1 + _random.Next(9), _random.Next(99_999)))];

    private Guid NextGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
