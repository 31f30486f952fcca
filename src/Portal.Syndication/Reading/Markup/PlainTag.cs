namespace Portal.Syndication.Reading.Markup;

/// <summary>A start tag of <see cref="PlainXml"/>.</summary>
/// <param name="name">Its name, with its prefix.</param>
/// <param name="attributes">Its attributes as they are written, a space before each.</param>
/// <param name="isEmpty">Whether it ends itself.</param>
internal readonly ref struct PlainTag(ReadOnlySpan<char> name, ReadOnlySpan<char> attributes, bool isEmpty)
{
    private const string Declaration = "xmlns";

    public ReadOnlySpan<char> Name { get; } = name;

    public ReadOnlySpan<char> Attributes { get; } = attributes;

    public bool IsEmpty { get; } = isEmpty;

    /// <summary>Whether it declares a namespace.</summary>
    public bool HasDeclarations
    {
        get
        {
            for (var rest = Attributes; TryNext(ref rest, out var name, out _);)
            {
                if (IsDeclaration(name))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether it is written as markup is written that was copied.</summary>
    public bool IsPlain => !Attributes.Contains('\n') && !Attributes.Contains("&#", StringComparison.Ordinal) && !Attributes.Contains("&apos;", StringComparison.Ordinal);

    /// <summary>Takes the next attribute off; its value still has its references in it.</summary>
    public static bool TryNext(scoped ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        if (rest.IsEmpty)
        {
            name = default;
            value = default;
            return false;
        }

        var equals = rest.IndexOf('=');
        name = rest[1..equals];
        value = rest[(equals + 2)..];
        value = value[..value.IndexOf(rest[equals + 1])];
        rest = rest[(equals + 3 + value.Length)..];
        return true;
    }

    /// <summary>What a prefix is declared as here, <c>""</c> for the default; empty when it is not.</summary>
    public ReadOnlySpan<char> NamespaceOf(ReadOnlySpan<char> prefix)
    {
        for (var rest = Attributes; TryNext(ref rest, out var name, out var uri);)
        {
            if (IsDeclaration(name) && (prefix.IsEmpty ? name.Length == Declaration.Length : LocalName(name).SequenceEqual(prefix) && name.Contains(':')))
            {
                return uri;
            }
        }

        return default;
    }

    public static ReadOnlySpan<char> LocalName(ReadOnlySpan<char> name) => name[(name.IndexOf(':') + 1)..];

    /// <summary>Whether an attribute has this name, whatever its prefix.</summary>
    public static bool HasLocalName(ReadOnlySpan<char> attributes, ReadOnlySpan<char> local)
    {
        while (TryNext(ref attributes, out var name, out _))
        {
            if (LocalName(name).SequenceEqual(local))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether its declarations come first, sorted by prefix, and declare what they may.</summary>
    public bool DeclaresInOrder()
    {
        ReadOnlySpan<char> previous = default;
        var isFirst = true;
        var hasOthers = false;
        for (var rest = Attributes; TryNext(ref rest, out var name, out var uri); isFirst = false)
        {
            if (!IsDeclaration(name))
            {
                hasOthers = true;
                continue;
            }

            var prefix = name[Math.Min(name.Length, Declaration.Length + 1)..];
            if (hasOthers || (!isFirst && prefix.SequenceCompareTo(previous) <= 0) || prefix.StartsWith("xml") || !MayBeDeclared(uri))
            {
                return false;
            }

            previous = prefix;
        }

        return true;
    }

    /// <summary>Whether the root declares every namespace that it uses, and the element takes none from outside.</summary>
    public bool IsWithin(PlainTag root)
    {
        if (!root.Declares(PrefixOf(Name)))
        {
            return false;
        }

        for (var rest = Attributes; TryNext(ref rest, out var name, out _);)
        {
            if (name.Contains(':') && !IsDeclaration(name) && !root.Declares(PrefixOf(name)))
            {
                return false;
            }
        }

        // A default namespace that the root does not use itself would be declared further down.
        return !Name.Contains(':') || !root.Name.SequenceEqual(Name) || !root.Declares("");
    }

    /// <summary>Whether its name, and those of its attributes that have a prefix, have this one; with none, no name has one.</summary>
    public bool IsWithin(ReadOnlySpan<char> prefix)
    {
        if (!PrefixOf(Name).SequenceEqual(prefix))
        {
            return false;
        }

        for (var rest = Attributes; TryNext(ref rest, out var name, out _);)
        {
            if (name.Contains(':') && !PrefixOf(name).SequenceEqual(prefix))
            {
                return false;
            }
        }

        return true;
    }

    private bool Declares(ReadOnlySpan<char> prefix) => !NamespaceOf(prefix).IsEmpty;

    public static ReadOnlySpan<char> PrefixOf(ReadOnlySpan<char> name) => name[..Math.Max(0, name.IndexOf(':'))];

    public static bool IsDeclaration(ReadOnlySpan<char> name) =>
        name.StartsWith(Declaration) && (name.Length == Declaration.Length || name[Declaration.Length] == ':');

    // Namespaces in XML 1.0 section 3: two names are reserved, and a prefix has one.
    public static bool MayBeDeclared(ReadOnlySpan<char> uri) =>
        !uri.IsEmpty && !uri.ContainsAny('&', '"') && !uri.StartsWith("http://www.w3.org/XML/") && !uri.StartsWith("http://www.w3.org/2000/xmlns");
}
