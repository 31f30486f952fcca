namespace Portal.Contracts.JsonSchema.Documents;

/// <summary>
/// Where a schema holds other schemas. Identifiers count only there: what stands in <c>const</c>, <c>enum</c> or a
/// keyword that the draft does not know is data.
/// </summary>
internal static class SubschemaKeywords
{
    private enum Shape
    {
        One,
        Many,
        OneOrMany,
        Named,
    }

    private static readonly Dictionary<string, (Shape Shape, Draft From, Draft To)> Known = new(StringComparer.Ordinal)
    {
        ["allOf"] = (Shape.Many, Draft.V4, Draft.V202012),
        ["anyOf"] = (Shape.Many, Draft.V4, Draft.V202012),
        ["oneOf"] = (Shape.Many, Draft.V4, Draft.V202012),
        ["not"] = (Shape.One, Draft.V4, Draft.V202012),
        ["properties"] = (Shape.Named, Draft.V4, Draft.V202012),
        ["patternProperties"] = (Shape.Named, Draft.V4, Draft.V202012),
        ["additionalProperties"] = (Shape.One, Draft.V4, Draft.V202012),
        ["definitions"] = (Shape.Named, Draft.V4, Draft.V202012),
        ["dependencies"] = (Shape.Named, Draft.V4, Draft.V202012),
        ["items"] = (Shape.OneOrMany, Draft.V4, Draft.V202012),
        ["additionalItems"] = (Shape.One, Draft.V4, Draft.V201909),
        ["contains"] = (Shape.One, Draft.V6, Draft.V202012),
        ["propertyNames"] = (Shape.One, Draft.V6, Draft.V202012),
        ["if"] = (Shape.One, Draft.V7, Draft.V202012),
        ["then"] = (Shape.One, Draft.V7, Draft.V202012),
        ["else"] = (Shape.One, Draft.V7, Draft.V202012),
        ["$defs"] = (Shape.Named, Draft.V201909, Draft.V202012),
        ["dependentSchemas"] = (Shape.Named, Draft.V201909, Draft.V202012),
        ["unevaluatedItems"] = (Shape.One, Draft.V201909, Draft.V202012),
        ["unevaluatedProperties"] = (Shape.One, Draft.V201909, Draft.V202012),
        ["contentSchema"] = (Shape.One, Draft.V201909, Draft.V202012),
        ["prefixItems"] = (Shape.Many, Draft.V202012, Draft.V202012),
    };

    /// <summary>The schemas directly inside a schema.</summary>
    public static IEnumerable<SchemaValue> Of(SchemaValue schema, Draft draft)
    {
        foreach (var (name, value) in schema.Members)
        {
            if (!Known.TryGetValue(name, out var keyword) || draft < keyword.From || draft > keyword.To)
            {
                continue;
            }

            foreach (var child in Children(keyword.Shape, value).Where(child => child.IsSchema))
            {
                yield return child;
            }
        }
    }

    private static IEnumerable<SchemaValue> Children(Shape shape, SchemaValue value) => shape switch
    {
        Shape.Named => value.Members.Values,
        Shape.Many => value.Items,
        Shape.OneOrMany when value.IsArray => value.Items,
        _ => [value],
    };
}
