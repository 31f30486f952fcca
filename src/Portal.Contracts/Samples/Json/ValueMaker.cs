using System.Text.Json;
using Portal.Contracts.JsonSchema.Compilation;
using Portal.Contracts.JsonSchema.Documents;
using Portal.Contracts.JsonSchema.Keywords;
using Portal.Contracts.Samples.Values;

namespace Portal.Contracts.Samples.Json;

/// <summary>Makes a value for schemas: it tries branches and kinds in turn and asks the validator about each.</summary>
internal sealed class ValueMaker
{
    private const int MaxAttempts = 24;
    private const int MaxConstants = 200;

    // Optional members are for the outer levels: a sample is to be read.
    private const int RoomyDepth = 4;

    private static readonly TypeMask[] Preferred =
        [TypeMask.Object, TypeMask.Array, TypeMask.String, TypeMask.Integer, TypeMask.Number, TypeMask.Boolean, TypeMask.Null];

    private static readonly (string[] Keywords, TypeMask Kind)[] Hints =
    [
        (["properties", "required", "patternProperties", "additionalProperties", "minProperties", "propertyNames", "dependentRequired"], TypeMask.Object),
        (["items", "prefixItems", "minItems", "contains", "uniqueItems", "additionalItems"], TypeMask.Array),
        (["pattern", "minLength", "maxLength", "format", "contentEncoding", "contentMediaType"], TypeMask.String),
        (["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"], TypeMask.Number),
    ];

    private readonly SchemaRegistry _registry;
    private readonly SchemaResource _root;
    private readonly SampleBudget _budget;
    private readonly ObjectMaker _objects;
    private readonly ArrayMaker _arrays;
    private readonly StringMaker _strings;
    private readonly HashSet<SchemaValue> _open = [];
    private readonly int _maxDepth;
    private readonly bool _isRoomy;

    /// <param name="registry">The contract's documents.</param>
    /// <param name="compiler">The contract's compiled schemas.</param>
    /// <param name="root">The resource of the schema itself.</param>
    /// <param name="budget">How much may be tried.</param>
    /// <param name="maxDepth">How deep values may nest.</param>
    /// <param name="isRoomy">Whether more than the least is wanted.</param>
    public ValueMaker(SchemaRegistry registry, SchemaCompiler compiler, SchemaResource root, SampleBudget budget, int maxDepth, bool isRoomy)
    {
        (_registry, _root, _budget, _maxDepth, _isRoomy) = (registry, root, budget, maxDepth, isRoomy);
        Check = new SampleCheck(compiler, budget);
        (_objects, _arrays, _strings) = (new ObjectMaker(this), new ArrayMaker(this), new StringMaker(this));
    }

    public SampleCheck Check { get; }

    public bool IsSpent => _budget.IsSpent;

    /// <summary>A value as JSON text; null when none was found.</summary>
    public string? Make(SamplePlace place)
    {
        if (place.Depth > _maxDepth || !_budget.Spend())
        {
            return null;
        }

        var opened = place.Schemas.Where(_open.Add).ToArray();
        place = place with { IsRoomy = _isRoomy && place.Depth < RoomyDepth && opened.Length == place.Schemas.Count };
        var made = Try(place);
        _open.ExceptWith(opened);
        return made;
    }

    private string? Try(SamplePlace place)
    {
        for (var (attempt, limit) = (0, MaxAttempts); attempt < limit && !_budget.IsSpent; attempt++)
        {
            // Every other attempt makes the least that is asked for, which alternatives refuse less often.
            var parts = new SchemaParts(_registry, _root, new BranchDraw(attempt / 2));
            var wanted = place with { Variant = place.Variant + (attempt / 2), IsRoomy = place.IsRoomy && attempt % 2 == 0 };
            if (place.Schemas.All(parts.Add) && MakeFrom(parts, wanted) is { } made && Check.Fits(place.Schemas, made))
            {
                return made;
            }

            limit = Math.Min(MaxAttempts, (parts.Draw.Combinations * 2) + 6);
            _budget.Spend();
        }

        return null;
    }

    private string? MakeFrom(SchemaParts parts, SamplePlace place)
    {
        if (Constants(parts) is { } constants)
        {
            return LikelyText.Rotate(constants, place.Variant).FirstOrDefault(text => Check.Fits(place.Schemas, text));
        }

        if (Proposed(parts).FirstOrDefault(text => Check.Fits(place.Schemas, text)) is { } proposed)
        {
            return proposed;
        }

        var kinds = Kinds(parts).ToArray();
        return kinds.Length == 0 ? null : kinds[parts.Draw.Next(kinds.Length)] switch
        {
            TypeMask.Object => _objects.Make(parts, place),
            TypeMask.Array => _arrays.Make(parts, place),
            TypeMask.String => _strings.Make(parts, place),
            TypeMask.Boolean => place.Variant % 2 == 0 ? "true" : "false",
            TypeMask.Null => "null",
            var number => NumberMaker.Make(parts, place, isWhole: number == TypeMask.Integer, Check),
        };
    }

    // The shortest list of all says most; the others are left to the validator.
    private static string[]? Constants(SchemaParts parts)
    {
        var single = parts.Each("const").Where(value => value.Document is not null).Select(value => value.Element.GetRawText()).FirstOrDefault();
        return single is not null ? [single]
            : parts.Each("enum").Where(list => list.IsArray).MinBy(list => list.Items.Count)?.Items
                .Take(MaxConstants).Select(item => item.Element.GetRawText()).ToArray();
    }

    // What the author wrote as an example is the best sample of all.
    private static IEnumerable<string> Proposed(SchemaParts parts) =>
        parts.Each("examples").SelectMany(list => list.Items).Concat(parts.Each("example")).Concat(parts.Each("default"))
            .Take(10).Select(value => value.Element.GetRawText());

    private static IEnumerable<TypeMask> Kinds(SchemaParts parts)
    {
        var allowed = parts.Types();
        if (allowed.HasFlag(TypeMask.Number))
        {
            allowed &= ~TypeMask.Integer;
        }

        var hinted = Hints.Where(hint => hint.Keywords.Any(keyword => parts.Each(keyword).Any())).Select(hint => hint.Kind).ToArray();
        var likely = hinted.Select(kind => kind == TypeMask.Number && !allowed.HasFlag(TypeMask.Number) ? TypeMask.Integer : kind);

        // A value that nothing describes is a text.
        var order = parts.Each("type").Any() ? Preferred : [TypeMask.String, .. Preferred];
        return likely.Concat(order).Distinct().Where(kind => (allowed & kind) != 0);
    }
}
