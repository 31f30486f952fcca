using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Portal.Catalogue.Search;

namespace Portal.Benchmarks.Search;

/// <summary>
/// Search as you type through 10,000 feeds with 20 fields each, against looking at every text with <c>string.Contains</c> and
/// against SQLite's full-text index (FTS5, prefixes, ranked). One thread; every beginning of every query is one search.
/// </summary>
internal static class SearchBenchmark
{
    private const int Feeds = 10_000;
    private const int Fields = 20;
    private const int Most = 30;
    private const int Rounds = 7;
    private const double P95Bound = 50;
    private const double ScanBound = 5;

    // As somebody types them, the last three with slips.
    private static readonly string[] Queries =
    [
        "order", "invoice total", "customer address", "shipment", "warehouse stock", "giftNote", "paymentAmount", "refund", "planned route", "carrier",
        "employee salary", "sensor", "tax rate", "mortgage", "voucher code", "insurance claim", "shipmnet", "invioce", "warehuose",
    ];

    public static int Run()
    {
        var catalogue = SampleCatalogue.Make(Feeds, Fields);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var building = Stopwatch.StartNew();
        var index = SearchIndex.Of(catalogue.SelectMany(documents => documents));
        building.Stop();
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        var changing = Stopwatch.StartNew();
        _ = index.With(catalogue.Take(100).Select(documents => KeyValuePair.Create(documents[0].Feed, documents)));
        changing.Stop();
        using var fts = new FullText(catalogue);
        string[] typed = [.. Queries.SelectMany(query => Enumerable.Range(1, query.Length).Select(length => query[..length].Trim())).Distinct()];

        List<double> ours = [], scan = [], sqlite = [];
        for (var round = -2; round < Rounds; round++)
        {
            var (a, b, c) = (Time(typed, text => index.Find(text, _ => true, Most).Count), Time(typed, text => Scan(catalogue, text)), Time(typed, fts.Find));
            if (round >= 0)
            {
                ours.AddRange(a);
                scan.AddRange(b);
                sqlite.AddRange(c);
            }
        }

        var (overScan, overFts) = (scan.Average() / ours.Average(), sqlite.Average() / ours.Average());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{catalogue.Sum(d => d.Count)} documents of {Feeds} feeds: built in {building.Elapsed.TotalSeconds:F1} s, {memory / 1_048_576.0:F0} MB; 100 changed feeds in {changing.Elapsed.TotalMilliseconds:F0} ms"));
        Report("index", ours);
        Report("string.Contains", scan);
        Report("SQLite FTS5", sqlite);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{overScan:F1} times as fast as the scan (at least {ScanBound}), {overFts:F1} times as fast as FTS5; p95 {Percentile(ours, 0.95):F1} ms (at most {P95Bound})"));
        return overScan >= ScanBound && Percentile(ours, 0.95) <= P95Bound ? 0 : 1;
    }

    private static List<double> Time(string[] typed, Func<string, int> find)
    {
        List<double> times = [];
        foreach (var text in typed)
        {
            var start = Stopwatch.GetTimestamp();
            find(text);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times;
    }

    // To the end: the best thirty are known once all have been looked at.
    private static int Scan(IReadOnlyList<IReadOnlyList<SearchDocument>> catalogue, string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return catalogue.SelectMany(documents => documents)
            .Count(document => words.All(word => document.Texts.Any(field => field.Text.Contains(word, StringComparison.OrdinalIgnoreCase))));
    }

    private static void Report(string name, List<double> times) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{name}: mean {times.Average():F2} ms, p50 {Percentile(times, 0.5):F2}, p95 {Percentile(times, 0.95):F2}, slowest {times.Max():F1}"));

    private static double Percentile(List<double> times, double share) => times.Order().ElementAt((int)((times.Count - 1) * share));

    /// <summary>The same documents in SQLite's full-text index, in memory.</summary>
    private sealed class FullText : IDisposable
    {
        private readonly SqliteConnection _connection = new("Data Source=:memory:");

        public FullText(IReadOnlyList<IReadOnlyList<SearchDocument>> catalogue)
        {
            _connection.Open();
            Run("CREATE VIRTUAL TABLE found USING fts5(title, texts, prefix='1 2 3')");
            using var transaction = _connection.BeginTransaction();
            using var insert = _connection.CreateCommand();
            insert.CommandText = "INSERT INTO found (title, texts) VALUES ($title, $texts)";
            var title = insert.Parameters.Add("$title", SqliteType.Text);
            var texts = insert.Parameters.Add("$texts", SqliteType.Text);
            foreach (var document in catalogue.SelectMany(documents => documents))
            {
                (title.Value, texts.Value) = (document.Title, string.Join(' ', document.Texts.Select(field => field.Text)));
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        public int Find(string text)
        {
            using var select = _connection.CreateCommand();
            select.CommandText = $"SELECT rowid FROM found WHERE found MATCH $match ORDER BY rank LIMIT {Most}";
            select.Parameters.AddWithValue("$match", string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => $"\"{word}\"*")));
            using var reader = select.ExecuteReader();
            var found = 0;
            while (reader.Read())
            {
                found++;
            }

            return found;
        }

        public void Dispose() => _connection.Dispose();

        private void Run(string statement)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
    }
}
