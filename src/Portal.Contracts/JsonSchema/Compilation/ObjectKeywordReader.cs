using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Evaluation;
using Portal.Contracts.JsonSchema.Keywords;
using Portal.Contracts.JsonSchema.Patterns;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.JsonSchema.Compilation;

/// <summary>Reads the keywords for objects.</summary>
internal static class ObjectKeywordReader
{
    public static IEnumerable<Keyword> Read(KeywordReader reader)
    {
        var dialect = reader.Dialect;
        var properties = dialect.Applicators ? Members(reader, "properties") : new Dictionary<string, SchemaValue>();
        var required = dialect.Validation ? Texts(reader.Schema, "required") : [];
        var lists = Lists(reader, "dependencies", dialect.Applicators)
            .Concat(Lists(reader, "dependentRequired", dialect.Validation && dialect.Draft >= Draft.V201909)).ToArray();
        string[] names = [.. properties.Keys.Concat(required).Concat(lists.SelectMany(list => list.Needs.Prepend(list.Name))).Distinct()];
        var numbers = names.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        var keyword = new ObjectKeyword
        {
            MinProperties = (dialect.Validation ? reader.Count("minProperties") : null) ?? 0,
            MaxProperties = (dialect.Validation ? reader.Count("maxProperties") : null) ?? long.MaxValue,
            Names = names,
            Table = new Utf8Names(names),
            Properties = [.. names.Select(name => properties.TryGetValue(name, out var value) ? reader.NodeOf(value) : null)],
            Required = [.. required.Distinct().Select(name => numbers[name])],
            Dependencies = [.. lists.Select(list => new NameDependency(numbers[list.Name], [.. list.Needs.Select(name => numbers[name])]))],
            DependencyRule = reader.Schema.TryGet("dependentRequired", out _) ? "dependentRequired" : "dependencies",
            Patterns = [.. dialect.Applicators ? Patterns(reader) : []],
            Additional = dialect.Applicators ? reader.Node("additionalProperties") : null,
            PropertyNames = dialect.Applicators && dialect.Draft > Draft.V4 ? reader.Node("propertyNames") : null,
        };
        if (names.Length > 0 || keyword.MinProperties > 0 || keyword.MaxProperties < long.MaxValue || keyword.Patterns.Length > 0
            || keyword.Additional is not null || keyword.PropertyNames is not null)
        {
            yield return keyword;
        }

        if (dialect.Applicators && DependentSchemas(reader) is { Length: > 0 } dependents)
        {
            yield return new DependentSchemasKeyword([.. dependents.Select(pair => pair.Name)], [.. dependents.Select(pair => pair.Node)]);
        }
    }

    private static IReadOnlyDictionary<string, SchemaValue> Members(KeywordReader reader, string keyword) =>
        reader.Schema.TryGet(keyword, out var value) ? value.Members : new Dictionary<string, SchemaValue>();

    private static string[] Texts(SchemaValue schema, string keyword) =>
        schema.TryGet(keyword, out var value) ? [.. value.Items.Select(item => item.AsText()).OfType<string>()] : [];

    private static IEnumerable<(string Name, string[] Needs)> Lists(KeywordReader reader, string keyword, bool counts) =>
        (counts ? Members(reader, keyword) : new Dictionary<string, SchemaValue>())
            .Where(member => member.Value.IsArray)
            .Select(member => (member.Key, member.Value.Items.Select(item => item.AsText()).OfType<string>().ToArray()));

    private static IEnumerable<(SchemaPattern, SchemaNode)> Patterns(KeywordReader reader)
    {
        foreach (var (source, value) in Members(reader, "patternProperties"))
        {
            if (reader.Compiler.PatternOf(value, source) is { } pattern && reader.NodeOf(value) is { } node)
            {
                yield return (pattern, node);
            }
        }
    }

    private static (string Name, SchemaNode Node)[] DependentSchemas(KeywordReader reader)
    {
        var members = Members(reader, "dependencies").AsEnumerable();
        if (reader.Dialect.Draft >= Draft.V201909)
        {
            members = members.Concat(Members(reader, "dependentSchemas"));
        }

        return [.. members.Where(member => member.Value.IsSchema && reader.NodeOf(member.Value) is not null)
            .Select(member => (member.Key, reader.NodeOf(member.Value)!))];
    }
}
