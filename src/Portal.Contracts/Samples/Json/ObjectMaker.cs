using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.Samples.Patterns;

namespace Portal.Contracts.Samples.Json;

/// <summary>Makes objects: what is required, what that calls for, a few optional members, and more where a least number is asked for.</summary>
internal sealed class ObjectMaker(ValueMaker values)
{
    private const int MaxMembers = 2_000;
    private const int MaxOptional = 8;
    private const int MaxOptionalDeep = 3;
    private const int MaxRounds = 20;

    private static readonly string[] DependencyKeywords = ["dependencies", "dependentRequired", "dependentSchemas"];

    public string? Make(SchemaParts parts, SamplePlace place)
    {
        var names = Names(parts, place);
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        var length = 0L;
        foreach (var (name, isNeeded) in names)
        {
            var made = Member(parts, place, name);
            if (made is null && isNeeded)
            {
                return null;
            }

            if (made is not null)
            {
                members[name] = made;
                length += made.Length + name.Length;
            }

            if (length > SampleBudget.MaxLength)
            {
                return null;
            }
        }

        Fill(parts, place, members);
        return $"{{{string.Join(',', members.Select(member => $"{SampleCheck.Quote(member.Key)}:{member.Value}"))}}}";
    }

    // In the order of their declaration; those that must be there are marked.
    private static List<(string Name, bool IsNeeded)> Names(SchemaParts parts, SamplePlace place)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        var declared = parts.Each("properties").SelectMany(properties => properties.Members.Keys).Distinct().ToList();
        AddNeeded(parts, needed);
        var most = parts.Smallest("maxProperties", MaxMembers);
        var optional = place.IsRoomy ? declared.Where(name => !needed.Contains(name))
            .Take((int)Math.Clamp(most - needed.Count, 0, place.Depth < 2 ? MaxOptional : MaxOptionalDeep)).ToHashSet() : [];

        // What optional members call for is needed too.
        AddNeeded(parts, needed, optional);
        declared = [.. parts.Each("properties").SelectMany(properties => properties.Members.Keys).Distinct()];
        return [.. declared.Where(name => needed.Contains(name) || optional.Contains(name)).Concat(needed).Distinct()
            .Take(MaxMembers).Select(name => (name, needed.Contains(name)))];
    }

    private static void AddNeeded(SchemaParts parts, HashSet<string> needed, HashSet<string>? optional = null)
    {
        for (var (round, before) = (0, -1); round < MaxRounds && before != needed.Count + parts.All.Count; round++)
        {
            before = needed.Count + parts.All.Count;
            needed.UnionWith(parts.Each("required").SelectMany(list => list.Items).Select(item => item.AsText()).OfType<string>());
            bool IsThere(string name) => needed.Contains(name) || optional?.Contains(name) == true;
            foreach (var (name, calledFor) in parts.All.SelectMany(Dependencies).Where(pair => IsThere(pair.Key)).ToArray())
            {
                if (calledFor.IsArray)
                {
                    needed.UnionWith(calledFor.Items.Select(item => item.AsText()).OfType<string>());
                }
                else if (calledFor.Resource is not null)
                {
                    parts.Add(calledFor);
                }
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, SchemaValue>> Dependencies(SchemaValue part) =>
        DependencyKeywords
            .SelectMany(keyword => part.TryGet(keyword, out var value) ? value.Members.AsEnumerable() : []);

    private string? Member(SchemaParts parts, SamplePlace place, string name) =>
        For(parts, name) is { } schemas && IsNameAllowed(parts, name)
            ? values.Make(new SamplePlace(schemas, name, place.Depth + 1, place.Variant))
            : null;

    private bool IsNameAllowed(SchemaParts parts, string name) =>
        parts.Each("propertyNames").ToArray() is not { Length: > 0 } rules || values.Check.Fits(rules, SampleCheck.Quote(name));

    // The schemas of a member by its name; null when it may not be there.
    private List<SchemaValue>? For(SchemaParts parts, string name)
    {
        var schemas = new List<SchemaValue>();
        foreach (var part in parts.All)
        {
            var own = Own(part, name).ToArray();
            if (own.Length == 0 && part.TryGet("additionalProperties", out var additional) && additional.Resource is not null)
            {
                own = [additional];
            }

            schemas.AddRange(own);
        }

        if (schemas.Count == 0)
        {
            schemas.AddRange(parts.Each("unevaluatedProperties").Where(schema => schema.Resource is not null));
        }

        return schemas.Any(schema => schema.Element.ValueKind == System.Text.Json.JsonValueKind.False) ? null : schemas;
    }

    private IEnumerable<SchemaValue> Own(SchemaValue part, string name)
    {
        if (part.TryGet("properties", out var properties) && properties.TryGet(name, out var own))
        {
            yield return own;
        }

        foreach (var (pattern, schema) in part.TryGet("patternProperties", out var patterns) ? patterns.Members : new Dictionary<string, SchemaValue>())
        {
            if (values.Check.IsMatch(schema, pattern, name))
            {
                yield return schema;
            }
        }
    }

    // Objects that are maps get one member to show what it looks like.
    private void Fill(SchemaParts parts, SamplePlace place, Dictionary<string, string> members)
    {
        var isMap = place.IsRoomy && members.Count == 0 && !parts.Each("properties").Any()
            && (parts.Each("patternProperties").Any() || parts.Each("additionalProperties").Any(schema => schema.IsObject));
        var least = Math.Max(parts.Largest("minProperties", 0), isMap ? 1 : 0);
        if (members.Count >= least || least > MaxMembers)
        {
            return;
        }

        foreach (var name in Invented(parts, place, (int)least))
        {
            if (members.Count >= least || values.IsSpent)
            {
                return;
            }

            if (!members.ContainsKey(name) && Member(parts, place, name) is { } made)
            {
                members.Add(name, made);
            }
        }
    }

    private IEnumerable<string> Invented(SchemaParts parts, SamplePlace place, int count)
    {
        foreach (var name in parts.Each("properties").SelectMany(properties => properties.Members.Keys))
        {
            yield return name;
        }

        foreach (var pattern in parts.Each("patternProperties").SelectMany(patterns => patterns.Members.Keys))
        {
            for (var variant = 0; variant < count; variant++)
            {
                foreach (var name in PatternSampler.Of(pattern, isXml: false, place.Variant + variant, 0, 100).Take(4))
                {
                    yield return name;
                }
            }
        }

        var rules = parts.Each("propertyNames").ToArray();
        for (var variant = 0; variant < count * 2 && rules.Length > 0; variant++)
        {
            if (values.Make(new SamplePlace(rules, "name", place.Depth + 1, place.Variant + variant)) is ['"', ..] name)
            {
                yield return System.Text.Json.JsonSerializer.Deserialize<string>(name)!;
            }
        }

        for (var number = 1; number <= count + members(place); number++)
        {
            yield return $"sample{number}";
        }

        static int members(SamplePlace place) => 10 + place.Depth;
    }
}
