namespace Portal.Contracts.Design;

/// <summary>How much a piece of advice weighs.</summary>
public enum DesignSeverity
{
    /// <summary>Worth a thought.</summary>
    Hint,

    /// <summary>Consumers will miss it.</summary>
    Advice,

    /// <summary>Likely to harm somebody: a person's data unmarked.</summary>
    Warning,
}

/// <summary>Advice on the draft of a contract.</summary>
/// <param name="Id">Which check it comes from, for example <c>subject-id</c>; stable.</param>
/// <param name="Severity">How much it weighs.</param>
/// <param name="Path">The property that it is about, as <see cref="ContractProperty.Path"/>; null for the whole.</param>
/// <param name="Advice">What to do, and why, for people.</param>
public sealed record DesignFinding(string Id, DesignSeverity Severity, string? Path, string Advice);
