using Portal.Catalogue.Feeds;
using Portal.Events;

namespace Portal.Web.Features.Samples;

/// <summary>What is told of the sample organisation's feeds.</summary>
internal static class SampleDetails
{
    public const string OrderPlaced = "sales.order.placed";
    public const string ShipmentSent = "logistics.shipment.sent";
    public const string InvoiceSent = "finance.invoice.sent";

    private static readonly FeedContact ServiceDesk = new("Integration desk", "integration@example.org");

    public static FeedDetailsChange Orders { get; } = new()
    {
        Documentation = """
            An entry tells that a customer **placed an order**. It appears within a second of the payment, once for each order.

            ## What to do with it

            - Reserve the articles of `lines` by their `sku`.
            - Join it with shipments and invoices by `number`: they carry it as `order`.

            | field | note |
            |---|---|
            | `total` | with tax, in `currency` |
            | `giftNote` | may be `null`; never printed on the invoice |

            About three orders in a hundred break the contract (a quantity of 0): they are kept and flagged, so that you can see how that looks.
            """,
        Classification = Classification.Confidential,
        Contacts = [new FeedContact("Order management", "orders@example.org"), ServiceDesk],
        EventTypes = [new FeedEventType(OrderPlaced, "A customer placed an order and it was paid.")],
        Links = [new FeedLink("How orders are taken", "https://example.org/handbook/orders")],
        Producers = [new FeedParty("Web shop", "E-commerce", "publishes orders of the channel web"), new FeedParty("Till system", "Stores", "publishes orders of the channel shop"), new FeedParty("Partner gateway", "Partners", "publishes orders of the channel partner")],
        Consumers = [new FeedParty("Warehouse planning", "Logistics", "reserves articles"), new FeedParty("Invoicing", "Accounting", "opens an account for the order"), new FeedParty("Sales reporting", "Controlling", "counts orders and their totals")],
    };

    public static FeedDetailsChange Shipments { get; } = new()
    {
        Documentation = """
            An entry tells that **a parcel has left the warehouse**. The payload is XML and names the order that the parcel belongs to.

            An order with several parcels has one entry with several `parcel` elements. What breaks the contract is refused.
            """,
        Classification = Classification.Internal,
        Contacts = [new FeedContact("Logistics", "logistics@example.org"), ServiceDesk],
        EventTypes = [new FeedEventType(ShipmentSent, "A parcel was handed to the carrier.")],
        Links = [new FeedLink("Carriers and their cut-off times", "https://example.org/handbook/carriers")],
        Producers = [new FeedParty("Warehouse control", "Logistics", "publishes when the carrier signs")],
        Consumers = [new FeedParty("Invoicing", "Accounting", "sends the invoice"), new FeedParty("Customer notices", "E-commerce", "mails the tracking number")],
    };

    public static FeedDetailsChange Invoices { get; } = new()
    {
        Documentation = """
            An entry tells that **an invoice was sent** for an order whose parcel had left.

            It is made of orders and shipments: the amount is the order's `total`, the moment is the shipment's.
            """,
        Classification = Classification.PersonalData,
        Contacts = [new FeedContact("Accounting", "accounting@example.org"), ServiceDesk],
        EventTypes = [new FeedEventType(InvoiceSent, "An invoice was sent to the customer.")],
        Producers = [new FeedParty("Invoicing", "Accounting", "publishes each invoice")],
        Consumers = [new FeedParty("Dunning", "Accounting", "waits for the payment"), new FeedParty("Sales reporting", "Controlling", "compares with orders")],
        DerivedFrom = [FeedId.Parse(SampleFeeds.Orders), FeedId.Parse(SampleFeeds.Shipments)],
    };
}
