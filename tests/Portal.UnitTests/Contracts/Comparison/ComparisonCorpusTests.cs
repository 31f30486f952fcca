using System.Text.Json.Nodes;
using Portal.Contracts;
using Portal.Contracts.Comparison;
using Portal.TestKit;
using Portal.UnitTests.Contracts.Samples;

namespace Portal.UnitTests.Contracts.Comparison;

/// <summary>The schemas of the official suite and of a real event platform, held against each other.</summary>
public sealed class ComparisonCorpusTests(ITestOutputHelper output)
{
    private static readonly string[] Drafts = ["draft2020-12", "draft2019-09", "draft7", "draft6", "draft4"];

    [Fact]
    public void JsonSchemaSuite_EverySchemaAgainstItsNeighbours_ExplainsEveryRefusedDocument()
    {
        var corpus = Corpora.Find("json-schema-test-suite");
        Assert.SkipWhen(corpus is null, Corpora.Absent("json-schema-test-suite"));
        var (pairs, unexplained) = (0, new List<string>());
        foreach (var file in Drafts.SelectMany(draft => Directory.GetFiles(Path.Combine(corpus!, "tests", draft), "*.json").Order(StringComparer.Ordinal)))
        {
            var groups = Groups(file).ToArray();
            foreach (var (at, group) in groups.Index())
            {
                foreach (var other in groups.Skip(at).Take(6))
                {
                    pairs++;
                    var changes = SchemaComparison.Compare(group.Contract, other.Contract);
                    if (Comparisons.Unexplained(group.Contract, other.Contract, changes, group.Documents.Concat(other.Documents)) is { } document)
                    {
                        unexplained.Add($"{Path.GetFileName(file)}: {group.Name} - {other.Name}: {document}");
                    }

                    if (ReferenceEquals(group.Contract, other.Contract))
                    {
                        Assert.Equal([], changes);
                    }
                }
            }
        }

        output.WriteLine($"{pairs} pairs");
        Assert.Equal([], unexplained);
        Assert.InRange(pairs, 2000, int.MaxValue);
    }

    [Theory]
    [InlineData("contracts")]
    [InlineData("event-contracts")]
    public void CloudFeedsSchemas_EveryVersionAgainstTheNext_ExplainsEveryRefusedSample(string folder)
    {
        var corpus = Corpora.Find("cloudfeeds-schemas");
        Assert.SkipWhen(corpus is null, Corpora.Absent("cloudfeeds-schemas"));
        var pairs = 0;
        foreach (var path in Directory.GetFiles(Path.Combine(corpus!, folder), "*.xsd").Order(StringComparer.Ordinal))
        {
            if (Read(path, "") is not { } old)
            {
                continue;
            }

            Assert.Equal([], Comparisons.Short(SchemaComparison.Compare(old, Read(path, "\n")!)));
            if (Next(path) is not { } following || Read(following, "") is not { } next)
            {
                continue;
            }

            pairs++;
            var changes = SchemaComparison.Compare(old, next);
            output.WriteLine($"{Path.GetFileName(path)} - {Path.GetFileName(following)}");
            foreach (var change in changes)
            {
                output.WriteLine($"    {Comparisons.Short(change)}: {change.From} -> {change.To}. {change.Why}");
            }

            Assert.NotEmpty(changes);
            Assert.Null(Comparisons.Unexplained(old, next, changes, Comparisons.Samples(old, 5).Concat(Comparisons.Samples(next, 5))));
        }

        Assert.InRange(pairs, 1, int.MaxValue);
    }

    private static string? Next(string path)
    {
        var name = Path.GetFileName(path);
        var next = name.Contains("_v1", StringComparison.Ordinal) ? name.Replace("_v1", "_v2", StringComparison.Ordinal) : name.Replace("_v2", "_v3", StringComparison.Ordinal);
        var found = Path.Combine(Path.GetDirectoryName(path)!, next);
        return next != name && File.Exists(found) ? found : null;
    }

    private static ICompiledContract? Read(string path, string end) => ContractLanguages.Compile(
        new ContractSource(ContractLanguages.Xsd, File.ReadAllText(path) + end, SampleCorpusTests.Imports(path), [])).Contract;

    private static IEnumerable<(string Name, ICompiledContract Contract, string[] Documents)> Groups(string file)
    {
        var draft = Path.GetFileName(Path.GetDirectoryName(file));
        foreach (var group in JsonNode.Parse(File.ReadAllText(file))!.AsArray())
        {
            var schema = group!["schema"]!;
            if (schema is JsonObject shape && !shape.ContainsKey("$schema"))
            {
                shape["$schema"] = draft switch
                {
                    "draft4" => "http://json-schema.org/draft-04/schema#",
                    "draft6" => "http://json-schema.org/draft-06/schema#",
                    "draft7" => "http://json-schema.org/draft-07/schema#",
                    "draft2019-09" => "https://json-schema.org/draft/2019-09/schema",
                    _ => "https://json-schema.org/draft/2020-12/schema",
                };
            }

            if (Comparisons.TryJson(schema.ToJsonString()) is { } contract)
            {
                yield return ((string)group["description"]!, contract, [.. group["tests"]!.AsArray().Select(test => test!["data"]?.ToJsonString() ?? "null")]);
            }
        }
    }
}
