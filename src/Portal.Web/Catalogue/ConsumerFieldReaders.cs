using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Parties;

namespace Portal.Web.Catalogue;

/// <summary>Whoever is seen to use a feed reads its fields: the named ones, or all where none is named.</summary>
internal sealed class ConsumerFieldReaders(IEnumerable<IObservedConsumers> observers) : IFieldReaders
{
    public async ValueTask<IReadOnlyList<FieldReader>> ReadersAsync(
        Feed feed, IReadOnlyCollection<string> paths, Actor actor, CancellationToken cancellationToken = default)
    {
        List<ObservedConsumer> reading = [];
        foreach (var observer in observers)
        {
            reading.AddRange((await observer.OfFeedAsync(feed.Id, cancellationToken)).Where(c => c.ReadsFields && (c.Reads.Count == 0 || c.Reads.Any(read => paths.Any(path => Meet(read, path))))));
        }

        // Who they are is told to those who look after the feed; others learn how many.
        return actor.Manages(feed)
            ? [.. reading.Select(c => new FieldReader(WordOf(c.Kind), c.Detail is null ? c.Name : $"{c.Name}, {c.Detail}", c.Href, c.Reads.Count == 0 ? null : c.Reads))]
            : [.. reading.GroupBy(c => c.Kind).Select(g => new FieldReader(WordOf(g.Key), g.Count() == 1 ? "One" : $"{g.Count()} of them", null, null))];
    }

    // One is inside the other, or they are the same. Changes write items as [], readers as *.
    private static bool Meet(string read, string changed)
    {
        var (a, b) = (read.TrimEnd('/') + "/", changed.Replace("[]", "/*", StringComparison.Ordinal).Replace("//", "/", StringComparison.Ordinal).TrimEnd('/') + "/");
        return a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal);
    }

    private static string WordOf(ConsumerKind kind) => kind switch
    {
        ConsumerKind.Key => "key",
        ConsumerKind.HubSubscriber => "subscriber",
        ConsumerKind.DerivedFeed => "derived feed",
        ConsumerKind.Dashboard => "dashboard",
        ConsumerKind.Kpi => "KPI",
        ConsumerKind.AlertRule => "alert rule",
        ConsumerKind.Process => "process",
        _ => "export",
    };
}
