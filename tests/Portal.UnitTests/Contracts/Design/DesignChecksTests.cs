using Portal.Contracts;
using Portal.Contracts.Design;

namespace Portal.UnitTests.Contracts.Design;

public sealed class DesignChecksTests
{
    private const string Good = """
        {
          "$id": "https://shop.example/order-placed/1",
          "type": "object", "required": ["orderId", "placed", "href"],
          "properties": {
            "orderId": { "type": "string", "x-portal-key": true },
            "placed": { "type": "string", "format": "date-time" },
            "href": { "type": "string", "format": "uri" },
            "customer": { "type": "object", "properties": { "email": { "type": "string", "x-portal-private": true }, "emailVerified": { "type": "boolean" } } },
            "total": { "type": "number" }
          }
        }
        """;

    [Fact]
    public void Of_GoodDraft_SaysNothing() => Assert.Empty(Check(Good, "shop.order.placed"));

    [Fact]
    public void Of_BareDraft_SaysWhatIsMissing() => Assert.Equal(
        ["type-tense", "subject-id", "subject-link", "moment", "version"],
        Check("""{"properties":{"total":{"type":"number"}}}""", "shop.order.place").Select(finding => finding.Id));

    [Theory]
    [InlineData("shop.order.placed", null)]
    [InlineData("billing.invoice.payment-received", null)]
    [InlineData("shop.order.sent", null)]
    [InlineData("shop.order.paid-in-full", null)]
    [InlineData("shop.order.updated", "type-vague")]
    [InlineData("shop.order.place", "type-tense")]
    [InlineData("shop.order.feed", "type-tense")]
    [InlineData("shop.order.processing", "type-tense")]
    [InlineData("OrderPlaced", "type-name")]
    [InlineData("shop.placed", "type-name")]
    [InlineData("shop..placed", "type-name")]
    [InlineData("Shop.Order.Placed", "type-name")]
    public void Of_EventTypes_AreJudgedByTheirNames(string name, string? expected) =>
        Assert.Equal(expected, Check(Good, name).SingleOrDefault()?.Id);

    [Fact]
    public void Of_WrongTense_SuggestsTheRightOne() => Assert.Contains("'canceled'", Check(Good, "shop.order.cancel")[0].Advice, StringComparison.Ordinal);

    [Theory]
    [InlineData("email", true)]
    [InlineData("customerEmail", true)]
    [InlineData("e-mail", true)]
    [InlineData("birth_date", true)]
    [InlineData("BirthDate", true)]
    [InlineData("dateOfBirth", true)]
    [InlineData("IBAN", true)]
    [InlineData("contactPhone", true)]
    [InlineData("creditCardNumber", true)]
    [InlineData("userPassword", true)]
    [InlineData("street", true)]
    [InlineData("clientIp", true)]
    [InlineData("emailCount", false)]
    [InlineData("emailId", false)]
    [InlineData("phoneType", false)]
    [InlineData("panel", false)]
    [InlineData("streetlightId", false)]
    [InlineData("company", false)]
    [InlineData("productName", false)]
    public void Of_FieldThatTellsOfAPerson_HasToBeMarked(string name, bool expected) => Assert.Equal(
        expected ? ["private-unmarked"] : [],
        Check(Good.Replace("\"total\":", $"\"{name}\":", StringComparison.Ordinal), "shop.order.placed").Select(finding => finding.Id));

    [Fact]
    public void Of_NameOfAPerson_IsSeenByWhatHoldsIt() => Assert.Equal(
        ["/customer/name"],
        Check(Good.Replace("\"emailVerified\": { \"type\": \"boolean\" }", "\"name\": { \"type\": \"string\" }", StringComparison.Ordinal), null).Select(finding => finding.Path));

    [Fact]
    public void Of_CopiedRow_IsSeen()
    {
        var columns = string.Join(',', Enumerable.Range(0, 20).Select(i => $"\"field{i}\":{{\"type\":\"string\"}}"));
        var flat = Good.Replace("\"total\": { \"type\": \"number\" }", columns, StringComparison.Ordinal);

        Assert.Equal(["much-data"], Check(flat, "shop.order.placed").Select(finding => finding.Id));
        Assert.Contains("copied-row", Check(flat, "shop.order.updated").Select(finding => finding.Id));
        Assert.Contains("copied-row", Check(Good.Replace("\"total\":", "\"row_version\": {}, \"created_by\":", StringComparison.Ordinal), null).Select(finding => finding.Id));
    }

    [Fact]
    public void Of_Samples_AreHeldAgainstTheDraft() => Assert.Equal(
        ["samples-invalid", "undeclared"],
        DesignChecks.Of(Compile(Good), null, ["""{"orderId":"1","placed":"2026-01-31T12:00:00Z","href":"https://a.example","extra":1}"""u8.ToArray(), "{}"u8.ToArray()]).Select(finding => finding.Id));

    [Fact]
    public void Of_XmlDraft_IsJudgedTheSameWay() => Assert.Equal(
        ["private-unmarked", "subject-id", "subject-link"],
        DesignChecks.Of(
            Compile("""
                <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" version="1">
                  <xs:element name="order"><xs:complexType><xs:attribute name="email"/><xs:attribute name="at" type="xs:dateTime"/></xs:complexType></xs:element>
                </xs:schema>
                """),
            "shop.order.placed", []).Select(finding => finding.Id));

    [Fact]
    public void Guide_Text_IsThere() => Assert.StartsWith("# Designing events\n", EventDesignGuide.Markdown, StringComparison.Ordinal);

    private static IReadOnlyList<DesignFinding> Check(string schema, string? eventType) => DesignChecks.Of(Compile(schema), eventType, []);

    private static ICompiledContract Compile(string schema)
    {
        var result = ContractLanguages.Compile(new ContractSource(schema.StartsWith('<') ? ContractLanguages.Xsd : ContractLanguages.JsonSchema, schema, [], []));
        Assert.Empty(result.Errors);
        return result.Contract!;
    }
}
