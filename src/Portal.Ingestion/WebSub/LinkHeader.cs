namespace Portal.Ingestion.WebSub;

/// <summary>One link of a <c>Link</c> header.</summary>
/// <param name="Target">The reference as it was written; it may be relative.</param>
/// <param name="Relations">Its relations, in lower case.</param>
internal sealed record HeaderLink(string Target, IReadOnlyList<string> Relations);

/// <summary>
/// Reads <c>Link: &lt;https://hub.example/&gt;; rel="hub", &lt;/feed&gt;; rel=self</c> (RFC 8288 section 3, in the forgiving
/// way of its appendix B.2).
/// </summary>
internal static class LinkHeader
{
    /// <summary>The most links that are read; the rest of the header is not looked at.</summary>
    public const int MaxLinks = 100;

    public static IReadOnlyList<HeaderLink> Read(string? header)
    {
        List<HeaderLink> links = [];
        var rest = (header ?? "").AsSpan();
        while (links.Count < MaxLinks && rest.IndexOf('<') is >= 0 and var start)
        {
            rest = rest[(start + 1)..];
            var end = rest.IndexOf('>');
            if (end < 0)
            {
                break;
            }

            var target = rest[..end].Trim().ToString();
            rest = rest[(end + 1)..];
            links.Add(new HeaderLink(target, RelationsOf(ref rest)));
        }

        return links;
    }

    // Takes parameters up to the comma that ends the link. Only the first "rel" counts (section 3.3).
    private static IReadOnlyList<string> RelationsOf(ref ReadOnlySpan<char> rest)
    {
        IReadOnlyList<string>? relations = null;
        while (true)
        {
            rest = rest.TrimStart(" \t;");
            if (rest.Length == 0 || rest[0] == ',')
            {
                return relations ?? [];
            }

            var length = rest.IndexOfAny("=;,");
            var name = (length < 0 ? rest : rest[..length]).Trim();
            var isRelation = name.Equals("rel", StringComparison.OrdinalIgnoreCase);
            rest = length < 0 ? [] : rest[length..];
            if (rest.Length == 0 || rest[0] != '=')
            {
                continue;
            }

            var value = ValueOf(ref rest);
            if (isRelation)
            {
                relations ??= value.ToLowerInvariant().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            }
        }
    }

    private static string ValueOf(ref ReadOnlySpan<char> rest)
    {
        rest = rest[1..].TrimStart(" \t");
        if (rest.Length == 0 || rest[0] != '"')
        {
            var length = rest.IndexOfAny(";,");
            var token = (length < 0 ? rest : rest[..length]).Trim().ToString();
            rest = length < 0 ? [] : rest[length..];
            return token;
        }

        var value = new System.Text.StringBuilder();
        var i = 1;
        for (; i < rest.Length && rest[i] != '"'; i++)
        {
            if (rest[i] == '\\' && i + 1 < rest.Length)
            {
                i++;
            }

            value.Append(rest[i]);
        }

        rest = i < rest.Length ? rest[(i + 1)..] : [];
        return value.ToString();
    }
}
