namespace Portal.Contracts.JsonSchema.Rules;

/// <summary>The pieces of an expression, taken one after another, and the first thing that is wrong with them.</summary>
internal sealed class RuleTokens(List<RuleToken> tokens)
{
    private int _next;

    /// <summary>What comes next; the last one is the end.</summary>
    public RuleToken Current => tokens[_next];

    /// <summary>What is wrong; null as long as nothing is.</summary>
    public RuleProblem? Problem { get; private set; }

    /// <summary>Whether nothing is wrong yet.</summary>
    public bool IsFine => Problem is null;

    /// <summary>Takes what comes next, whatever it is.</summary>
    public RuleToken Take() => tokens[_next++];

    /// <summary>Takes a word, if it comes next.</summary>
    public bool TakeName(string word)
    {
        var taken = Current.Kind == RuleTokenKind.Name && Current.Text == word;
        _next += taken ? 1 : 0;
        return taken;
    }

    /// <summary>Takes a sign, if it comes next.</summary>
    public bool TakeSign(string sign)
    {
        var taken = Current.Kind == RuleTokenKind.Sign && Current.Text == sign;
        _next += taken ? 1 : 0;
        return taken;
    }

    /// <summary>Takes a sign, which has to come next.</summary>
    public bool Expect(string sign, string? problem = null)
    {
        if (IsFine && !TakeSign(sign))
        {
            if (problem is null)
            {
                Unexpected($"'{sign}'");
            }
            else
            {
                Fail(problem, Current.At);
            }
        }

        return IsFine;
    }

    /// <summary>Says what should stand here.</summary>
    public RuleConstant Unexpected(string wanted) =>
        Fail(Current.Kind == RuleTokenKind.End ? $"The expression ends where {wanted} is expected." : $"'{Current.Text}' stands where {wanted} is expected.", Current.At);

    /// <summary>The first problem counts; the rest is read on without harm, and ends soon because nothing takes a piece any more.</summary>
    public RuleConstant Fail(string message, int at)
    {
        Problem ??= new RuleProblem(message, at);
        return new RuleConstant(RuleValue.Nothing);
    }
}
