namespace Portal.Contracts.JsonSchema.Rules;

/// <summary>What a piece of an expression is.</summary>
internal enum RuleTokenKind
{
    Number,
    Text,
    Name,
    Path,
    Sign,
    End,
}

/// <summary>A piece of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The piece; of a text what it says.</param>
/// <param name="At">Where it begins, from 0.</param>
/// <param name="Steps">The steps of a path, null for <c>*</c>; null for all else.</param>
internal sealed record RuleToken(RuleTokenKind Kind, string Text, int At, IReadOnlyList<string?>? Steps = null);

/// <summary>Why an expression is none.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="At">Where, from 0.</param>
internal sealed record RuleProblem(string Message, int At);
