using System.Text.Json;
using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Evaluation;
using Portal.Contracts.JsonSchema.Formats;
using Portal.Contracts.JsonSchema.Keywords;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.JsonSchema.Compilation;

/// <summary>Reads the keywords of one schema into its node.</summary>
internal sealed class KeywordReader
{
    private readonly SchemaValue _schema;
    private readonly SchemaCompiler _compiler;
    private readonly SchemaResource _resource;
    private readonly Dialect _dialect;

    private KeywordReader(SchemaValue schema, SchemaCompiler compiler)
    {
        (_schema, _compiler, _resource) = (schema, compiler, schema.Resource!);
        _dialect = _resource.Dialect;
    }

    private Draft Draft => _dialect.Draft;

    public static void Fill(SchemaNode node, SchemaValue schema, SchemaCompiler compiler)
    {
        if (!schema.IsObject)
        {
            node.Always = schema.Element.ValueKind == JsonValueKind.True;
            return;
        }

        new KeywordReader(schema, compiler).Fill(node);
    }

    private void Fill(SchemaNode node)
    {
        var all = new List<Keyword>();
        AddReferences(all);
        if (_dialect.RefStandsAlone && _schema.TryGet("$ref", out _))
        {
            node.ForAll = [.. all];
            return;
        }

        if (_dialect.Validation)
        {
            node.Type = ReadType();
            node.ForNumbers = [.. ReadLimits(), .. ReadMultiple()];
            AddConstants(all);
        }

        node.ForStrings = [.. ReadStringKeywords()];
        node.ForArrays = [.. ArrayKeywordReader.Read(this)];
        node.ForObjects = [.. ObjectKeywordReader.Read(this)];
        if (_dialect.Applicators)
        {
            AddApplicators(all);
        }

        node.ForAll = [.. all];
        if (_dialect.Unevaluated && Draft >= Draft.V201909)
        {
            node.UnevaluatedProperties = Node("unevaluatedProperties") is { } properties ? new UnevaluatedPropertiesKeyword(properties) : null;
            node.UnevaluatedItems = Node("unevaluatedItems") is { } items ? new UnevaluatedItemsKeyword(items) : null;
        }
    }

    public SchemaValue Schema => _schema;

    public SchemaCompiler Compiler => _compiler;

    public Dialect Dialect => _dialect;

    /// <summary>The node of a keyword's schema; null when the keyword is absent.</summary>
    public SchemaNode? Node(string keyword) => _schema.TryGet(keyword, out var value) ? NodeOf(value) : null;

    /// <summary>The node of a value that stands where a schema may; null when it is something else.</summary>
    public SchemaNode? NodeOf(SchemaValue value) => value.Resource is null ? null : _compiler.NodeOf(value);

    /// <summary>A keyword that is a count; null when it is absent. 2.0 is 2 (JSON Schema Core section 4.2.2).</summary>
    public long? Count(string keyword) => _schema.TryGet(keyword, out var value) && value.Element.ValueKind == JsonValueKind.Number
        ? value.Element.TryGetInt64(out var count) ? count : (long)Math.Min(value.Element.GetDouble(), long.MaxValue / 2)
        : null;

    private void AddReferences(List<Keyword> all)
    {
        AddReference("$ref", all);
        if (Draft == Draft.V201909 && _schema.Text("$recursiveRef") is { } recursive)
        {
            AddDynamic(recursive, SchemaResource.RecursiveAnchor, all);
        }
        else if (Draft == Draft.V202012 && _schema.Text("$dynamicRef") is { } dynamic)
        {
            var fragment = UriReference.Split(dynamic).Fragment;
            AddDynamic(dynamic, string.IsNullOrEmpty(fragment) || fragment.StartsWith('/') ? null : fragment, all);
        }
    }

    private void AddReference(string keyword, List<Keyword> all)
    {
        if (_schema.Text(keyword) is { } reference
            && _compiler.Resolve(_schema.Members[keyword], _resource, reference) is { } target)
        {
            all.Add(new AllOfKeyword([_compiler.NodeOf(target)]));
        }
    }

