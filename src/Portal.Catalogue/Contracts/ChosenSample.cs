using Portal.Events;

namespace Portal.Catalogue.Contracts;

/// <summary>A payload that an author of a feed's contracts chose to show what its entries look like.</summary>
public sealed class ChosenSample
{
    /// <summary>The most characters of one.</summary>
    public const int MaxLength = 262_144;

    /// <summary>Names it.</summary>
    public required Guid Id { get; init; }

    /// <summary>The feed.</summary>
    public required FeedId Feed { get; init; }

    /// <summary>The event type that it is for; null for all.</summary>
    public string? EventType { get; init; }

    /// <summary>What it shows.</summary>
    public required string Title { get; init; }

    /// <summary>The payload.</summary>
    public required string Payload { get; init; }

    /// <summary>Its media type.</summary>
    public required string MediaType { get; init; }

    /// <summary>When it was chosen.</summary>
    public required DateTimeOffset Chosen { get; init; }

    /// <summary>Who chose it.</summary>
    public required string ChosenBy { get; init; }

    /// <summary>The same sample with another payload: one in which private values are masked.</summary>
    public ChosenSample With(string payload) => new()
    {
        Id = Id,
        Feed = Feed,
        EventType = EventType,
        Title = Title,
        Payload = payload,
        MediaType = MediaType,
        Chosen = Chosen,
        ChosenBy = ChosenBy,
    };
}

/// <summary>Where chosen samples are kept.</summary>
public interface ISampleStore
{
    /// <summary>The samples of a feed, in the order in which they were chosen.</summary>
    Task<IReadOnlyList<ChosenSample>> ListAsync(FeedId feed, CancellationToken cancellationToken = default);

    /// <summary>Keeps one.</summary>
    Task AddAsync(ChosenSample sample, CancellationToken cancellationToken = default);

    /// <summary>Removes one; false when there is none.</summary>
    Task<bool> RemoveAsync(FeedId feed, Guid id, CancellationToken cancellationToken = default);
}
