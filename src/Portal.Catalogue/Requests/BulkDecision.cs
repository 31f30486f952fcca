namespace Portal.Catalogue.Requests;

/// <summary>What became of one of several requests that were decided together.</summary>
/// <param name="Id">The request's id.</param>
/// <param name="Request">The request as it is now; null when it was refused.</param>
/// <param name="Refusal">Why it was not decided; null when it was.</param>
public sealed record BulkDecision(string Id, FeedRequest? Request, Refusal? Refusal)
{
    /// <summary>The most that are decided together.</summary>
    public const int Most = 100;
}
