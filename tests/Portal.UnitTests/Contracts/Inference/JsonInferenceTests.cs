using System.Text;
using Portal.Contracts;
using Portal.Contracts.Inference;
using Portal.Events.Payloads;

namespace Portal.UnitTests.Contracts.Inference;

public sealed class JsonInferenceTests
{
    private static readonly string[] States = ["new", "paid", "sent"];

    [Fact]
    public void Propose_ManyPayloads_SaysWhatAllOfThemShow()
    {
        var proposal = ContractInference.Propose(Profile(Enumerable.Range(0, 100).Select(Order)))!;

        Assert.Equal(
            """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "required": [
                "id",
                "placed",
                "state",
                "total",
                "customerNumber",
                "lines",
                "note"
              ],
              "properties": {
                "id": {
                  "type": "string",
                  "format": "uuid"
                },
                "placed": {
                  "type": "string",
                  "format": "date-time"
                },
                "state": {
                  "type": "string",
                  "enum": [
                    "new",
                    "paid",
                    "sent"
                  ]
                },
                "total": {
                  "type": "number",
                  "minimum": 0
                },
                "customerNumber": {
                  "type": "string",
                  "pattern": "^[0-9]+$"
                },
                "lines": {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "required": [
                      "sku"
                    ],
                    "properties": {
                      "sku": {
                        "type": "string"
                      },
                      "gift": {
                        "type": "boolean"
                      }
                    }
                  }
                },
                "note": {
                  "type": [
                    "string",
                    "null"
                  ]
                },
                "coupon": {
                  "type": "string"
                }
              }
            }

            """,
            proposal.Schema);
        Assert.Equal(
            [
                "/id string: seen in 100 of 100, a UUID in 100 of 100, 36 characters, looks like an identifier: no value twice",
                "/placed string: seen in 100 of 100, a date and time in 100 of 100, 20 characters",
                "/state string: seen in 100 of 100, 3 different values in 100, none new in the second half",
                "/total number: seen in 100 of 100, 0.5 to 99.5",
                "/customerNumber string: seen in 100 of 100, digits only in 100 of 100, 6 characters",
                "/lines array of object: seen in 100 of 100",
                "/lines/*/sku string: seen in 100 of 100, 2 to 3 characters",
                "/lines/*/gift boolean: seen in 50 of 100",
                "/note string: seen in 100 of 100, null in 50 of 100, 15 to 16 characters",
                "/coupon string: seen in 10 of 100, 2 characters",
            ],
            proposal.Evidence.Select(evidence => $"{evidence.ValuePath} {evidence.Type}: {string.Join(", ", evidence.Statements)}"));
    }

    [Fact]
    public void Propose_ManyPayloads_AcceptsThemAll()
    {
        var payloads = Enumerable.Range(0, 100).Select(Order).ToArray();
        var contract = Compile(ContractInference.Propose(Profile(payloads))!.Schema);

        Assert.All(payloads, payload => Assert.Empty(contract.Validate(Encoding.UTF8.GetBytes(payload))));
    }

    [Theory]
    [InlineData("free text that people write, number {0}")]
    [InlineData("Berlin Mitte")]
    [InlineData("{0}")]
    public void Propose_FreeTextOrFewSamples_HasNoEnumeration(string value)
    {
        var texts = Enumerable.Range(0, 200).Select(i => $$"""{"a":"{{value.Replace("{0}", (i % 7).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)}}"}""");
        Assert.DoesNotContain("enum", ContractInference.Propose(Profile(texts))!.Schema, StringComparison.Ordinal);
        Assert.DoesNotContain("enum", ContractInference.Propose(Profile(Enumerable.Repeat("""{"a":"x"}""", 5)))!.Schema, StringComparison.Ordinal);
    }

    [Fact]
    public void Propose_NamesThatAreData_IsAMap()
    {
        var payload = "{\"m\":{" + string.Join(',', Enumerable.Range(0, 400).Select(i => $"\"k{i}\":{i}")) + "}}";
        var schema = ContractInference.Propose(Profile([payload]))!.Schema;

        Assert.Contains("\"additionalProperties\": {\n        \"type\": \"integer\"", schema, StringComparison.Ordinal);
        Assert.DoesNotContain("k1", schema, StringComparison.Ordinal);
    }

    [Fact]
    public void Merge_TwoParts_IsTheWhole()
    {
        var payloads = Enumerable.Range(0, 100).Select(Order).ToArray();
        var part = Profile(payloads[..40]);
        part.Merge(Profile(payloads[40..]));

        Assert.Equal(ContractInference.Propose(Profile(payloads))!.Schema, ContractInference.Propose(part)!.Schema);
        Assert.Equal(100, part.Count);
    }

    [Fact]
    public void Add_WhatCannotBeRead_IsCountedOnly()
    {
        var profile = Profile(["{", "<a/>", """{"a":1}"""]);
        Assert.Equal((1, 2), (profile.Count, profile.Unreadable));
        Assert.Null(ContractInference.Propose(Profile(["{"])));
    }

    [Fact]
    public void Add_EndlessFields_IsBounded()
    {
        var profile = new PayloadProfile(PayloadForm.Json);
        for (var i = 0; i < 200; i++)
        {
            var members = Enumerable.Range(0, 100).Select(j => "\"a" + j + "\":{\"b" + i + "\":{\"c" + i + "\":1}}");
            profile.Add(Encoding.UTF8.GetBytes("{" + string.Join(',', members) + "}"));
        }

        Assert.True(profile.IsCut);
        Assert.True(ContractInference.Propose(profile)!.Schema.Length < 2_000_000);
    }

    private static string Order(int i) => $$"""
        {"id":"{{new Guid(i, 0, 0, new byte[8])}}","placed":"2026-01-31T12:00:{{i % 60:00}}Z","state":"{{States[i % 3]}}","total":{{i}}.5,"customerNumber":"0{{10000 + i}}",
         "lines":[{"sku":"s{{i}}"{{(i % 2 == 0 ? ",\"gift\":true" : "")}}}],"note":{{(i % 2 == 0 ? "null" : $"\"thank you no {i}!\"")}}{{(i % 10 == 0 ? ",\"coupon\":\"c!\"" : "")}}}
        """;

    private static PayloadProfile Profile(IEnumerable<string> payloads)
    {
        var profile = new PayloadProfile(PayloadForm.Json);
        foreach (var payload in payloads)
        {
            profile.Add(Encoding.UTF8.GetBytes(payload));
        }

        return profile;
    }

    private static ICompiledContract Compile(string schema) => ContractLanguages.Compile(new ContractSource(ContractLanguages.JsonSchema, schema, [], [])).Contract!;
}
