using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Portal.Contracts;
using Portal.Contracts.Xsd;
using Portal.TestKit;

namespace Portal.UnitTests.Contracts;

/// <summary>The XML Schema tests of the W3C and the schemas of a real event platform, run in process.</summary>
public sealed partial class XsdSuiteTests(ITestOutputHelper output)
{
    [Fact]
    public void W3cTests_AgreedVerdicts_NearlyAllPass()
    {
        var corpus = Corpora.Find("xsdtests");
        Assert.SkipWhen(corpus is null, Corpora.Absent("xsdtests"));
        var score = new Score(output);
        foreach (var group in JsonNode.Parse(File.ReadAllText(Path.Combine(corpus!, "manifest.json")))!.AsArray())
        {
            var path = Path.Combine(corpus!, (string)group!["schema"]!);
            var expected = (string?)group["schema_expected"] == "valid";
            var result = Compile(path);
            score.Check(result.Contract is not null == expected, $"{group["schema"]}: should be {expected}: {string.Join(" ", result.Errors.Take(1))}");
            foreach (var instance in group["instances"]!.AsArray().Where(instance => expected && (bool?)instance!["agreed"] == true))
            {
                var violations = result.Contract?.Validate(File.ReadAllBytes(Path.Combine(corpus!, (string)instance!["doc"]!)));
                Assert.False(IsWronglyValid(result.Contract, Path.Combine(corpus!, (string)instance!["doc"]!)), (string)instance!["doc"]!);
                score.Check(
                    violations is not null && violations.Count == 0 == ((string?)instance!["expected"] == "valid"),
                    $"{instance!["doc"]} should be {instance["expected"]}: {string.Join(" ", violations?.Take(1) ?? [])}");
            }
        }

        Assert.InRange(score.Ratio, 0.98, 1.0);
    }

    [Fact]
    public void CloudFeedsSchemas_RequiredVerdicts_AllPass()
    {
        var corpus = Corpora.Find("cloudfeeds-schemas");
        Assert.SkipWhen(corpus is null, Corpora.Absent("cloudfeeds-schemas"));
        var (score, decided, contracts) = (new Score(output), new Score(output), new Dictionary<string, CompileResult>());
        foreach (var item in JsonNode.Parse(File.ReadAllText(Path.Combine(corpus!, "manifest.json")))!["cases"]!.AsArray())
        {
            var tier = (string)item!["tier"]!;
            foreach (var (contract, payload) in new[] { ("contract", "payload"), ("event_contract", "event_payload") })
            {
                // In a pair that has to refuse, only the contract that the tier names is meant to.
                var isOther = (tier == "reject-by-product-xsd10" && contract != "contract") || (tier == "reject-by-event-xsd10" && contract == "contract");
                if (isOther || tier.StartsWith("reject-needs", StringComparison.Ordinal))
                {
                    continue;
                }

                var path = Path.Combine(corpus!, (string)item[contract]!);
                if (!contracts.TryGetValue(path, out var result))
                {
                    result = contracts[path] = Compile(path);
                }

                var violations = result.Contract?.Validate(File.ReadAllBytes(Path.Combine(corpus!, (string)item[payload]!)));
                if (violations?.Count == 0)
                {
                    decided.Check(IsSurelyValid(result.Contract, Path.Combine(corpus!, (string)item[payload]!)), $"{item["id"]} by {item[contract]} is left to the framework's validator");
                }

                Assert.False(IsWronglyValid(result.Contract, Path.Combine(corpus!, (string)item[payload]!)), (string)item[payload]!);
                score.Check(
                    violations is not null && violations.Count == 0 == (tier == "accept"),
                    $"{item["id"]} ({tier}) by {item[contract]}: {string.Join(" ", result.Errors.Take(1))} {string.Join(" ", violations?.Take(1) ?? [])}");
            }
        }

        Assert.Equal(1.0, score.Ratio);
        Assert.InRange(decided.Ratio, 0.9, 1.0);
    }

    private static bool IsSurelyValid(ICompiledContract? contract, string path) =>
        contract is CompiledXsd xsd && xsd.Forward.IsSurelyValid(new MemoryStream(File.ReadAllBytes(path)));

    // Called valid while it is being read, and refused by the framework's validator.
    private static bool IsWronglyValid(ICompiledContract? contract, string path) =>
        IsSurelyValid(contract, path) && !((CompiledXsd)contract!).IsValid(File.ReadAllBytes(path));

    private static CompileResult Compile(string path) =>
        ContractLanguages.Compile(new ContractSource(ContractLanguages.Xsd, ReadText(path), Imports(path), []));

    private static List<SchemaImport> Imports(string schema)
    {
        var found = new Dictionary<string, string>();
        var waiting = new Queue<string>([Path.GetFullPath(schema)]);
        while (waiting.TryDequeue(out var at))
        {
            foreach (Match match in SchemaLocation().Matches(ReadText(at)))
            {
                var location = match.Groups[1].Value;
                var target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(at)!, location));
                if (target != Path.GetFullPath(schema) && File.Exists(target) && found.TryAdd(location, ReadText(target)))
                {
                    waiting.Enqueue(target);
                }
            }
        }

        return [.. found.Select(pair => new SchemaImport(pair.Key, pair.Value))];
    }

    // A contract is text: the encoding that the file declares is used for reading it and dropped.
    private static string ReadText(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var declared = Declaration().Match(Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 200)));
        var isUtf16 = bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        var text = isUtf16 ? File.ReadAllText(path) : EncodingOf(declared.Success ? declared.Groups[2].Value : "utf-8").GetString(bytes);
        return Declaration().Replace(text.TrimStart('\uFEFF'), "$1", 1);
    }

    private static Encoding EncodingOf(string name) =>
        name.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || name.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8 : Encoding.Latin1;

    [GeneratedRegex("schemaLocation\\s*=\\s*\"([^\"\\s]+)\"")]
    private static partial Regex SchemaLocation();

    [GeneratedRegex("(<\\?xml[^>]*?)\\s+encoding=[\"']([\\w.-]+)[\"']")]
    private static partial Regex Declaration();

    private sealed class Score(ITestOutputHelper output)
    {
        private int _passed;
        private int _total;

        public double Ratio
        {
            get
            {
                output.WriteLine($"{_passed} of {_total}");
                return (double)_passed / _total;
            }
        }

        public void Check(bool passed, string what)
        {
            _total++;
            _passed += passed ? 1 : 0;
            if (!passed)
            {
                output.WriteLine(what);
            }
        }
    }
}
