using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Evaluation;
using Portal.Contracts.JsonSchema.Keywords;

namespace Portal.Contracts.JsonSchema.Compilation;

/// <summary>Reads the keywords for arrays, whose names changed between the drafts.</summary>
internal static class ArrayKeywordReader
{
    public static IEnumerable<Keyword> Read(KeywordReader reader)
    {
        var (schema, dialect) = (reader.Schema, reader.Dialect);
        var (prefix, rest, restRule) = dialect.Applicators ? ReadItems(reader) : ([], null, "items");
        var contains = dialect.Applicators && dialect.Draft > Draft.V4 ? reader.Node("contains") : null;
        var counts = dialect.Validation && dialect.Draft >= Draft.V201909;
        var keyword = new ArrayKeyword
        {
            MinItems = (dialect.Validation ? reader.Count("minItems") : null) ?? 0,
            MaxItems = (dialect.Validation ? reader.Count("maxItems") : null) ?? long.MaxValue,
            Unique = dialect.Validation && schema.TryGet("uniqueItems", out var unique) && unique.Element.ValueKind == System.Text.Json.JsonValueKind.True,
            Prefix = prefix,
            Rest = rest,
            RestRule = restRule,
            Contains = contains,
            MinContains = (counts ? reader.Count("minContains") : null) ?? 1,
            MaxContains = (counts ? reader.Count("maxContains") : null) ?? long.MaxValue,
            ContainsEvaluates = dialect.Draft == Draft.V202012,
        };
        var isNeeded = keyword.MinItems > 0 || keyword.MaxItems < long.MaxValue || keyword.Unique || prefix.Length > 0 || rest is not null || contains is not null;
        return isNeeded ? [keyword] : [];
    }

    private static (SchemaNode[] Prefix, SchemaNode? Others, string OthersRule) ReadItems(KeywordReader reader)
    {
        var prefixKeyword = reader.Dialect.Draft == Draft.V202012 ? "prefixItems" : "items";
        if (reader.Schema.TryGet(prefixKeyword, out var prefix) && prefix.IsArray)
        {
            var restKeyword = reader.Dialect.Draft == Draft.V202012 ? "items" : "additionalItems";
            return ([.. prefix.Items.Select(reader.NodeOf).OfType<SchemaNode>()], reader.Node(restKeyword), restKeyword);
        }

        return ([], reader.Node("items"), "items");
    }
}
