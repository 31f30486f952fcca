using Portal.Catalogue.Feeds;
using Portal.Catalogue.Search;
using Portal.Contracts;
using Portal.Events;

namespace Portal.Benchmarks.Search;

/// <summary>A made-up catalogue: words of a business put together, the same ones every time.</summary>
internal static class SampleCatalogue
{
    private static readonly string[] Nouns =
    [
        "account", "address", "agreement", "article", "asset", "balance", "basket", "batch", "booking", "branch", "budget", "campaign", "card", "cargo", "carrier",
        "case", "catalogue", "channel", "charge", "claim", "client", "complaint", "container", "contract", "cost", "credit", "currency", "customer", "customs", "debit",
        "delivery", "deposit", "device", "discount", "document", "driver", "duty", "employee", "exchange", "fault", "fee", "fleet", "forecast", "freight", "gate",
        "gift", "goods", "handover", "holiday", "identity", "incident", "insurance", "inventory", "invoice", "item", "journey", "label", "lease", "ledger", "licence",
        "limit", "loan", "location", "machine", "maintenance", "manifest", "margin", "market", "member", "meter", "mortgage", "notice", "offer", "order", "package",
        "pallet", "parcel", "partner", "payment", "payroll", "permit", "policy", "price", "product", "promotion", "quality", "quote", "rebate", "receipt", "refund",
        "rental", "repair", "reservation", "return", "route", "salary", "sample", "schedule", "sensor", "shift", "shipment", "shop", "station", "stock", "supplier",
        "survey", "tariff", "tax", "ticket", "tour", "train", "transfer", "truck", "vehicle", "vendor", "visit", "voucher", "wage", "warehouse", "warranty", "waste",
    ];

    private static readonly string[] Qualities = ["gross", "net", "planned", "actual", "first", "last", "main", "local", "foreign", "open", "closed", "daily", "next", "old", "new", "joint"];

    private static readonly string[] Ends = ["Id", "Number", "Code", "Name", "Date", "Time", "Amount", "Count", "State", "Kind", "Text", "Rate", "Share", "Total"];

    public static IReadOnlyList<IReadOnlyList<SearchDocument>> Make(int feeds, int fields)
    {
        var random = new Random(20261128);
        return [.. Enumerable.Range(0, feeds).Select(i => Feed(random, i, fields))];
    }

    private static IReadOnlyList<SearchDocument> Feed(Random random, int number, int fields)
    {
        var (subject, other) = (Pick(random, Nouns), Pick(random, Nouns));
        var feed = new Feed
        {
            Id = FeedId.Parse($"{subject}-{other}-{number}"),
            Title = $"{Capital(Pick(random, Qualities))} {subject} {other} {number}",
            Summary = $"Tells of every {Pick(random, Qualities)} {subject} of a {other}, with its {Pick(random, Nouns)} and {Pick(random, Nouns)}.",
            Owner = $"{Capital(Pick(random, Nouns))} team {number % 150}",
            Domain = Capital(Nouns[number % 25]),
            Subdomain = Capital(Pick(random, Nouns)),
            Tags = [Pick(random, Nouns), Pick(random, Nouns)],
            Channel = new FeedChannel.Hosted(),
            Details = new FeedDetails
            {
                Documentation = string.Join(' ', Enumerable.Range(0, 80).Select(_ => Pick(random, random.Next(3) == 0 ? Qualities : Nouns))),
                EventTypes = [new FeedEventType($"{Nouns[number % 25]}.{subject}.changed", null), new FeedEventType($"{Nouns[number % 25]}.{subject}.closed", null)],
                Consumers = [new FeedParty($"{Capital(other)} planning", null, null)],
            },
            Created = default,
            Changed = default,
        };
        return FeedDocuments.Of(feed, [], Enumerable.Range(0, fields).Select(i => Field(random, i)));
    }

    private static ContractProperty Field(Random random, int number)
    {
        var name = $"{Pick(random, Nouns)}{Capital(Pick(random, random.Next(2) == 0 ? Nouns : Qualities))}{Pick(random, Ends)}";
        var rule = number % 5 == 0 ? $"one of {string.Join(", ", Enumerable.Range(0, 4).Select(_ => Pick(random, Nouns)))}" : "1 or more";
        return new ContractProperty($"/{name}{number}", name, 0, "string", rule, true, number % 2 == 0 ? $"The {Pick(random, Qualities)} {Pick(random, Nouns)} of it" : null);
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string Pick(Random random, string[] words) => words[random.Next(words.Length)];
}
