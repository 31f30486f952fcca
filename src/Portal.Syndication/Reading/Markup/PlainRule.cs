namespace Portal.Syndication.Reading.Markup;

/// <summary>Which tags <see cref="PlainXml"/> walks over within an element: none declares a namespace, and all are of those that are known outside.</summary>
internal readonly ref struct PlainRule
{
    private readonly PlainTag _root;
    private readonly ReadOnlySpan<char> _prefix;
    private readonly bool _hasRoot;
    private readonly bool _hasDefault;
    private readonly bool _isXhtml;
    private readonly bool _keepsReferences;

    /// <summary>Within a root that declares all the namespaces.</summary>
    public PlainRule(PlainTag root)
    {
        _root = root;
        _hasRoot = true;
        _hasDefault = !root.NamespaceOf("").IsEmpty;
    }

    /// <summary>All names have this prefix, or none has one.</summary>
    public PlainRule(ReadOnlySpan<char> prefix) => _prefix = prefix;

    /// <summary>XHTML without prefixes.</summary>
    /// <param name="keepsReferences">Whether relative references stay as they are.</param>
    public PlainRule(bool keepsReferences) => (_isXhtml, _keepsReferences) = (true, keepsReferences);

    /// <summary>Whether a tag may be stepped over.</summary>
    public bool Allows(PlainTag tag) =>
        (_hasDefault && tag.Attributes.IsEmpty && !tag.Name.Contains(':'))
        || (_isXhtml ? IsXhtml(tag) : !tag.HasDeclarations && (_hasRoot ? tag.IsWithin(_root) : tag.IsWithin(_prefix)));

    // Only void elements are written without an end tag.
    private bool IsXhtml(PlainTag tag)
    {
        if (tag.Name.Contains(':') || (tag.IsEmpty && !HtmlNames.IsVoid(tag.Name)))
        {
            return false;
        }

        for (var rest = tag.Attributes; PlainTag.TryNext(ref rest, out var name, out var value);)
        {
            if (name.Contains(':') || PlainTag.IsDeclaration(name)
                || (!_keepsReferences && HtmlReferences.IsReference(name) && value.TrimStart() is not ['#', ..] && !References.HasScheme(value.Trim())))
            {
                return false;
            }
        }

        return true;
    }
}
