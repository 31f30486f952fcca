namespace Portal.Ingestion.Subscriptions;

/// <summary>The dice that keep polls from falling into step. Tests bring their own.</summary>
internal class PollJitter
{
    /// <summary>A number from 0 to 1.</summary>
    public virtual double Next() => Random.Shared.NextDouble();
}
