namespace Portal.Contracts.JsonSchema.Documents;

/// <summary>
/// Resolves URI references exactly as RFC 3986 section 5.2 says. <see cref="Uri"/> is not used because it
/// normalises what it reads, and a schema's identifiers are compared as they are written.
/// </summary>
internal static class UriReference
{
    /// <summary>The part before the fragment, and the fragment; null when there is none.</summary>
    public static (string Uri, string? Fragment) Split(string reference)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? (reference, null) : (reference[..hash], reference[(hash + 1)..]);
    }

    /// <summary>The absolute form of a reference, with its fragment.</summary>
    public static string Resolve(string baseUri, string reference)
    {
        var target = Parse(reference);
        if (target.Scheme is not null)
        {
            return reference;
        }

        var root = Parse(baseUri);
        if (target.Authority is not null)
        {
            return Join(target with { Scheme = root.Scheme, Path = WithoutDots(target.Path) });
        }

        if (target.Path.Length == 0)
        {
            return Join(root with { Query = target.Query ?? root.Query, Fragment = target.Fragment });
        }

        var path = target.Path[0] == '/' ? target.Path : Merge(root, target.Path);
        return Join(root with { Path = WithoutDots(path), Query = target.Query, Fragment = target.Fragment });
    }

    private static string Merge(Parts root, string path) =>
        root.Authority is not null && root.Path.Length == 0 ? "/" + path : root.Path[..(root.Path.LastIndexOf('/') + 1)] + path;

    // RFC 3986 section 5.2.4
    private static string WithoutDots(string path)
    {
        if (!path.Contains("./", StringComparison.Ordinal) && !path.EndsWith('.'))
        {
            return path;
        }

        var kept = new List<string>();
        var segments = path.Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            var last = i == segments.Length - 1;
            switch (segments[i])
            {
                case "..":
                    if (kept.Count > 1 || (kept.Count == 1 && kept[0].Length > 0))
                    {
                        kept.RemoveAt(kept.Count - 1);
                    }

                    AddWhen(last, kept);
                    break;
                case ".":
                    AddWhen(last, kept);
                    break;
                default:
                    kept.Add(segments[i]);
                    break;
            }
        }

        return string.Join('/', kept);
    }

    private static void AddWhen(bool last, List<string> kept)
    {
        if (last)
        {
            kept.Add("");
        }
    }

    private static string Join(Parts parts) => string.Concat(
        parts.Scheme is null ? "" : parts.Scheme + ":",
        parts.Authority is null ? "" : "//" + parts.Authority,
        parts.Path,
        (parts.Query is null ? "" : "?" + parts.Query) + (parts.Fragment is null ? "" : "#" + parts.Fragment));

    // RFC 3986 appendix B
    private static Parts Parse(string text)
    {
        var (rest, fragment) = Split(text);
        string? scheme = null, authority = null, query = null;
        var mark = rest.IndexOf('?', StringComparison.Ordinal);
        if (mark >= 0)
        {
            (rest, query) = (rest[..mark], rest[(mark + 1)..]);
        }

        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && rest.AsSpan(0, colon).IndexOf('/') < 0 && char.IsAsciiLetter(rest[0]))
        {
            (scheme, rest) = (rest[..colon], rest[(colon + 1)..]);
        }

        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            var slash = rest.IndexOf('/', 2);
            authority = slash < 0 ? rest[2..] : rest[2..slash];
            rest = slash < 0 ? "" : rest[slash..];
        }

        return new Parts(scheme, authority, rest, query, fragment);
    }

    private readonly record struct Parts(string? Scheme, string? Authority, string Path, string? Query, string? Fragment);
}
