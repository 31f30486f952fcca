namespace Portal.Contracts.JsonSchema.Documents;

/// <summary>
/// All schemas that a contract can refer to: its own, its imports and the published metaschemas, each read when
/// first referred to.
/// </summary>
internal sealed class SchemaRegistry
{
    // Relative references resolve against this when the schema has no absolute $id; imports are placed beside it.
    private const string RootUri = "contract://local/schema.json";

    private readonly Dictionary<string, SchemaImport> _imports = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SchemaResource> _resources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dialect> _dialects = new(StringComparer.Ordinal);
    private readonly Dialect? _forcedDialect;
    private Dialect _defaultDialect = Dialect.Default;

    public SchemaRegistry(IEnumerable<SchemaImport> imports, Dialect? forcedDialect = null)
    {
        _forcedDialect = forcedDialect;
        foreach (var import in imports)
        {
            _imports[UriReference.Split(UriReference.Resolve(RootUri, import.Location)).Uri] = import;
        }
    }

    /// <summary>What was found wrong while reading documents.</summary>
    public List<SchemaError> Errors { get; } = [];

    /// <summary>The roots of the documents read so far, published metaschemas left out.</summary>
    public List<SchemaValue> DocumentRoots { get; } = [];

    /// <summary>Reads the schema itself; imports that name no dialect are read in its dialect.</summary>
    public SchemaResource? AddRoot(SchemaDocument document)
    {
        if (DialectOf(document.Root, _forcedDialect ?? Dialect.Default) is not { } dialect)
        {
            return null;
        }

        _defaultDialect = dialect;
        DocumentRoots.Add(document.Root);
        return AddDocument(RootUri, document, dialect);
    }

    /// <summary>The schema that a reference leads to; null, with the reason in <see cref="Errors"/>, when there is none.</summary>
    /// <param name="from">The value of the reference, where an error is reported.</param>
    /// <param name="resource">The resource that the reference stands in.</param>
    /// <param name="reference">The reference as written.</param>
    public SchemaValue? Resolve(SchemaValue from, SchemaResource resource, string reference)
    {
        var (uri, fragment) = UriReference.Split(UriReference.Resolve(resource.Uri, reference));
        if (Find(uri) is not { } target)
        {
            Errors.Add(from.Error($"The reference '{reference}' leads to '{Shown(uri)}', which is not among the imports."));
            return null;
        }

        var found = string.IsNullOrEmpty(fragment) ? target.Root
            : Unescape(fragment) is { } text && text.StartsWith('/') ? Follow(target, text)
            : target.Anchors.GetValueOrDefault(Unescape(fragment));
        if (found is not { IsSchema: true })
        {
            Errors.Add(from.Error($"The reference '{reference}' leads to no schema: '{Shown(uri)}' has nothing at '#{fragment}'."));
            return null;
        }

        return found;
    }

    /// <summary>A resource by its URI, without fragment; null when there is none.</summary>
    public SchemaResource? Find(string uri)
    {
        if (_resources.TryGetValue(uri, out var resource))
        {
            return resource;
        }

        var import = _imports.GetValueOrDefault(uri);
        var text = import?.Schema ?? MetaSchemas.Find(uri);
        if (text is null)
        {
            return null;
        }

        var (document, error) = SchemaDocument.Parse(text, import?.Location);
        if (document is null)
        {
            Errors.Add(error!);
            return null;
        }

        if (DialectOf(document.Root, _defaultDialect) is not { } dialect)
        {
            return null;
        }

        if (import is not null)
        {
            DocumentRoots.Add(document.Root);
        }

        return AddDocument(uri, document, dialect);
    }

    private static string Shown(string uri) =>
        uri == RootUri ? "the schema" : uri.Replace("contract://local/", "", StringComparison.Ordinal);

    private static string Unescape(string text) => Uri.UnescapeDataString(text);

    private SchemaResource AddDocument(string uri, SchemaDocument document, Dialect dialect)
    {
        var resource = new SchemaResource(uri, document.Root, dialect);
        _resources.TryAdd(uri, resource);
        Visit(document.Root, resource, isDocumentRoot: true);
        return _resources[uri] = document.Root.Resource ?? resource;
    }

    // Finds identifiers and anchors. Bounded by the depth of a document, SchemaDocument.
    private void Visit(SchemaValue schema, SchemaResource parent, bool isDocumentRoot)
    {
        if (schema.Resource is not null)
        {
            return;
        }

        var resource = ResourceOf(schema, parent, isDocumentRoot);
        schema.Resource = resource;
        AddAnchors(schema, resource);
        foreach (var child in SubschemaKeywords.Of(schema, resource.Dialect.Draft))
        {
            Visit(child, resource, isDocumentRoot: false);
        }
    }

