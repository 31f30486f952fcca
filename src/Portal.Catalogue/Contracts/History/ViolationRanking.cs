using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;

namespace Portal.Catalogue.Contracts.History;

/// <summary>What entries broke when they came in, ranked by place.</summary>
/// <param name="Read">How many entries were read.</param>
/// <param name="Invalid">How many of them were found invalid.</param>
/// <param name="IsCut">Whether the most entries were read before the time in question was reached.</param>
/// <param name="Paths">The places, the most often broken first; the example is the newest entry.</param>
public sealed record ViolationRanking(int Read, int Invalid, bool IsCut, IReadOnlyList<BrokenPath> Paths)
{
    /// <summary>The most entries that are read: somebody waits for the answer.</summary>
    public const int MaxEntries = 20_000;

    private const int PageSize = 1_000;
    private const int MaxPlaces = 2_000;

    /// <summary>Reads back to a time, or until <see cref="MaxEntries"/>.</summary>
    public static async Task<ViolationRanking> ReadAsync(IEventLog log, FeedId feed, DateTimeOffset since, CancellationToken cancellationToken)
    {
        Dictionary<(string, string?), BrokenPath> places = [];
        var (read, invalid) = (0, 0);
        var query = new EventQuery { Feeds = [feed], Direction = ReadDirection.Backward, Limit = PageSize };
        while (read < MaxEntries)
        {
            var page = await log.ReadAsync(query, cancellationToken);
            foreach (var recorded in page.TakeWhile(e => e.Received >= since))
            {
                read++;
                invalid += recorded.Verdict.Conformance == Conformance.Invalid ? 1 : 0;
                Add(places, recorded);
            }

            if (page.Count < PageSize || page[^1].Received < since)
            {
                return Rank(isCut: false);
            }

            query = query with { From = page[^1].Position };
        }

        return Rank(isCut: true);

        ViolationRanking Rank(bool isCut) => new(
            read, invalid, isCut, [.. places.Values.OrderByDescending(p => p.Entries).ThenBy(p => p.Path, StringComparer.Ordinal).Take(HistoryFindings.MaxPaths)]);
    }

    private static void Add(Dictionary<(string, string?), BrokenPath> places, RecordedEntry recorded)
    {
        foreach (var violation in recorded.Verdict.Violations.DistinctBy(v => (ViolationPath.Generalise(v.Path), v.Rule)))
        {
            var place = (ViolationPath.Generalise(violation.Path), violation.Rule);
            if (places.TryGetValue(place, out var known))
            {
                places[place] = known with { Entries = known.Entries + 1 };
            }
            else if (places.Count < MaxPlaces)
            {
                places[place] = new BrokenPath(place.Item1, place.Rule, 1, recorded.Position.Value, violation.Message);
            }
        }
    }
}
