using System.Text.Json;
using System.Text.RegularExpressions;

namespace Portal.IntegrationTests.Catalogue;

/// <summary>Turns the corpus of real contracts and payloads into a folder of feed descriptions, in memory.</summary>
internal static partial class CorpusFolder
{
    /// <summary>The files by path: a feed for each product, with a contract version for each of its versions.</summary>
    public static IReadOnlyDictionary<string, string> Of(string corpus)
    {
        var samples = Samples(corpus);
        SortedDictionary<string, string> files = new(StringComparer.Ordinal)
        {
            ["domains.yaml"] = "domains:\n  - name: Usage\n    summary: What customers used, for billing.\n  - name: Operations\n",
        };
        foreach (var product in Directory.EnumerateFiles(Path.Combine(corpus, "contracts"), "*.xsd").Select(Contract).GroupBy(contract => contract.Product).OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            var id = product.Key.ToLowerInvariant();
            var contracts = string.Concat(product.OrderBy(c => c.Version).Select(contract =>
            {
                files[$"{id}/{contract.File}"] = File.ReadAllText(contract.Path);
                var payloads = samples.GetValueOrDefault(contract.File) ?? [];
                foreach (var payload in payloads)
                {
                    files[$"{id}/samples/{Path.GetFileName(payload)}"] = File.ReadAllText(payload);
                }

                return $"  - version: {contract.Version}.0.0\n    schema: {contract.File}\n    enforcement: flag\n"
                    + (payloads.Count == 0 ? "" : "    samples:\n" + string.Concat(payloads.Select(p => $"      - samples/{Path.GetFileName(p)}\n")));
            }));
            files[$"{id}/README.md"] = $"# {product.Key}\n\nWhat {product.Key} publishes, version by version.\n";
            files[$"{id}/feed.yaml"] =
                $"id: {id}\ntitle: {Title(product.Key)}\nsummary: Events of {product.Key}.\nowner: {(id.Contains("billing", StringComparison.Ordinal) ? "Billing" : "Cloud products")}\n"
                + $"domain: {(id.Contains("servers", StringComparison.Ordinal) ? "Operations" : "Usage")}\nsubdomain: {Title(id.Split('-', '_')[0])}\ntags: [cloud, usage]\n"
                + $"documentationFile: README.md\neventTypes:\n  - name: usage.{EntityName().Replace(id, "-").Trim('-')}.recorded\n    summary: Usage was recorded.\n"
                + $"consumers: [Metering, Invoicing]\ncontracts:\n{contracts}";
        }

        return files;
    }

    private static (string Product, int Version, string File, string Path) Contract(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var version = VersionEnd().Match(name);
        return (name[..version.Index], int.Parse(version.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), Path.GetFileName(path), path);
    }

    // The payloads that the authors say are good, at most three for each contract.
    private static Dictionary<string, List<string>> Samples(string corpus)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(corpus, "manifest.json")));
        return manifest.RootElement.GetProperty("cases").EnumerateArray()
            .Where(item => item.GetProperty("kind").GetString() == "good" && item.GetProperty("tier").GetString() == "accept")
            .Select(item => (Contract: item.GetProperty("contract").GetString(), Payload: item.GetProperty("payload").GetString()))
            .Where(item => item is { Contract: not null, Payload: not null })
            .GroupBy(item => Path.GetFileName(item.Contract!))
            .ToDictionary(group => group.Key, group => group.Select(item => Path.Combine(corpus, item.Payload!)).Where(File.Exists).Take(3).ToList());
    }

    private static string Title(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    [GeneratedRegex("_v([0-9]+)$")]
    private static partial Regex VersionEnd();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex EntityName();
}
