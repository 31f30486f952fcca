using System.Text.Json;
using Portal.Contracts.Fields;
using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Values;

namespace Portal.Contracts.JsonSchema.Properties;

/// <summary>The <c>x-portal-*</c> keywords of a schema.</summary>
internal static class JsonMarks
{
    private const string Prefix = "x-portal-";

    /// <summary>The marks of one schema, without what it refers to; those that are wrong do not count.</summary>
    public static FieldMarks Of(SchemaValue schema)
    {
        var marks = FieldMarks.None;
        foreach (var (name, value) in schema.Members)
        {
            if (name.StartsWith(Prefix, StringComparison.Ordinal) && value.Element.ValueKind is JsonValueKind.True or JsonValueKind.Object)
            {
                var word = name[Prefix.Length..];
                marks = word == "private" ? marks with { IsPrivate = true }
                    : word == "measure" ? marks with
                    {
                        Role = FieldRole.Measure,
                        Unit = value.Text("unit"),
                        Aggregation = MarkWords.AggregationOf(value.Text("aggregation") ?? "sum") ?? FieldAggregation.Sum,
                    }
                    : MarkWords.RoleOf(word) is { } role ? marks with { Role = role } : marks;
            }
        }

        return marks;
    }

    /// <summary>What is wrong with the marks of all schemas in the documents of a contract.</summary>
    public static IEnumerable<SchemaError> Check(SchemaRegistry registry) =>
        registry.DocumentRoots.ToArray().SelectMany(Schemas).Where(schema => schema.Members.Keys.Any(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
            .SelectMany(schema => Problems(schema, registry));

    private static IEnumerable<SchemaValue> Schemas(SchemaValue root)
    {
        var open = new Stack<SchemaValue>([root]);
        while (open.TryPop(out var schema))
        {
            yield return schema;
            foreach (var child in schema.Resource is { } resource ? SubschemaKeywords.Of(schema, resource.Dialect.Draft).Reverse() : [])
            {
                open.Push(child);
            }
        }
    }

    private static IEnumerable<SchemaError> Problems(SchemaValue schema, SchemaRegistry registry)
    {
        var roles = new List<SchemaValue>();
        foreach (var (name, value) in schema.Members.Where(member => member.Key.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var word = name[Prefix.Length..];
            if (MarkWords.RoleOf(word) is null && word != "private")
            {
                yield return value.Error($"'{JsonText.Cut(name)}' is not a mark: use x-portal-measure, x-portal-dimension, x-portal-key or x-portal-private.");
            }
            else if (value.Element.ValueKind is not (JsonValueKind.True or JsonValueKind.False) && !(word == "measure" && value.IsObject))
            {
                yield return value.Error(word == "measure" ? $"'{name}' is true, or an object with unit and aggregation." : $"'{name}' is true or false.");
            }
            else if (word != "private" && value.Element.ValueKind != JsonValueKind.False)
            {
                roles.Add(value);
                foreach (var problem in word == "measure" ? MeasureProblems(value) : [])
                {
                    yield return problem;
                }

                var together = JsonFields.Together(schema, registry);
                var kind = JsonFields.KindOf(together);
                for (var depth = 0; kind == FieldKind.Array && depth < 3 && JsonFields.ItemsOf(together) is { } items; depth++)
                {
                    together = JsonFields.Together(items, registry);
                    kind = JsonFields.KindOf(together) is var item and not (FieldKind.Object or FieldKind.Any) ? item : kind;
                }

                if (MarkWords.Contradiction(MarkWords.RoleOf(word)!.Value, kind) is { } contradiction)
                {
                    yield return value.Error(contradiction);
                }
            }
        }

        if (roles.Count > 1)
        {
            yield return roles[1].Error("A field is a measure, a dimension or a key, not two of them.");
        }
    }

    private static IEnumerable<SchemaError> MeasureProblems(SchemaValue measure)
    {
        foreach (var (name, value) in measure.Members)
        {
            var text = value.AsText();
            var problem = name switch
            {
                "unit" => text is null ? "A unit is a text." : MarkWords.UnitProblem(text),
                "aggregation" => text is not null && MarkWords.AggregationOf(text) is not null ? null : MarkWords.UnknownAggregation(text ?? value.Element.GetRawText()),
                _ => $"A measure has a unit and an aggregation, no '{JsonText.Cut(name)}'.",
            };
            if (problem is not null)
            {
                yield return value.Error(problem);
            }
        }
    }
}
