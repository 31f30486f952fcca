using Portal.Events;

namespace Portal.Catalogue.Parties;

/// <summary>How somebody uses a feed.</summary>
public enum ConsumerKind
{
    /// <summary>Reads it with an API key.</summary>
    Key,

    /// <summary>Has its entries pushed by the WebSub hub.</summary>
    HubSubscriber,

    /// <summary>A feed that is made of it.</summary>
    DerivedFeed,

    /// <summary>A dashboard that shows it.</summary>
    Dashboard,

    /// <summary>A KPI that is computed from it.</summary>
    Kpi,

    /// <summary>An alert rule that watches it.</summary>
    AlertRule,

    /// <summary>An export that holds it.</summary>
    Export,

    /// <summary>A business process of which it tells a step.</summary>
    Process,
}

/// <summary>Somebody who is seen to use a feed.</summary>
/// <param name="Kind">How.</param>
/// <param name="Name">Who, for people.</param>
public sealed record ObservedConsumer(ConsumerKind Kind, string Name)
{
    /// <summary>More about it, for example where its entries are pushed to; null when the name says all.</summary>
    public string? Detail { get; init; }

    /// <summary>When it used the feed last; null when it does all the time.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>Its page, relative to the application's base; null when it has none.</summary>
    public string? Href { get; init; }

    /// <summary>The paths of the fields that it reads; empty when it takes entries as they are.</summary>
    public IReadOnlyList<string> Reads { get; init; } = [];

    /// <summary>Whether it reads payloads at all; false for what only counts entries.</summary>
    public bool ReadsFields { get; init; } = true;

    /// <summary>The feed that it is; null when it is something else. Only shown to those who may see that feed.</summary>
    public FeedId? Feed { get; init; }
}

/// <summary>
/// Sees who uses feeds, in one way of using them. A capability that reads feeds adds an implementation: its consumers are
/// then in the feed's graph, in the list of whom a new contract would break, and in the API.
/// </summary>
public interface IObservedConsumers
{
    /// <summary>Who uses a feed, the latest first; at most a thousand.</summary>
    Task<IReadOnlyList<ObservedConsumer>> OfFeedAsync(FeedId feed, CancellationToken cancellationToken = default);
}
