using System.Globalization;

namespace Portal.Contracts.Samples.Values;

/// <summary>Texts that look right for a field, by the words of its name.</summary>
internal static class LikelyText
{
    private static readonly Dictionary<string, string[]> Known = Index(
    [
        (["email", "mail"], ["ada.lovelace@example.com", "alan.turing@example.com", "grace.hopper@example.org"]),
        (["currency"], ["EUR", "USD", "SEK", "GBP"]),
        (["country"], ["SE", "DE", "US", "Sweden", "SWE"]),
        (["language", "lang", "locale", "culture"], ["en", "en-GB", "sv-SE", "de"]),
        (["phone", "telephone", "tel", "mobile", "fax"], ["+46 8 123 456", "+4912345678", "0812345678"]),
        (["url", "uri", "link", "href", "website", "callback", "iri"], ["https://example.com/orders/1042", "https://example.org/items/7"]),
        (["hostname", "host", "domain", "server"], ["www.example.com", "db-01.example.org"]),
        (["ip", "address4", "ipv4"], ["192.0.2.10", "198.51.100.7"]),
        (["firstname", "given"], ["Ada", "Alan", "Grace"]),
        (["lastname", "surname", "family"], ["Lovelace", "Turing", "Hopper"]),
        (["username", "user", "login", "author", "owner", "actor", "agent"], ["ada", "alan", "grace.hopper"]),
        (["customer", "person", "contact", "recipient", "sender"], ["Ada Lovelace", "Alan Turing", "Grace Hopper"]),
        (["company", "organisation", "organization", "supplier", "vendor"], ["Example Ltd", "Contoso AB"]),
        (["city", "town"], ["Stockholm", "London", "Berlin"]),
        (["street", "address", "line"], ["1 Example Street", "42 Sample Road"]),
        (["zip", "postcode", "postal"], ["11122", "111 22", "SW1A 1AA"]),
        (["region", "zone", "datacenter", "site", "location"], ["eu-north-1", "EU", "LON", "DFW"]),
        (["status", "state"], ["active", "ACTIVE", "completed", "OK"]),
        (["sku", "article", "product", "item", "part"], ["SKU-1042", "SKU-7"]),
        (["unit", "uom"], ["pcs", "kg", "h"]),
        (["colour", "color"], ["blue", "#3366cc", "green"]),
        (["title", "subject", "heading"], ["A sample title", "Another title"]),
        (["description", "message", "text", "comment", "note", "reason", "body", "summary"], ["A sample text", "Another text"]),
        (["version"], ["1", "1.0", "1.0.0", "v1"]),
        (["hash", "checksum", "digest", "sha256"], ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"]),
        (["timezone", "tz"], ["Europe/Stockholm", "UTC"]),
        (["mime", "mediatype", "contenttype"], ["application/json", "text/plain"]),
        (["environment", "env"], ["production", "test"]),
        (["path", "file", "filename"], ["/samples/1042.txt", "sample.txt"]),
    ]);

    /// <summary>Texts to try, the likeliest first. The last word says most: <c>customerEmail</c> is an e-mail address.</summary>
    public static IEnumerable<string> Of(string name, int variant)
    {
        var words = FieldWords.Of(name);
        foreach (var word in words.Reverse().Append(string.Concat(words)))
        {
            foreach (var text in Special(word, name, words, variant).Concat(Rotate(Known.GetValueOrDefault(word) ?? [], variant)))
            {
                yield return text;
            }
        }

        var plain = words.Count == 0 ? "value" : string.Join(' ', words);
        yield return "Sample " + plain + Suffix(variant);
        yield return string.Concat(words.DefaultIfEmpty("sample")) + Suffix(variant);
    }

    /// <summary>A UUID (RFC 9562) that looks random and is not.</summary>
    public static string Uuid(string name, int variant)
    {
        // FNV-1a: the same in every process, which string.GetHashCode is not.
        var hash = name.Aggregate(14695981039346656037UL, (sum, letter) => (sum ^ letter) * 1099511628211UL) + ((ulong)(uint)variant * 0x9E3779B97F4A7C15UL);
        var text = hash.ToString("x16", CultureInfo.InvariantCulture);
        return $"{text[..8]}-{text[8..12]}-4{text[13..16]}-a{text[1..4]}-{text[4..16]}";
    }

    /// <summary>A list from another beginning on.</summary>
    public static IEnumerable<T> Rotate<T>(IReadOnlyList<T> values, int by) =>
        Enumerable.Range(0, values.Count).Select(at => values[(at + by) % values.Count]);

    private static IEnumerable<string> Special(string word, string name, IReadOnlyList<string> words, int variant)
    {
        var number = (1042 + variant).ToString(CultureInfo.InvariantCulture);
        return word switch
        {
            "uuid" or "guid" => [Uuid(name, variant)],
            "id" or "identifier" or "key" or "reference" or "ref" or "number" or "no" or "code" or "token" =>
                [Prefix(words) + number, Uuid(name, variant), number],
            "date" or "day" or "birthday" or "dob" => [LikelyMoments.Date(name, variant), LikelyMoments.DateTime(name, variant)],
            "time" or "timestamp" or "at" or "datetime" or "created" or "updated" or "occurred" or "modified" or "published" =>
                [LikelyMoments.DateTime(name, variant), LikelyMoments.Date(name, variant)],
            "name" => words.Any(other => other is "first" or "given") ? Rotate(Known["firstname"], variant)
                : words.Any(other => other is "last" or "family") ? Rotate(Known["lastname"], variant)
                : words.Any(other => other is "user" or "login") ? Rotate(Known["user"], variant) : [],
            "price" or "amount" or "total" or "cost" => [LikelyNumbers.Write(LikelyNumbers.Of(name, variant, whole: false))],
            _ => [],
        };
    }

    private static string Suffix(int variant) => variant == 0 ? "" : " " + (variant + 1).ToString(CultureInfo.InvariantCulture);

    private static string Prefix(IReadOnlyList<string> words) =>
        words.Count > 1 ? words[0][..Math.Min(3, words[0].Length)].ToUpperInvariant() + "-" : "ID-";

    private static Dictionary<string, string[]> Index((string[] Words, string[] Texts)[] table) =>
        table.SelectMany(row => row.Words.Select(word => (word, row.Texts))).ToDictionary(pair => pair.word, pair => pair.Texts, StringComparer.Ordinal);
}
