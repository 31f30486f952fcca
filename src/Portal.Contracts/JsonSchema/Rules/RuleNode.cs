namespace Portal.Contracts.JsonSchema.Rules;

/// <summary>A part of an expression.</summary>
internal abstract class RuleNode
{
    /// <summary>What it comes to. What cannot be decided is given up in the run.</summary>
    public abstract RuleValue Evaluate(RuleRun run);

    /// <summary>The place to show when it does not hold; null when no place can be named. Only asked of what does not hold.</summary>
    public virtual RulePlace? Blame(RuleRun run) => Operands.Select(operand => operand.Blame(run)).FirstOrDefault(place => place is not null);

    /// <summary>What it is put together from.</summary>
    protected virtual IReadOnlyList<RuleNode> Operands => [];

    /// <summary>A condition's verdict; given up when it is neither true nor false.</summary>
    public bool IsTrue(RuleRun run)
    {
        var value = Evaluate(run);
        if (value.Kind is not (RuleValueKind.Truth or RuleValueKind.Nothing))
        {
            run.Fail($"{value.Words} is neither true nor false");
        }

        return value.IsTrue;
    }
}

/// <summary>A value as written.</summary>
internal sealed class RuleConstant(RuleValue value) : RuleNode
{
    public RuleValue Value => value;

    public override RuleValue Evaluate(RuleRun run) => value;
}

/// <summary>The value at a path that leads to one place at most.</summary>
internal sealed class RulePath(IReadOnlyList<string?> steps, bool isRelative) : RuleNode
{
    public IReadOnlyList<string?> Steps => steps;

    public bool IsRelative => isRelative;

    /// <summary>Whether it can lead to several places.</summary>
    public bool IsMany => steps.Contains(null);

    public override RuleValue Evaluate(RuleRun run)
    {
        var places = run.Find(this);
        return places.Count == 0 ? RuleValue.Nothing : RuleValue.Of(places[0].Element) ?? run.Fail($"the number at {places[0].Pointer} is out of range");
    }

    public override RulePlace? Blame(RuleRun run)
    {
        // What is not there is shown at the deepest part around it that is.
        for (var length = steps.Count; length > 0; length--)
        {
            if (run.Find(new RulePath([.. steps.Take(length)], isRelative)) is [var first, ..])
            {
                return first;
            }
        }

        return isRelative ? run.Item : null;
    }
}

/// <summary>A list as written: <c>[1, 2]</c>.</summary>
internal sealed class RuleList(IReadOnlyList<RuleNode> items) : RuleNode
{
    public IReadOnlyList<RuleNode> Items => items;

    protected override IReadOnlyList<RuleNode> Operands => items;

    public override RuleValue Evaluate(RuleRun run) => run.Fail("a list stands behind 'in' only");
}

/// <summary><c>not</c>.</summary>
internal sealed class RuleNot(RuleNode operand) : RuleNode
{
    protected override IReadOnlyList<RuleNode> Operands => [operand];

    public override RuleValue Evaluate(RuleRun run) => RuleValue.Of(!operand.IsTrue(run));
}

/// <summary><c>and</c>, <c>or</c>, <c>implies</c>; what the left side decides is not asked of the right one.</summary>
internal sealed class RuleJoin(string name, RuleNode left, RuleNode right) : RuleNode
{
    protected override IReadOnlyList<RuleNode> Operands => [left, right];

    public override RuleValue Evaluate(RuleRun run) => RuleValue.Of(name switch
    {
        "and" => left.IsTrue(run) && right.IsTrue(run),
        "or" => left.IsTrue(run) || right.IsTrue(run),
        _ => !left.IsTrue(run) || right.IsTrue(run),
    });

    public override RulePlace? Blame(RuleRun run) => name switch
    {
        "and" => !left.IsTrue(run) ? left.Blame(run) : right.Blame(run),
        "implies" => right.Blame(run) ?? left.Blame(run),
        _ => base.Blame(run),
    };
}

/// <summary>A comparison.</summary>
internal sealed class RuleComparison(string sign, RuleNode left, RuleNode right) : RuleNode
{
    protected override IReadOnlyList<RuleNode> Operands => [left, right];

    public override RuleValue Evaluate(RuleRun run)
    {
        var (x, y) = (left.Evaluate(run), right.Evaluate(run));
        if (sign is "=" or "!=")
        {
            return RuleValue.Of(RuleValue.AreEqual(x, y) == (sign == "="));
        }

        if (x.Kind == RuleValueKind.Nothing || y.Kind == RuleValueKind.Nothing)
        {
            return RuleValue.False;
        }

        if (x.Kind != y.Kind || x.Kind is not (RuleValueKind.Number or RuleValueKind.Moment))
        {
            return run.Fail(x.Kind == RuleValueKind.Text && y.Kind == RuleValueKind.Text
                ? "texts have no order; compare number(), date() or moment() of them" : $"{x.Words} and {y.Words} have no order");
        }

        var order = x.Kind == RuleValueKind.Number ? x.Number.CompareTo(y.Number) : x.Moment.CompareTo(y.Moment);
        return RuleValue.Of(sign switch { "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 });
    }
}

/// <summary><c>in</c>: whether a value is one of a list.</summary>
internal sealed class RuleMembership(RuleNode value, RuleList list) : RuleNode
{
    protected override IReadOnlyList<RuleNode> Operands => [value, list];

    public override RuleValue Evaluate(RuleRun run)
    {
        var wanted = value.Evaluate(run);
        return RuleValue.Of(list.Items.Any(item => run.Step() && RuleValue.AreEqual(wanted, item.Evaluate(run))));
    }
}

/// <summary>Arithmetic; <c>+</c> joins texts too.</summary>
internal sealed class RuleArithmetic(string sign, RuleNode left, RuleNode right) : RuleNode
{
    private const int MaxText = 100_000;

    protected override IReadOnlyList<RuleNode> Operands => [left, right];

    public override RuleValue Evaluate(RuleRun run)
    {
        var (x, y) = (left.Evaluate(run), right.Evaluate(run));
        if (x.Kind == RuleValueKind.Nothing || y.Kind == RuleValueKind.Nothing)
        {
            return RuleValue.Nothing;
        }

        if (sign == "+" && x.Kind == RuleValueKind.Text && y.Kind == RuleValueKind.Text)
        {
            return x.Text.Length + y.Text.Length > MaxText ? run.Fail("the text gets too long") : RuleValue.Of(x.Text + y.Text);
        }

        if (x.Kind != RuleValueKind.Number || y.Kind != RuleValueKind.Number)
        {
            return run.Fail($"'{sign}' is for numbers, not for {(x.Kind == RuleValueKind.Number ? y : x).Words}");
        }

        try
        {
            return sign switch
            {
                "+" => RuleValue.Of(x.Number + y.Number),
                "-" => RuleValue.Of(x.Number - y.Number),
                "*" => RuleValue.Of(x.Number * y.Number),
                _ when y.Number == 0 => run.Fail("it divides by zero"),
                "/" => RuleValue.Of(x.Number / y.Number),
                _ => RuleValue.Of(x.Number % y.Number),
            };
        }
        catch (OverflowException)
        {
            return run.Fail("a number gets out of range");
        }
    }
}
