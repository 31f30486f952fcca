using System.Text.Json;
using Portal.Contracts.JsonSchema.Compilation;
using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Evaluation;
using Portal.Contracts.JsonSchema.Patterns;

namespace Portal.Contracts.Comparison.Json;

/// <summary>One of the two versions that are compared, read anew because a registry is not for many threads.</summary>
internal sealed class SchemaSide
{
    private readonly Dictionary<SchemaValue, int> _numbers = [];
    private readonly Dictionary<SchemaValue, bool> _known = [];
    private readonly Dictionary<string, SchemaPattern?> _patterns = new(StringComparer.Ordinal);

    private SchemaSide(SchemaRegistry registry, SchemaValue root) => (Registry, Root) = (registry, root);

    public SchemaRegistry Registry { get; }

    public SchemaValue Root { get; }

    /// <summary>Whether matching some name against a pattern took too long, so that what was found is in doubt.</summary>
    public bool HasSlowPattern { get; private set; }

    /// <summary>Reads a contract that is known to compile.</summary>
    public static SchemaSide Read(ContractSource source)
    {
        var registry = new SchemaRegistry(source.Imports);
        var document = SchemaDocument.Parse(source.Schema, location: null).Document
            ?? throw new InvalidOperationException("A compiled contract is not JSON.");
        registry.AddRoot(document);
        new SchemaCompiler(registry).Compile(document.Root);
        return new SchemaSide(registry, document.Root);
    }

    /// <summary>How many views were made, which is what a comparison costs.</summary>
    public int Views { get; private set; }

    /// <summary>All that several schemas say of one value together.</summary>
    public SchemaView View(params IEnumerable<SchemaValue> schemas)
    {
        Views++;
        return new SchemaView(this, schemas);
    }

    /// <summary>What is known of the branches of a schema, found out once.</summary>
    public bool Remember(SchemaValue schema, Func<bool> find)
    {
        if (!_known.TryGetValue(schema, out var known))
        {
            _known[schema] = known = find();
        }

        return known;
    }

    /// <summary>A number that tells a schema from all others of this side.</summary>
    public int NumberOf(SchemaValue schema)
    {
        if (!_numbers.TryGetValue(schema, out var number))
        {
            _numbers[schema] = number = _numbers.Count;
        }

        return number;
    }

    /// <summary>Whether a property's name matches a pattern.</summary>
    public bool Matches(string pattern, string name)
    {
        if (!_patterns.TryGetValue(pattern, out var known))
        {
            _patterns[pattern] = known = SchemaPattern.Create(pattern).Pattern;
        }

        var run = new EvaluationRun(collecting: false, false);
        var isMatch = known?.IsMatch(JsonEncodedText.Encode(name).EncodedUtf8Bytes, run) ?? false;
        HasSlowPattern |= run.Stopped is not null;
        return isMatch;
    }

    /// <summary>The schema that <c>$ref</c> leads to; null when there is none.</summary>
    public SchemaValue? Target(SchemaValue schema) =>
        schema.Resource is { } resource && schema.Text("$ref") is { } reference ? Registry.Resolve(schema, resource, reference) : null;
}
