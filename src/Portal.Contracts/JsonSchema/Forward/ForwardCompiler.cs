using System.Text.Json;
using Portal.Contracts.JsonSchema.Evaluation;
using Portal.Contracts.JsonSchema.Keywords;

namespace Portal.Contracts.JsonSchema.Forward;

/// <summary>
/// Makes schemas that judge while reading out of compiled ones. What they do not cover (unevaluated members, dynamic references,
/// constants with parts) is marked, and values of that kind are left to the complete judgement.
/// </summary>
internal sealed class ForwardCompiler
{
    // References that lead to references: longer ways are left to the complete judgement.
    private const int MaxWay = 16;

    private readonly Dictionary<SchemaNode, ForwardNode> _nodes = [];
    private readonly Queue<SchemaNode> _waiting = new();
    private int _longestWay = 1;

    private ForwardCompiler()
    {
    }

    /// <summary>Compiles a schema and all that it leads to.</summary>
    public static ForwardSchema Compile(SchemaNode root)
    {
        var compiler = new ForwardCompiler();
        var node = compiler.NodeOf(root);
        while (compiler._waiting.TryDequeue(out var schema))
        {
            compiler.Fill(compiler._nodes[schema], schema);
        }

        return new ForwardSchema(node, compiler._longestWay);
    }

    private ForwardNode NodeOf(SchemaNode schema)
    {
        var target = Follow(schema);
        if (target.Always == true)
        {
            return ForwardNode.Anything;
        }

        if (!_nodes.TryGetValue(target, out var node))
        {
            _nodes[target] = node = new ForwardNode();
            _waiting.Enqueue(target);
        }

        return node;
    }

    // A reference that stands alone is its target.
    private SchemaNode Follow(SchemaNode schema)
    {
        var way = 1;
        while (way < MaxWay && LoneReference(schema) is { } target)
        {
            (schema, way) = (target, way + 1);
        }

        _longestWay = way < MaxWay ? Math.Max(_longestWay, way) : _longestWay;
        return schema;
    }

    private static SchemaNode? LoneReference(SchemaNode schema) =>
        schema is { Always: null, Type: null, ForNumbers: [], ForStrings: [], ForArrays: [], ForObjects: [], ForAll: [AllOfKeyword only], UnevaluatedItems: null, UnevaluatedProperties: null }
            && only.SameValue.ToArray() is [var target] ? target : null;

    private void Fill(ForwardNode node, SchemaNode schema)
    {
        if (schema.Always == false || LoneReference(schema) is not null)
        {
            (node.Refused, node.Uncovered) = schema.Always == false ? (KindSet.All, KindSet.None) : (KindSet.None, KindSet.All);
            return;
        }

        var constants = schema.ForAll.OfType<ConstantKeyword>().ToArray();
        var applicators = schema.ForAll.Except(constants).Select(Applicator).ToArray();
        var onlyWholeNumbers = schema.Type is { } type && !type.Allows(JsonValueKind.Number) && type.AllowsNumber("1"u8);
        node.Refused = KindSet.Where(kind =>
            (schema.Type?.Allows(kind) == false && !(onlyWholeNumbers && kind == JsonValueKind.Number)) || constants.Any(constant => !constant.Has(kind)));
        node.Uncovered = applicators.Contains(null) ? KindSet.All : KindSet.Where(kind => !IsCovered(schema, constants, kind));
        node.WholeNumbers = onlyWholeNumbers ? schema.Type : null;
        node.ForStrings = [.. schema.ForStrings.OfType<IScalarKeyword>()];
        node.ForNumbers = [.. schema.ForNumbers.OfType<IScalarKeyword>()];
        node.ForScalars = constants;
        node.Applicators = [.. applicators.OfType<ForwardApplicator>()];
        node.Object = schema.ForObjects.OfType<ObjectKeyword>().FirstOrDefault() is { } members ? ObjectOf(members) : ForwardObject.Any;
        node.Array = schema.ForArrays.OfType<ArrayKeyword>().FirstOrDefault() is { } items ? ArrayOf(items) : ForwardArray.Any;
    }

    private static bool IsCovered(SchemaNode schema, ConstantKeyword[] constants, JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => schema.UnevaluatedProperties is null && constants.Length == 0
            && schema.ForObjects.All(keyword => keyword is ObjectKeyword { Names.Length: <= ForwardObject.MaxNames }),
        JsonValueKind.Array => schema.UnevaluatedItems is null && constants.Length == 0 && schema.ForArrays.All(keyword => keyword is ArrayKeyword),
        JsonValueKind.String => schema.ForStrings.All(keyword => keyword is IScalarKeyword),
        JsonValueKind.Number => schema.ForNumbers.All(keyword => keyword is IScalarKeyword),
        _ => true,
    };

    private ForwardApplicator? Applicator(Keyword keyword) => keyword switch
    {
        AllOfKeyword => new ForwardAllOf(NodesOf(keyword)),
        AnyOfKeyword => new ForwardAnyOf(NodesOf(keyword)),
        OneOfKeyword => new ForwardOneOf(NodesOf(keyword)),
        NotKeyword => new ForwardNot(NodesOf(keyword)[0]),
        ConditionKeyword condition => new ForwardCondition(NodeOf(condition.If), NodeOrNull(condition.Then), NodeOrNull(condition.Else)),
        _ => null,
    };

    private ForwardNode[] NodesOf(Keyword keyword) => [.. keyword.SameValue.Select(NodeOf)];

    private ForwardNode? NodeOrNull(SchemaNode? schema) => schema is null ? null : NodeOf(schema);

    private ForwardObject ObjectOf(ObjectKeyword keyword) => new()
    {
        MinProperties = keyword.MinProperties,
        MaxProperties = keyword.MaxProperties,
        Names = keyword.Table,
        Properties = [.. keyword.Properties.Select(NodeOrNull)],
        Required = keyword.Required,
        Dependencies = keyword.Dependencies,
        Patterns = [.. keyword.Patterns.Select(pair => (pair.Pattern, NodeOf(pair.Node)))],
        Additional = NodeOrNull(keyword.Additional),
        PropertyNames = NodeOrNull(keyword.PropertyNames),
    };

    private ForwardArray ArrayOf(ArrayKeyword keyword) => new()
    {
        MinItems = keyword.MinItems,
        MaxItems = keyword.MaxItems,
        Unique = keyword.Unique,
        Prefix = [.. keyword.Prefix.Select(NodeOf)],
        Rest = NodeOrNull(keyword.Rest),
        Contains = NodeOrNull(keyword.Contains),
        MinContains = keyword.MinContains,
        MaxContains = keyword.MaxContains,
    };
}
