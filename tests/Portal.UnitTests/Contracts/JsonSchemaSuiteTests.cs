using System.Text.Json.Nodes;
using Portal.Contracts;
using Portal.Contracts.JsonSchema;
using Portal.TestKit;

namespace Portal.UnitTests.Contracts;

/// <summary>The official test suite of JSON Schema, run in process.</summary>
public sealed class JsonSchemaSuiteTests(ITestOutputHelper output)
{
    private const string Corpus = "json-schema-test-suite";
    private const string Remote = "http://localhost:1234/";

    private static readonly Dictionary<string, string> Drafts = new()
    {
        ["draft2020-12"] = "https://json-schema.org/draft/2020-12/schema",
        ["draft2019-09"] = "https://json-schema.org/draft/2019-09/schema",
        ["draft7"] = "http://json-schema.org/draft-07/schema#",
        ["draft6"] = "http://json-schema.org/draft-06/schema#",
        ["draft4"] = "http://json-schema.org/draft-04/schema#",
    };

    [Theory]
    [InlineData("draft2020-12")]
    [InlineData("draft2019-09")]
    [InlineData("draft7")]
    [InlineData("draft6")]
    [InlineData("draft4")]
    public void RequiredTests_OfADraft_AllPass(string draft) => Assert.Equal(1.0, Run(draft, "", assertsFormats: false));

    [Theory]
    [InlineData("draft2020-12")]
    [InlineData("draft2019-09")]
    [InlineData("draft7")]
    [InlineData("draft6")]
    [InlineData("draft4")]
    public void FormatTests_WhereFormatsAreChecked_NearlyAllPass(string draft) =>
        Assert.InRange(Run(draft, "optional/format", assertsFormats: true), 0.95, 1.0);

    [Theory]
    [InlineData("draft2020-12")]
    [InlineData("draft2019-09")]
    [InlineData("draft7")]
    [InlineData("draft6")]
    [InlineData("draft4")]
    public void OptionalTests_OfADraft_NearlyAllPass(string draft) =>
        Assert.InRange(Run(draft, "optional", assertsFormats: false), 0.95, 1.0);

    private double Run(string draft, string folder, bool assertsFormats)
    {
        var corpus = Corpora.Find(Corpus);
        Assert.SkipWhen(corpus is null, Corpora.Absent(Corpus));
        var (passed, total) = (0, 0);
        var language = new JsonSchemaLanguage(assertsFormats);
        foreach (var file in Directory.GetFiles(Path.Combine(corpus!, "tests", draft, folder), "*.json").Order(StringComparer.Ordinal))
        {
            foreach (var group in JsonNode.Parse(File.ReadAllText(file))!.AsArray())
            {
                var result = language.Compile(Source(corpus!, draft, group!["schema"]!));
                foreach (var test in group["tests"]!.AsArray())
                {
                    total++;
                    var payload = System.Text.Encoding.UTF8.GetBytes(test!["data"]?.ToJsonString() ?? "null");
                    var verdict = result.Contract?.Validate(payload).Count == 0;
                    Assert.False(IsWronglyValid(result.Contract, payload), $"{group["description"]} / {test["description"]}");
                    var expected = (bool)test["valid"]!;
                    if (result.Contract is not null && verdict == expected)
                    {
                        passed++;
                    }
                    else
                    {
                        output.WriteLine($"{Path.GetFileName(file)}: {group["description"]} / {test["description"]}: "
                            + (result.Contract is null ? result.Errors[0].ToString() : $"{test["data"]?.ToJsonString()} should be {expected}"));
                    }
                }
            }
        }

        output.WriteLine($"{draft} {folder}: {passed} of {total}");
        return (double)passed / total;
    }

    // Called valid while it is being read, and refused by the complete judgement.
    private static bool IsWronglyValid(ICompiledContract? contract, byte[] payload) =>
        contract is CompiledJsonSchema schema && schema.Forward.IsSurelyValid(payload, 512) && schema.ValidateDocument(payload).Count > 0;

    private static ContractSource Source(string corpus, string draft, JsonNode schema)
    {
        var root = schema.DeepClone();
        if (root is JsonObject members && !members.ContainsKey("$schema"))
        {
            members.Insert(0, "$schema", Drafts[draft]);
        }

        return new ContractSource(ContractLanguages.JsonSchema, root.ToJsonString(), Imports(Path.Combine(corpus, "remotes"), root), []);
    }

    private static List<SchemaImport> Imports(string folder, JsonNode schema)
    {
        var found = new Dictionary<string, string>();
        var waiting = new Queue<(string Base, JsonNode Document)>([("", schema)]);
        while (waiting.TryDequeue(out var item))
        {
            foreach (var url in References(item.Base, item.Document).Distinct())
            {
                var path = url.StartsWith(Remote, StringComparison.Ordinal) ? Path.Combine(folder, url[Remote.Length..]) : "";
                if (File.Exists(path) && found.TryAdd(url, File.ReadAllText(path)))
                {
                    waiting.Enqueue((url, JsonNode.Parse(found[url])!));
                }
            }
        }

        return [.. found.Select(pair => new SchemaImport(pair.Key, pair.Value))];
    }

    private static IEnumerable<string> References(string baseUri, JsonNode? node)
    {
        if (node is JsonObject members)
        {
            var own = Text(members, "$id") ?? Text(members, "id");
            baseUri = own is null ? baseUri : Join(baseUri, own);
            foreach (var key in new[] { "$ref", "$dynamicRef", "$recursiveRef", "$schema" })
            {
                if (Text(members, key) is { } reference)
                {
                    yield return Join(baseUri, reference).Split('#')[0];
                }
            }
        }

        foreach (var child in node switch { JsonObject o => o.Select(pair => pair.Value), JsonArray a => a, _ => [] })
        {
            foreach (var reference in References(baseUri, child))
            {
                yield return reference;
            }
        }
    }

    private static string? Text(JsonObject members, string name) =>
        members[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string Join(string baseUri, string reference) =>
        Portal.Contracts.JsonSchema.Documents.UriReference.Resolve(baseUri, reference);
}