    // The reference is dynamic only when its first target is an anchor of that kind too.
    private void AddDynamic(string reference, string? anchor, List<Keyword> all)
    {
        if (_compiler.Resolve(_schema, _resource, reference) is not { } target)
        {
            return;
        }

        var node = _compiler.NodeOf(target);
        if (anchor is not null && target.Resource!.DynamicAnchors.GetValueOrDefault(anchor) == target)
        {
            _compiler.HasDynamicReferences = true;
            all.Add(new DynamicRefKeyword(anchor, node));
        }
        else
        {
            all.Add(new AllOfKeyword([node]));
        }
    }

    private TypeKeyword? ReadType()
    {
        if (!_schema.TryGet("type", out var type))
        {
            return null;
        }

        var mask = type.IsArray
            ? type.Items.Aggregate(TypeMask.None, (sum, item) => sum | TypeKeyword.Parse(item.AsText()))
            : TypeKeyword.Parse(type.AsText());
        return new TypeKeyword(mask, integersHaveNoPoint: Draft == Draft.V4);
    }

    private IEnumerable<Keyword> ReadLimits()
    {
        foreach (var (plain, exclusive, isMinimum) in new[] { ("minimum", "exclusiveMinimum", true), ("maximum", "exclusiveMaximum", false) })
        {
            // In draft 4 the exclusive form is a flag beside the limit.
            var isFlagged = Draft == Draft.V4 && _schema.TryGet(exclusive, out var flag) && flag.Element.ValueKind == JsonValueKind.True;
            if (Number(plain) is { } limit)
            {
                yield return new LimitKeyword(isFlagged ? exclusive : plain, limit, isMinimum, isFlagged);
            }

            if (Draft > Draft.V4 && Number(exclusive) is { } bound)
            {
                yield return new LimitKeyword(exclusive, bound, isMinimum, isExclusive: true);
            }
        }
    }

    private IEnumerable<Keyword> ReadMultiple() =>
        Number("multipleOf") is { } divisor && !JsonNumber.Of(divisor).IsZero ? [new MultipleKeyword(divisor)] : [];

    private JsonElement? Number(string keyword) =>
        _schema.TryGet(keyword, out var value) && value.Element.ValueKind == JsonValueKind.Number ? value.Element : null;

    private IEnumerable<Keyword> ReadStringKeywords()
    {
        if (_dialect.Validation && (Count("minLength") ?? Count("maxLength")) is not null)
        {
            yield return new LengthKeyword(Count("minLength") ?? 0, Count("maxLength") ?? long.MaxValue);
        }

        if (_dialect.Validation && _schema.Text("pattern") is { } source && _compiler.PatternOf(_schema.Members["pattern"], source) is { } pattern)
        {
            yield return new PatternKeyword(pattern);
        }

        if (_dialect.AssertsFormats && _schema.Text("format") is { } format && KnownFormats.Find(format, Draft) is { } check)
        {
            yield return new FormatKeyword(format, check);
        }

        var (isBase64, isJson) = (_schema.Text("contentEncoding") == "base64", _schema.Text("contentMediaType") == "application/json");
        if (Draft == Draft.V7 && (isBase64 || isJson))
        {
            yield return new ContentKeyword(isBase64, isJson);
        }
    }

    private void AddConstants(List<Keyword> all)
    {
        if (_schema.TryGet("enum", out var values) && values.IsArray)
        {
            all.Add(new ConstantKeyword("enum", [.. values.Items.Select(item => item.Element)]));
        }

        if (Draft > Draft.V4 && _schema.TryGet("const", out var value))
        {
            all.Add(new ConstantKeyword("const", [value.Element]));
        }
    }

    private void AddApplicators(List<Keyword> all)
    {
        AddNodes("allOf", all, nodes => new AllOfKeyword(nodes));
        AddNodes("anyOf", all, nodes => new AnyOfKeyword(nodes));
        AddNodes("oneOf", all, nodes => new OneOfKeyword(nodes));
        if (Node("not") is { } not)
        {
            all.Add(new NotKeyword(not));
        }

        if (Draft >= Draft.V7 && Node("if") is { } condition)
        {
            all.Add(new ConditionKeyword(condition, Node("then"), Node("else")));
        }
    }

    private void AddNodes(string keyword, List<Keyword> all, Func<SchemaNode[], Keyword> make)
    {
        if (_schema.TryGet(keyword, out var value) && value.IsArray)
        {
            all.Add(make([.. value.Items.Select(NodeOf).OfType<SchemaNode>()]));
        }
    }
}
