using System.Text;
using Portal.Contracts.JsonSchema.Documents;

namespace Portal.Contracts.Samples.Json;

/// <summary>Makes arrays: as many items as asked for, those that <c>contains</c> wants among them, none twice where that is refused.</summary>
internal sealed class ArrayMaker(ValueMaker values)
{
    private const int MaxItems = 2_000;
    private const int TriesForUnique = 20;

    public string? Make(SchemaParts parts, SamplePlace place)
    {
        var least = parts.Largest("minItems", 0);
        var most = Math.Min(parts.Smallest("maxItems", MaxItems), MaxItems);
        var contained = Contained(parts);
        var count = Math.Max(least, contained.Count);
        if (place.IsRoomy)
        {
            count = Math.Max(count, Math.Min(most, Math.Max(1, parts.Each("prefixItems").Concat(parts.Each("items")).Max(items => (int?)items.Items.Count) ?? 1)));
        }

        if (count > MaxItems)
        {
            return null;
        }

        var isUnique = parts.IsTrue("uniqueItems");
        var items = new List<string>();
        var length = 0L;
        for (var at = 0; at < count; at++)
        {
            // Those that are asked for stand at the end, behind what has a place of its own.
            var asked = at >= count - contained.Count ? contained[(int)(at - (count - contained.Count))] : null;
            var made = Item(parts, place, at, asked, isUnique ? items : null);
            if (made is null)
            {
                return items.Count >= least && contained.Count == 0 ? Write(items) : null;
            }

            items.Add(made);
            length += made.Length;
            if (length > SampleBudget.MaxLength)
            {
                return null;
            }
        }

        return Write(items);
    }

    private static string Write(List<string> items) => new StringBuilder("[").AppendJoin(',', items).Append(']').ToString();

    private string? Item(SchemaParts parts, SamplePlace place, int at, SchemaValue? asked, List<string>? others)
    {
        var schemas = For(parts, at);
        if (asked is not null)
        {
            schemas.Add(asked);
        }

        for (var tries = 0; tries < (others is null ? 1 : TriesForUnique); tries++)
        {
            var made = values.Make(new SamplePlace(schemas, Singular(place.Name), place.Depth + 1, place.Variant + at + (tries * (at + 1))));
            if (made is null || others is null || !others.Contains(made))
            {
                return made;
            }
        }

        return null;
    }

    private static List<SchemaValue> Contained(SchemaParts parts)
    {
        var wanted = new List<SchemaValue>();
        foreach (var part in parts.All)
        {
            if (part.TryGet("contains", out var schema) && schema.Resource is { Dialect.Draft: > Draft.V4 })
            {
                var least = part.TryGet("minContains", out var count) && count.Element.TryGetDouble(out var number) ? number : 1;
                wanted.AddRange(Enumerable.Repeat(schema, (int)Math.Min(least, MaxItems + 1)));
            }
        }

        return wanted;
    }

    // The schemas of an item by its place, whose keywords changed their names between the drafts.
    private static List<SchemaValue> For(SchemaParts parts, int at)
    {
        var schemas = new List<SchemaValue>();
        foreach (var part in parts.All)
        {
            var isNewest = part.Resource!.Dialect.Draft == Draft.V202012;
            var hasPlaces = part.TryGet(isNewest ? "prefixItems" : "items", out var places) && places.IsArray;
            var others = part.Members.GetValueOrDefault(isNewest || !hasPlaces ? "items" : "additionalItems");
            var own = hasPlaces && at < places!.Items.Count ? places.Items[at] : others;
            if (own?.Resource is not null)
            {
                schemas.Add(own);
            }
        }

        return schemas.Count > 0 ? schemas : [.. parts.Each("unevaluatedItems").Where(schema => schema.Resource is not null)];
    }

    private static string Singular(string name) =>
        name.EndsWith("ies", StringComparison.Ordinal) ? name[..^3] + "y"
        : name.EndsWith('s') && !name.EndsWith("ss", StringComparison.Ordinal) && name.Length > 3 ? name[..^1]
        : name;
}
