using System.Collections.Frozen;

namespace Portal.Contracts.JsonSchema.Documents;

/// <summary>The published metaschemas, which are part of this assembly: nothing is fetched.</summary>
internal static class MetaSchemas
{
    private static readonly FrozenDictionary<string, string> Resources = Addresses().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The text of a metaschema; null when the address is not one of theirs.</summary>
    public static string? Find(string address)
    {
        if (!Resources.TryGetValue(address, out var name))
        {
            return null;
        }

        using var stream = typeof(MetaSchemas).Assembly.GetManifestResourceStream("MetaSchemas/" + name)
            ?? throw new InvalidOperationException($"The metaschema '{name}' is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static Dictionary<string, string> Addresses()
    {
        var addresses = new Dictionary<string, string>
        {
            ["http://json-schema.org/draft-04/schema"] = "draft4",
            ["http://json-schema.org/draft-06/schema"] = "draft6",
            ["http://json-schema.org/draft-07/schema"] = "draft7",
            ["https://json-schema.org/draft/2019-09/schema"] = "draft201909",
            ["https://json-schema.org/draft/2020-12/schema"] = "draft202012",
        };
        foreach (var part in new[] { "core", "applicator", "validation", "meta-data", "format", "content" })
        {
            addresses["https://json-schema.org/draft/2019-09/meta/" + part] = "draft201909-" + part;
        }

        foreach (var part in new[] { "core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation", "format-assertion", "content" })
        {
            addresses["https://json-schema.org/draft/2020-12/meta/" + part] = "draft202012-" + part;
        }

        return addresses;
    }
}
