namespace Portal.Contracts.JsonSchema.Evaluation;

/// <summary>What a judgement that may stop short came to.</summary>
internal enum Verdict
{
    /// <summary>The value meets the schema.</summary>
    Valid,

    /// <summary>It does not, for certain.</summary>
    Invalid,

    /// <summary>It was not found out.</summary>
    Undecided,
}
