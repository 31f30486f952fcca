using Portal.Syndication.Reading.Markup;

namespace Portal.Syndication.Reading.Atom;

/// <summary>What the root of a document of the plain form says for everything in it.</summary>
internal readonly ref struct PlainScope
{
    private PlainScope(PlainTag root, string? language, Uri? address)
    {
        Root = root;
        Language = language;
        Address = address;
        Repeats = new PlainRepeats();
    }

    /// <summary>The root, which declares all prefixes.</summary>
    public PlainTag Root { get; }

    /// <summary>The language; null when it says none.</summary>
    public string? Language { get; }

    /// <summary>What references are relative to; null when that is not known.</summary>
    public Uri? Address { get; }

    /// <summary>What was read before.</summary>
    public PlainRepeats Repeats { get; }

    /// <summary>Reads the root's attributes; false when it is neither Atom's nor of RSS 2.0, or says more than namespaces and a language.</summary>
    public static bool TryOpen(PlainTag root, Uri? address, out PlainScope scope)
    {
        scope = default;
        string? language = null;
        for (var rest = root.Attributes; PlainTag.TryNext(ref rest, out var name, out var value);)
        {
            if (name is "xml:lang")
            {
                language = value.IsEmpty || value.Contains('&') ? null : value.ToString();
                if (language is null)
                {
                    return false;
                }
            }
            else if (name is "version" && root.Name is "rss")
            {
                if (value is not "2.0")
                {
                    return false;
                }
            }
            else if (!PlainTag.IsDeclaration(name) || !PlainTag.MayBeDeclared(value) || (name.Contains(':') && PlainTag.LocalName(name).StartsWith("xml")))
            {
                return false;
            }
        }

        scope = new PlainScope(root, language, address);
        return root.Name is "rss" ? root.NamespaceOf("").IsEmpty : root.NamespaceOf("") is XmlNames.Atom;
    }

    /// <summary>Whether markup may have a value that uses one of the prefixes, which is declared then.</summary>
    public bool MayUsePrefix(ReadOnlySpan<char> markup, ReadOnlySpan<char> own)
    {
        for (var rest = Root.Attributes; PlainTag.TryNext(ref rest, out var name, out _);)
        {
            if (PlainTag.IsDeclaration(name) && name.Contains(':') && PlainTag.LocalName(name) is var prefix && !prefix.SequenceEqual(own)
                && Uses(markup, prefix))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Uses(ReadOnlySpan<char> markup, ReadOnlySpan<char> prefix)
    {
        for (var at = markup.IndexOf(prefix); at >= 0; at = markup.IndexOf(prefix))
        {
            markup = markup[(at + prefix.Length)..];
            if (markup is [':', ..])
            {
                return true;
            }
        }

        return false;
    }
}
