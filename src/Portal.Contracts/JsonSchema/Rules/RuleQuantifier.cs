namespace Portal.Contracts.JsonSchema.Rules;

/// <summary><c>all</c>, <c>any</c>, <c>none</c>: a condition on the items that a path leads to; <c>.</c> is the item.</summary>
internal sealed class RuleQuantifier(string name, RulePath path, RuleNode condition) : RuleNode
{
    public override RuleValue Evaluate(RuleRun run)
    {
        var decided = First(run) is not null;
        return RuleValue.Of(name == "any" ? decided : !decided);
    }

    public override RulePlace? Blame(RuleRun run)
    {
        if (name == "any" || First(run) is not { } item)
        {
            return path.Blame(run);
        }

        var outer = run.Item;
        run.Item = item;
        var place = name == "all" ? condition.Blame(run) ?? item : item;
        run.Item = outer;
        return place;
    }

    // The first item that decides: of all the first for which the condition does not hold, else the first for which it does.
    private RulePlace? First(RuleRun run)
    {
        var outer = run.Item;
        RulePlace? found = null;
        foreach (var item in RuleAggregate.Items(path, run))
        {
            run.Item = item;
            if (!run.Step())
            {
                break;
            }

            if (condition.IsTrue(run) != (name == "all"))
            {
                found = item;
                break;
            }
        }

        run.Item = outer;
        return found;
    }
}

/// <summary><c>count</c>, <c>sum</c>, <c>min</c>, <c>max</c>, <c>avg</c>, <c>exists</c>, <c>distinct</c>: over what a path leads to.</summary>
internal sealed class RuleAggregate(string name, RulePath path) : RuleNode
{
    protected override IReadOnlyList<RuleNode> Operands => [path];

    /// <summary>The places of a path; of a path without <c>*</c> that leads to an array, its items.</summary>
    public static List<RulePlace> Items(RulePath path, RuleRun run)
    {
        var places = run.Find(path);
        return !path.IsMany && places is [{ Element.ValueKind: System.Text.Json.JsonValueKind.Array }]
            ? run.Find(new RulePath([.. path.Steps, null], path.IsRelative))
            : places;
    }

    public override RuleValue Evaluate(RuleRun run)
    {
        if (name == "exists")
        {
            return RuleValue.Of(run.Find(path).Count > 0);
        }

        var places = Items(path, run);
        if (name == "count")
        {
            return RuleValue.Of(places.Count);
        }

        if (name == "distinct")
        {
            var seen = new HashSet<System.Text.Json.JsonElement>(Values.JsonEquality.Instance);
            return RuleValue.Of(places.TrueForAll(place => run.Step() && seen.Add(place.Element)));
        }

        var numbers = new List<decimal>(places.Count);
        foreach (var place in places)
        {
            var value = RuleValue.Of(place.Element);
            if (value is not { Kind: RuleValueKind.Number or RuleValueKind.Nothing } number)
            {
                return run.Fail(value is null ? $"the number at {place.Pointer} is out of range" : $"{name}() is for numbers, and {place.Pointer} is {value.Value.Words}");
            }

            if (number.Kind == RuleValueKind.Number)
            {
                numbers.Add(number.Number);
            }
        }

        try
        {
            return name == "sum" ? RuleValue.Of(numbers.Sum())
                : numbers.Count == 0 ? RuleValue.Nothing
                : RuleValue.Of(name switch { "min" => numbers.Min(), "max" => numbers.Max(), _ => numbers.Average() });
        }
        catch (OverflowException)
        {
            return run.Fail("a number gets out of range");
        }
    }
}

/// <summary><c>if(condition, then, else)</c>.</summary>
internal sealed class RuleChoice(RuleNode condition, RuleNode then, RuleNode otherwise) : RuleNode
{
    protected override IReadOnlyList<RuleNode> Operands => [then, otherwise, condition];

    public override RuleValue Evaluate(RuleRun run) => condition.IsTrue(run) ? then.Evaluate(run) : otherwise.Evaluate(run);
}

/// <summary><c>matches(text, 'pattern')</c>.</summary>
internal sealed class RulePattern(RuleNode text, Patterns.SchemaPattern pattern) : RuleNode
{
    protected override IReadOnlyList<RuleNode> Operands => [text];

    public override RuleValue Evaluate(RuleRun run)
    {
        var value = text.Evaluate(run);
        if (value.Kind != RuleValueKind.Text)
        {
            return value.Kind == RuleValueKind.Nothing ? RuleValue.False : run.Fail($"matches() is for texts, not for {value.Words}");
        }

        var matches = pattern.IsMatch(value.Text, run.Patterns);
        return run.Patterns.Stopped is { } stopped ? run.Fail(stopped.TrimEnd('.')) : RuleValue.Of(matches);
    }
}

/// <summary>A function of plain values. Of nothing it is nothing.</summary>
internal sealed class RuleCall(string name, RuleFunction function, IReadOnlyList<RuleNode> arguments) : RuleNode
{
    protected override IReadOnlyList<RuleNode> Operands => arguments;

    public override RuleValue Evaluate(RuleRun run)
    {
        var values = new RuleValue[arguments.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i].Evaluate(run);
            if (values[i].Kind == RuleValueKind.Nothing || !run.Step())
            {
                return RuleValue.Nothing;
            }

            if (function.Parameters[i] is { } wanted && values[i].Kind != wanted)
            {
                return run.Fail($"{name}() does not take {values[i].Words}");
            }
        }

        return function.Apply(values, run);
    }
}
