using System.Text;
using System.Text.Json.Nodes;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Contracts;
using Portal.Events;
using Portal.Web.CatalogueFolder;
using Portal.Web.Descriptions;

namespace Portal.ComponentTests.Descriptions;

public sealed class AsyncApiTests
{
    private const string Schema = """{ "type": "object", "properties": { "number": { "type": "string" } } }""";

    private const string Version2 = """
        asyncapi: 2.6.0
        info: { title: Shop, version: 1.0.0, contact: { name: Shop team } }
        channels:
          shop/orders/{region}:
            description: |
              Orders of a region.
              More of it.
            subscribe:
              message:
                oneOf:
                  - $ref: '#/components/messages/placed'
                  - name: OrderCancelled
                    payload: { type: object }
        components:
          messages:
            placed:
              name: shop.order.placed
              summary: An order was placed.
              payload: { $ref: '#/components/schemas/order' }
          schemas:
            order: { type: object, properties: { money: { $ref: '#/components/schemas/money' }, parent: { $ref: '#/components/schemas/order' } } }
            money: { type: number, minimum: 0 }
        """;

    [Fact]
    public void Import_OfVersion2_MakesAFeedOfEachChannelAndAContractOfEachMessage()
    {
        var content = Read(Version2);

        var feed = Assert.Single(content.Feeds);
        Assert.Empty(content.Problems);
        Assert.Equal(("shop-orders-region", "Shop team", "Shop", "Orders of a region."), (feed.Draft.Id, feed.Draft.Owner, feed.Draft.Domain, feed.Draft.Summary));
        Assert.Equal(["shop.order.placed", "shop.order.cancelled"], feed.Draft.Details.EventTypes!.Select(t => t.Name));
        Assert.Equal(["1.0.0 shop.order.placed", "1.0.1 shop.order.cancelled"], feed.Contracts.Select(c => $"{c.Draft.Version} {c.Draft.EventType}"));
    }

    [Fact]
    public void Import_SchemaThatRefersToOthers_StandsAlone()
    {
        var contract = Read(Version2).Feeds[0].Contracts[0].Draft;

        var compiled = ContractLanguages.Compile(contract.ToSource());

        Assert.Empty(compiled.Errors);
        Assert.Empty(compiled.Contract!.Validate("""{ "money": 1, "parent": { "money": 2 } }"""u8.ToArray()));
        Assert.Single(compiled.Contract.Validate("""{ "parent": { "money": -2 } }"""u8.ToArray()));
    }

    [Theory]
    [InlineData("{ \"openapi\": \"3.1.0\" }", "'asyncapi' is missing")]
    [InlineData("asyncapi: 1.2.0", "'asyncapi' is '1.2.0'")]
    [InlineData("asyncapi: 3.0.0", "has no channels")]
    [InlineData("asyncapi: [", "line 2")]
    [InlineData("- a", "line 1")]
    public void Import_OfWhatIsNone_SaysWhy(string document, string told) =>
        Assert.Contains(told, AsyncApiImport.ToFolder(document, new AsyncApiDefaults(null, null)).Refusal?.Detail, StringComparison.Ordinal);

    [Fact]
    public void Import_OfAnchorsThatMultiply_IsRefusedSoon()
    {
        var bomb = new StringBuilder("asyncapi: 3.0.0\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 9; i++)
        {
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        Assert.False(AsyncApiImport.ToFolder(bomb.ToString(), new AsyncApiDefaults(null, null)).Succeeded);
    }

    [Fact]
    public void Export_ImportedAgain_IsTheSameFeed()
    {
        var feed = new Feed
        {
            Id = FeedId.Parse("orders"),
            Title = "Orders",
            Summary = "Every change.",
            Owner = "Sales team",
            Domain = "Sales",
            Subdomain = "Orders",
            Tags = ["a"],
            Channel = new FeedChannel.Hosted(),
            Details = new FeedDetails { Documentation = "# Read me", EventTypes = [new FeedEventType("sales.order.placed", "Placed.")] },
            Created = default,
            Changed = default,
        };
        var version = new ContractVersion
        {
            Id = Guid.NewGuid(),
            Feed = feed.Id,
            Version = new SemanticVersion(2, 1, 0),
            Source = new ContractSource(ContractLanguages.JsonSchema, Schema, [], []),
            Enforcement = Enforcement.Reject,
            Published = default,
            PublishedBy = "x",
        };

        var document = AsyncApiDocument.Of("Orders", [new DescribedChannel(feed, [version])], new Uri("https://portal.example.org/base/"));
        var again = Read(document.ToJsonString());

        Assert.Equal(("portal.example.org", "/base"), (document["servers"]!["portal"]!["host"]!.ToString(), document["servers"]!["portal"]!["pathname"]!.ToString()));
        Assert.Equal("#/channels/orders", document["operations"]!["receive.orders"]!["channel"]!["$ref"]!.ToString());
        var read = Assert.Single(again.Feeds);
        Assert.Equal(("orders", "Orders", "Sales team", "Sales", "Orders", "# Read me"), (read.Draft.Id, read.Draft.Title, read.Draft.Owner, read.Draft.Domain, read.Draft.Subdomain, read.Draft.Details.Documentation));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Schema), JsonNode.Parse(Assert.Single(read.Contracts).Draft.Schema!)));
    }

    [Fact]
    public void Export_OfADeprecatedFeed_SaysWhatToUse()
    {
        var feed = new Feed
        {
            Id = FeedId.Parse("orders"),
            Title = "Orders",
            Owner = "o",
            Domain = "d",
            State = LifeCycle.Deprecated,
            Channel = new FeedChannel.Http { Url = "https://example.org" },
            Details = new FeedDetails { Deprecation = new Deprecation(default, FeedId.Parse("orders-2"), new DateOnly(2027, 1, 31), null) },
            Created = default,
            Changed = default,
        };

        var document = AsyncApiDocument.Of("Orders", [new DescribedChannel(feed, [])], new Uri("https://portal.example.org/"));

        Assert.Contains("Use `orders-2` instead", document["channels"]!["orders"]!["description"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal("2027-01-31", document["channels"]!["orders"]!["x-portal"]!["retiresOn"]!.ToString());
        Assert.Null(document["operations"]!["receive.orders"]);
    }

    private static FolderContent Read(string document) =>
        FolderReader.Read(AsyncApiImport.ToFolder(document, new AsyncApiDefaults(null, null)).Value!);
}
