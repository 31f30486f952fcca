namespace Portal.Events.Entries;

/// <summary>What the contract in force said of an entry when it came in.</summary>
public enum Conformance
{
    /// <summary>No contract applied to it.</summary>
    Unchecked,

    /// <summary>It met its contract.</summary>
    Valid,

    /// <summary>It broke its contract and was kept, flagged.</summary>
    Invalid,
}

/// <summary>One way in which a payload breaks its contract.</summary>
/// <param name="Path">Where: a JSON Pointer (RFC 6901) or an XPath-like path; empty for the whole payload.</param>
/// <param name="Line">The line in the payload, from 1; null when not known.</param>
/// <param name="Message">What is wrong, for people.</param>
/// <param name="Rule">The rule or keyword that says so; null when there is no name for it.</param>
public sealed record Violation(string Path, int? Line, string Message, string? Rule = null);

/// <summary>The verdict of a contract on one entry.</summary>
/// <param name="Conformance">The verdict.</param>
/// <param name="ContractVersion">The version that was asked; null when none applied.</param>
/// <param name="Violations">What is wrong; empty unless invalid.</param>
public sealed record ContractVerdict(Conformance Conformance, string? ContractVersion, IReadOnlyList<Violation> Violations)
{
    /// <summary>No contract applied.</summary>
    public static ContractVerdict Unchecked { get; } = new(Conformance.Unchecked, null, []);
}
