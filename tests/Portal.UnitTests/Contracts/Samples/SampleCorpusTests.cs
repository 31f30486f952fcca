using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Portal.Contracts;
using Portal.Contracts.Samples;
using Portal.TestKit;

namespace Portal.UnitTests.Contracts.Samples;

/// <summary>Samples for the schemas of a real event platform and for those of the official suites.</summary>
public sealed partial class SampleCorpusTests(ITestOutputHelper output)
{
    private static readonly string[] Drafts = ["draft2020-12", "draft2019-09", "draft7", "draft6", "draft4"];

    [Theory]
    [InlineData("contracts", 45)]
    [InlineData("event-contracts", 45)]
    public void CloudFeedsSchemas_EachThatDeclaresAPayload_HasAValidSample(string folder, int least)
    {
        var corpus = Corpora.Find("cloudfeeds-schemas");
        Assert.SkipWhen(corpus is null, Corpora.Absent("cloudfeeds-schemas"));
        var (made, missing) = (0, new List<string>());
        foreach (var path in Directory.GetFiles(Path.Combine(corpus!, folder), "*.xsd").Order(StringComparer.Ordinal))
        {
            // Some files are only parts of others and declare no element.
            var result = ContractLanguages.Compile(new ContractSource(ContractLanguages.Xsd, File.ReadAllText(path), Imports(path), []));
            if (result.Contract is not { Properties.Count: > 0 } contract)
            {
                continue;
            }

            if (contract.Sample(SampleSeed.First) is not { } sample)
            {
                missing.Add(Path.GetFileName(path));
                continue;
            }

            made++;
            Assert.Empty(contract.Validate(Encoding.UTF8.GetBytes(sample.Text)));
        }

        output.WriteLine($"{made} of {made + missing.Count}");
        Assert.Equal([], missing);
        Assert.InRange(made, least, int.MaxValue);
    }

    [Fact]
    public void JsonSchemaSuite_SchemasThatSomethingMeets_NearlyAllHaveAValidSample()
    {
        var corpus = Corpora.Find("json-schema-test-suite");
        Assert.SkipWhen(corpus is null, Corpora.Absent("json-schema-test-suite"));
        var (made, total, slowest) = (0, 0, TimeSpan.Zero);
        foreach (var draft in Drafts)
        {
            foreach (var file in Directory.GetFiles(Path.Combine(corpus!, "tests", draft), "*.json").Order(StringComparer.Ordinal))
            {
                foreach (var group in JsonNode.Parse(File.ReadAllText(file))!.AsArray().Where(group => group!["tests"]!.AsArray().Any(test => (bool)test!["valid"]!)))
                {
                    if (Compile(group!["schema"]!, draft) is not { } contract)
                    {
                        continue;
                    }

                    var watch = Stopwatch.StartNew();
                    var sample = contract.Sample(SampleSeed.First);
                    slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
                    total++;
                    made += sample is null ? 0 : 1;
                    if (sample is null)
                    {
                        output.WriteLine($"none for {draft}/{Path.GetFileName(file)}: {group["description"]}: {group["schema"]!.ToJsonString()}");
                    }
                    else
                    {
                        Assert.Empty(contract.Validate(Encoding.UTF8.GetBytes(sample.Text)));
                    }
                }
            }
        }

        output.WriteLine($"{made} of {total}, slowest {slowest.TotalMilliseconds:0} ms");
        Assert.InRange((double)made / total, 0.95, 1.0);
    }

    [Fact]
    public void XsdSuite_SchemasThatSomethingMeets_MostHaveAValidSample()
    {
        var corpus = Corpora.Find("xsdtests");
        Assert.SkipWhen(corpus is null, Corpora.Absent("xsdtests"));
        var (made, total, slowest) = (0, 0, (Time: TimeSpan.Zero, Name: ""));
        foreach (var group in JsonNode.Parse(File.ReadAllText(Path.Combine(corpus!, "manifest.json")))!.AsArray())
        {
            var hasValid = group!["instances"]!.AsArray().Any(instance => (bool?)instance!["agreed"] == true && (string?)instance["expected"] == "valid");
            var path = Path.Combine(corpus!, (string)group["schema"]!);
            if (!hasValid || ContractLanguages.Compile(new ContractSource(ContractLanguages.Xsd, File.ReadAllText(path), Imports(path), [])).Contract is not { } contract)
            {
                continue;
            }

            var watch = Stopwatch.StartNew();
            var sample = contract.Sample(SampleSeed.First);
            slowest = watch.Elapsed > slowest.Time ? (watch.Elapsed, path) : slowest;
            total++;
            made += sample is null ? 0 : 1;
            if (sample is null)
            {
                output.WriteLine($"none for {group["schema"]}");
            }
            else
            {
                Assert.Empty(contract.Validate(Encoding.UTF8.GetBytes(sample.Text)));
            }
        }

        output.WriteLine($"{made} of {total}, slowest {slowest.Time.TotalMilliseconds:0} ms {slowest.Name}");
        Assert.InRange((double)made / total, 0.9, 1.0);
    }

    private static ICompiledContract? Compile(JsonNode schema, string draft)
    {
        var root = schema.DeepClone();
        if (root is JsonObject members && !members.ContainsKey("$schema"))
        {
            members.Insert(0, "$schema", draft.StartsWith("draft20", StringComparison.Ordinal)
                ? $"https://json-schema.org/draft/{draft[5..]}/schema"
                : $"http://json-schema.org/draft-0{draft[5..]}/schema#");
        }

        return ContractLanguages.Compile(new ContractSource(ContractLanguages.JsonSchema, root.ToJsonString(), [], [])).Contract;
    }

    internal static List<SchemaImport> Imports(string schema)
    {
        var found = new Dictionary<string, string>();
        var waiting = new Queue<string>([Path.GetFullPath(schema)]);
        while (waiting.TryDequeue(out var at))
        {
            foreach (Match match in SchemaLocation().Matches(File.ReadAllText(at)))
            {
                var target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(at)!, match.Groups[1].Value));
                if (target != Path.GetFullPath(schema) && File.Exists(target) && found.TryAdd(match.Groups[1].Value, File.ReadAllText(target)))
                {
                    waiting.Enqueue(target);
                }
            }
        }

        return [.. found.Select(pair => new SchemaImport(pair.Key, pair.Value))];
    }

    [GeneratedRegex("schemaLocation\\s*=\\s*\"([^\"\\s]+)\"")]
    private static partial Regex SchemaLocation();
}
