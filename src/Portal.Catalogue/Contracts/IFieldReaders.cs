using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;

namespace Portal.Catalogue.Contracts;

/// <summary>Says who reads a feed's fields. Whatever reads them is one of these: consumers, KPIs, rules, exports.</summary>
public interface IFieldReaders
{
    /// <summary>Who reads any of these places in a feed's payloads.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="paths">Places as changes of a contract name them.</param>
    /// <param name="actor">Who asks: what they may not see is counted, not named.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    ValueTask<IReadOnlyList<FieldReader>> ReadersAsync(
        Feed feed, IReadOnlyCollection<string> paths, Actor actor, CancellationToken cancellationToken = default);
}

/// <summary>Somebody or something that reads fields.</summary>
/// <param name="Kind">What it is, for example <c>subscriber</c>, <c>KPI</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Href">Its page, relative to the portal; null when it has none.</param>
/// <param name="Paths">Which of the places it reads; null when it reads whole entries.</param>
public sealed record FieldReader(string Kind, string Name, string? Href, IReadOnlyList<string>? Paths);
