using System.Reflection;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Contracts;
using Portal.Events;

namespace Portal.Web.Features.Samples;

/// <summary>A feed of the sample organisation with its contract.</summary>
internal sealed record SampleFeed(FeedDraft Feed, ContractDraft Contract);

/// <summary>What the sample organisation has: three feeds about one order, each with a contract.</summary>
internal static class SampleFeeds
{
    public const string Orders = "sample-orders";
    public const string Shipments = "sample-shipments";
    public const string Invoices = "sample-invoices";

    public static IReadOnlyList<FeedId> Ids { get; } = [FeedId.Parse(Orders), FeedId.Parse(Shipments), FeedId.Parse(Invoices)];

    public static IReadOnlyList<SampleFeed> All() =>
    [
        new(
            Feed(Orders, "Orders", "Every change to a customer order, until it is picked.", "Order management", "Sales", "Orders", SampleDetails.Orders),
            Contract(ContractLanguages.JsonSchema, "order.schema.json", Enforcement.Flag)),
        new(
            Feed(Shipments, "Shipments", "A parcel has left the warehouse.", "Logistics", "Logistics", "Outbound", SampleDetails.Shipments),
            Contract(ContractLanguages.Xsd, "shipment.xsd", Enforcement.Reject)),
        new(
            Feed(Invoices, "Invoices", "An invoice was sent for a shipped order.", "Accounting", "Finance", "Receivables", SampleDetails.Invoices),
            Contract(ContractLanguages.JsonSchema, "invoice.schema.json", Enforcement.Reject)),
    ];

    private static FeedDraft Feed(string id, string title, string summary, string owner, string domain, string subdomain, FeedDetailsChange details) => new()
    {
        Id = id,
        Title = title,
        Summary = summary,
        Owner = owner,
        Domain = domain,
        Subdomain = subdomain,
        Details = details,
        Tags = ["sample", "order-to-cash"],
        Channel = new FeedChannel.Hosted(),
        IsSample = true,
    };

    private static ContractDraft Contract(string language, string file, Enforcement enforcement) => new()
    {
        Version = "1.0.0",
        Language = language,
        Schema = ReadResource(file),
        Enforcement = enforcement,
    };

    private static string ReadResource(string file)
    {
        var name = $"{typeof(SampleFeeds).Namespace}.Contracts.{file}";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
