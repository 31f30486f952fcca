using Portal.Contracts.JsonSchema.Evaluation;

namespace Portal.Contracts.JsonSchema.Documents;

/// <summary>A schema with an identity (an absolute URI): a document, or a part of one with an identifier of its own.</summary>
internal sealed class SchemaResource(string uri, SchemaValue root, Dialect dialect)
{
    /// <summary>The name under which <c>$recursiveAnchor</c> is kept; no anchor can be called so.</summary>
    public const string RecursiveAnchor = "#";

    /// <summary>The absolute URI, without fragment.</summary>
    public string Uri { get; } = uri;

    public SchemaValue Root { get; } = root;

    public Dialect Dialect { get; } = dialect;

    public Dictionary<string, SchemaValue> Anchors { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, SchemaValue> DynamicAnchors { get; } = new(StringComparer.Ordinal);

    /// <summary>The compiled forms of <see cref="DynamicAnchors"/>; not changed once compilation has ended.</summary>
    public Dictionary<string, SchemaNode> DynamicNodes { get; } = new(StringComparer.Ordinal);
}