    private SchemaResource ResourceOf(SchemaValue schema, SchemaResource parent, bool isDocumentRoot)
    {
        var dialect = isDocumentRoot ? parent.Dialect : schema.TryGet("$schema", out _) ? DialectOf(schema, parent.Dialect) ?? parent.Dialect : parent.Dialect;
        if ((dialect.RefStandsAlone && schema.TryGet("$ref", out _)) || schema.Text(dialect.IdKeyword) is not { } id)
        {
            return parent;
        }

        var (uri, fragment) = UriReference.Split(UriReference.Resolve(parent.Uri, id));
        var isOwn = !id.StartsWith('#') || !dialect.RefStandsAlone;
        var resource = isOwn ? new SchemaResource(uri, schema, dialect) : parent;
        if (isOwn && _resources.TryGetValue(uri, out var other) && other.Root != schema)
        {
            Errors.Add(schema.Error($"The identifier '{id}' is given to two schemas."));
        }
        else if (isOwn)
        {
            _resources[uri] = resource;
        }

        if (!string.IsNullOrEmpty(fragment) && dialect.RefStandsAlone)
        {
            resource.Anchors.TryAdd(Unescape(fragment), schema);
        }

        return resource;
    }

    private void AddAnchors(SchemaValue schema, SchemaResource resource)
    {
        if (resource.Dialect.Draft < Draft.V201909)
        {
            return;
        }

        if (schema.Text("$anchor") is { } anchor && !resource.Anchors.TryAdd(anchor, schema))
        {
            Errors.Add(schema.Error($"The anchor '{anchor}' is given to two schemas."));
        }

        if (resource.Dialect.Draft == Draft.V201909)
        {
            if (schema == resource.Root && schema.TryGet("$recursiveAnchor", out var flag)
                && flag.Element.ValueKind == System.Text.Json.JsonValueKind.True)
            {
                resource.DynamicAnchors[SchemaResource.RecursiveAnchor] = schema;
            }
        }
        else if (schema.Text("$dynamicAnchor") is { } dynamicAnchor)
        {
            resource.DynamicAnchors.TryAdd(dynamicAnchor, schema);
            if (!resource.Anchors.TryAdd(dynamicAnchor, schema) && resource.Anchors[dynamicAnchor] != schema)
            {
                Errors.Add(schema.Error($"The anchor '{dynamicAnchor}' is given to two schemas."));
            }
        }
    }

    // RFC 6901. A pointer may lead into a keyword that is not known; what it leads to is then a schema after all.
    private SchemaValue? Follow(SchemaResource resource, string pointer)
    {
        var at = resource.Root;
        var nearest = resource;
        foreach (var token in pointer[1..].Split('/'))
        {
            var name = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (at.IsArray && int.TryParse(name, System.Globalization.NumberStyles.None, null, out var index) && index < at.Items.Count)
            {
                at = at.Items[index];
            }
            else if (!at.TryGet(name, out at!))
            {
                return null;
            }

            nearest = at.Resource ?? nearest;
        }

        if (at.IsSchema)
        {
            Visit(at, nearest, isDocumentRoot: false);
        }

        return at;
    }

    private Dialect? DialectOf(SchemaValue root, Dialect fallback)
    {
        if (root.Text("$schema") is not { } named)
        {
            return fallback;
        }

        var address = named.TrimEnd('#');
        if (_dialects.TryGetValue(address, out var known))
        {
            return known;
        }

        if ((Dialect.Find(address) ?? OwnDialect(root.Members["$schema"], address)) is not { } dialect)
        {
            return null;
        }

        _dialects[address] = _forcedDialect is null ? dialect : dialect with { AssertsFormats = _forcedDialect.AssertsFormats };
        return _dialects[address];
    }

    private Dialect? OwnDialect(SchemaValue from, string address)
    {
        // A metaschema that names itself is its own basis; it is then read as the newest draft.
        _dialects[address] = Dialect.Default with { MetaSchema = address };
        var resource = Find(address);
        _dialects.Remove(address);
        if (resource is null)
        {
            Errors.Add(from.Error($"'$schema' names '{address}', which is not a known draft and not among the imports."));
            return null;
        }

        var (dialect, error) = Dialect.FromMetaSchema(address, resource.Root, resource.Dialect);
        if (error is not null)
        {
            Errors.Add(error);
        }

        return dialect;
    }
}
