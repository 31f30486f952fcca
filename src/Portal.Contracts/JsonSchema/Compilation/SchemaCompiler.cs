using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Evaluation;
using Portal.Contracts.JsonSchema.Patterns;

namespace Portal.Contracts.JsonSchema.Compilation;

/// <summary>
/// Turns schemas into nodes. A queue takes the place of recursion, so that references may form chains and rings of
/// any length.
/// </summary>
internal sealed class SchemaCompiler(SchemaRegistry registry)
{
    private readonly Dictionary<SchemaValue, SchemaNode> _nodes = [];
    private readonly HashSet<SchemaResource> _resources = [];
    private readonly Queue<SchemaValue> _waiting = new();
    private readonly Dictionary<string, SchemaPattern?> _patterns = new(StringComparer.Ordinal);

    /// <summary>Whether some reference depends on the way to it.</summary>
    public bool HasDynamicReferences { get; set; }

    public List<SchemaError> Errors => registry.Errors;

    /// <summary>Compiles a schema and all that it leads to.</summary>
    public SchemaNode Compile(SchemaValue root)
    {
        var node = NodeOf(root);
        while (_waiting.TryDequeue(out var schema) && Errors.Count == 0)
        {
            KeywordReader.Fill(_nodes[schema], schema, this);
        }

        if (Errors.Count == 0 && EndlessReference.Find(_nodes) is { } endless)
        {
            Errors.Add(endless.Error("The schema refers to itself without end: judging a value would never stop."));
        }

        return node;
    }

    /// <summary>The node of a schema, which is filled later.</summary>
    public SchemaNode NodeOf(SchemaValue schema)
    {
        if (_nodes.TryGetValue(schema, out var known))
        {
            return known;
        }

        var resource = schema.Resource ?? throw new InvalidOperationException("A schema is compiled before it is read.");
        var node = new SchemaNode(resource);
        _nodes.Add(schema, node);
        _waiting.Enqueue(schema);
        if (_resources.Add(resource))
        {
            foreach (var (anchor, target) in resource.DynamicAnchors)
            {
                resource.DynamicNodes[anchor] = NodeOf(target);
            }
        }

        return node;
    }

    /// <summary>The schema that a reference leads to; null when there is none, which is then an error.</summary>
    public SchemaValue? Resolve(SchemaValue from, SchemaResource resource, string reference) => registry.Resolve(from, resource, reference);

    /// <summary>A pattern; null when it is not one, which is then an error.</summary>
    public SchemaPattern? PatternOf(SchemaValue at, string source)
    {
        if (_patterns.TryGetValue(source, out var known))
        {
            return known;
        }

        var (pattern, problem) = SchemaPattern.Create(source);
        if (problem is not null)
        {
            Errors.Add(at.Error($"'{source}' is not a regular expression: {problem}."));
        }

        return _patterns[source] = pattern;
    }
}
