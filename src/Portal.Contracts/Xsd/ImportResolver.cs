using System.Text;
using System.Xml;

namespace Portal.Contracts.Xsd;

/// <summary>
/// Serves the contract's imports, and nothing else, to those who read schemas. Every location, however deep in a chain
/// of imports, resolves to one flat place, because imports are given by the location that names them.
/// </summary>
internal sealed class ImportResolver(IEnumerable<SchemaImport> imports) : XmlResolver
{
    /// <summary>Where the schema itself is said to be.</summary>
    public const string RootUri = "contract://local/";

    private readonly Dictionary<string, byte[]> _texts = Index(imports);

    public bool Has(string location) => _texts.ContainsKey(location.Trim());

    /// <summary>The location of an import by the URI that was made of it; null for the schema itself.</summary>
    public static string? LocationOf(string? uri) =>
        uri is not null && uri.StartsWith(RootUri, StringComparison.Ordinal) && uri.Length > RootUri.Length
            ? Uri.UnescapeDataString(uri[RootUri.Length..])
            : null;

    public override Uri ResolveUri(Uri? baseUri, string? relativeUri) =>
        new(RootUri + (string.IsNullOrEmpty(relativeUri) || relativeUri == RootUri ? "" : Uri.EscapeDataString(relativeUri.Trim())));

    public override object? GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn)
    {
        ArgumentNullException.ThrowIfNull(absoluteUri);
        var location = LocationOf(absoluteUri.OriginalString) ?? "";
        return _texts.TryGetValue(location, out var text)
            ? new MemoryStream(text, writable: false)
            : throw new XmlException($"'{location}' is not among the imports.");
    }

    private static Dictionary<string, byte[]> Index(IEnumerable<SchemaImport> imports)
    {
        var texts = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var import in imports)
        {
            texts[import.Location.Trim()] = Encoding.UTF8.GetBytes(ByteOrderMark.Strip(import.Schema));
        }

        return texts;
    }
}
