using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Monitoring;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Aggregates;
using Portal.Monitoring.Kpis.Figures;
using Portal.Monitoring.Projections;
using Portal.Monitoring.Rules;
using Portal.Storage;
using Portal.Storage.EventLog;

namespace Portal.Benchmarks.Monitoring;

/// <summary>500 KPIs and 500 rules over 50 feeds: how fast they go through the log; and a chart whose feed is a hundred times as large.</summary>
internal static class ProjectionBenchmark
{
    private const int Feeds = 50;
    private const int Each = 500;
    private const int Entries = 60_000;
    private const int Least = 5_000;
    private const int Charts = 200;
    private const double MostMilliseconds = 50;
    private const double MostRatio = 1.5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("portal-projections-");
        try
        {
            var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System);
            services.AddDataProtection();
            await using var provider = services.AddSqliteStorage(folder.FullName)
                .AddSqliteEventLog($"Data Source={Path.Combine(folder.FullName, "events.db")}").AddProjections().BuildServiceProvider();
            await StorageServices.MigrateAsync(provider);
            await provider.GetRequiredService<IEventLogSetup>().EnsureCreatedAsync();
            await DefineAsync(provider);
            var fast = await GoThroughAsync(provider);
            var quick = await ChartsAsync(provider);
            return fast && quick ? 0 : 1;
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static FeedId Feed(int number) => FeedId.Parse($"feed-{number}");

    private static async Task DefineAsync(IServiceProvider provider)
    {
        var (kpis, rules) = (provider.GetRequiredService<IKpiStore>(), provider.GetRequiredService<IRuleStore>());
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < Each; i++)
        {
            var kind = (AggregateKind)(i / Feeds % 8);
            await kpis.AddAsync(new Kpi
            {
                Id = $"kpi-{i}",
                Title = $"KPI {i}",
                Definition = new KpiDefinition
                {
                    Feeds = [Feed(i % Feeds)],
                    Measure = new KpiMeasure(kind, kind == AggregateKind.Count ? null : EntryField.Json(kind == AggregateKind.Distinct ? "/customer" : "/total"), kind == AggregateKind.Percentile ? 95 : null),
                    Dimensions = i % 2 == 0 ? [EntryField.Json("/country")] : [],
                    Where = i % 3 == 0 ? [new FieldCondition(EntryField.Json("/total"), Comparison.Above, "10")] : [],
                },
                CreatedBy = "b",
                CreatedByName = "b",
                Created = now,
                Changed = now,
            });
            await rules.AddAsync(new AlertRule { Id = $"rule-{i}", Title = $"Rule {i}", Definition = Rule(i), CreatedBy = "b", CreatedByName = "b", Created = now, Changed = now });
        }
    }

    private static RuleDefinition Rule(int i) => (i / Feeds % 5) switch
    {
        0 => new RuleDefinition { Kind = RuleKind.Threshold, Kpi = $"kpi-{i}", Limit = 1e9 },
        1 => new RuleDefinition { Kind = RuleKind.Silence, Feeds = [Feed(i % Feeds)], Within = TimeSpan.FromMinutes(10) },
        2 => new RuleDefinition { Kind = RuleKind.Conformance, Feeds = [Feed(i % Feeds)], Limit = 90, Within = TimeSpan.FromMinutes(10) },
        3 => new RuleDefinition { Kind = RuleKind.Duplicates, Feeds = [Feed(i % Feeds)], Key = EntryField.Json("/number"), Within = TimeSpan.FromMinutes(1) },
        _ => new RuleDefinition
        {
            Kind = RuleKind.MissingFollowUp,
            Within = TimeSpan.FromHours(1),
            Steps = [new RuleStep(Feed(i % Feeds), EntryField.Json("/number"), []), new RuleStep(Feed((i + 1) % Feeds), EntryField.Json("/number"), [])],
        },
    };

    // The host runs before the entries come: what is measured is the live way, with its saves.
    private static async Task<bool> GoThroughAsync(IServiceProvider provider)
    {
        var (log, store, host) = (provider.GetRequiredService<IEventLog>(), provider.GetRequiredService<IProjectionStore>(), provider.GetRequiredService<ProjectionHost>());
        await AppendAsync(log, 0, 5_000);
        await host.StartAsync(CancellationToken.None);
        await UntilAsync(store, await log.HeadAsync());
        await host.StopAsync(CancellationToken.None);
        await AppendAsync(log, 5_000, Entries);

        using var again = ActivatorUtilities.CreateInstance<ProjectionHost>(provider);
        var (began, cpu) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        await again.StartAsync(CancellationToken.None);
        await UntilAsync(store, await log.HeadAsync());
        var took = Stopwatch.GetElapsedTime(began);
        var used = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        await again.StopAsync(CancellationToken.None);
        var rate = Entries / took.TotalSeconds;
        Console.WriteLine($"{Each} KPIs and {Each} rules over {Feeds} feeds: {Entries:N0} entries in {took.TotalSeconds:0.0} s, {rate:N0} a second (at least {Least:N0}); {used.TotalSeconds:0.0} s of a core");
        return rate >= Least;
    }

    private static async Task AppendAsync(IEventLog log, int from, int count)
    {
        var random = new Random(from);
        for (var at = from; at < from + count; at += 500)
        {
            for (var feed = 0; feed < Feeds; feed++)
            {
                var now = TimeProvider.System.GetUtcNow();
                var entries = Enumerable.Range(0, 10).Select(i => new NewEntry(
                    new Entry
                    {
                        Id = $"{at}-{feed}-{i}",
                        Published = now.AddSeconds(-random.Next(120)),
                        Categories = [new Category("OrderPlaced")],
                        Content = new EntryContent(
                            "application/json",
                            $$"""{"number":"SO-{{at}}-{{i}}","placedAt":"2026-11-28T12:00:00Z","country":"{{"NLDEFRBE".Substring(random.Next(4) * 2, 2)}}","customer":"c{{random.Next(5000)}}","total":{{random.Next(100_000) / 100m}},"lines":[{"sku":"A","quantity":2},{"sku":"B","quantity":1}]}"""),
                    },
                    ContractVerdict.Unchecked,
                    400)).ToList();
                await log.AppendAsync(new AppendBatch { Feed = Feed(feed), Entries = entries });
            }
        }
    }

    private static async Task UntilAsync(IProjectionStore store, EventPosition head)
    {
        using var limit = new CancellationTokenSource(Patience);
        while ((await store.ListAsync(limit.Token)) is var rows && (rows.Count < 2 * Each || rows.Any(row => row.Name.StartsWith("kpi:", StringComparison.Ordinal) && row.Position < head)))
        {
            if (rows.FirstOrDefault(row => row.Failure is not null) is { } failed)
            {
                throw new InvalidOperationException($"{failed.Name}: {failed.Failure}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
        }
    }

    // The buckets of a day are what a chart reads, of few entries and of many.
    private static async Task<bool> ChartsAsync(IServiceProvider provider) =>
        await ChartAsync(provider, 90_001, AggregateKind.Average) & await ChartAsync(provider, 90_003, AggregateKind.Percentile);

    private static async Task<bool> ChartAsync(IServiceProvider provider, int series, AggregateKind kind)
    {
        var definition = new KpiDefinition
        {
            Feeds = [Feed(0)],
            Measure = new KpiMeasure(kind, EntryField.Json("/total"), kind == AggregateKind.Percentile ? 95 : null),
            Dimensions = [EntryField.Json("/country")],
        };
        var (small, large) = (await DayAsync(provider, series, definition, 100_000), await DayAsync(provider, series + 1, definition, 10_000_000));
        var figures = provider.GetRequiredService<KpiFigures>();
        var now = TimeProvider.System.GetUtcNow();
        var range = new KpiRange { From = now.AddHours(-24), To = now };
        List<double> ratios = [];
        List<double> times = [];
        for (var i = 0; i < Charts; i++)
        {
            var one = await TimeAsync(() => figures.ReadAsync(small, definition, range));
            var other = await TimeAsync(() => figures.ReadAsync(large, definition, range));
            if (i >= Charts / 10)
            {
                times.Add(other);
                ratios.Add(other / one);
            }
        }

        times.Sort();
        ratios.Sort();
        var (p50, p95, ratio) = (times[times.Count / 2], times[(int)(times.Count * 0.95)], ratios[ratios.Count / 2]);
        Console.WriteLine($"24 hours of a {kind} by minute: p50 {p50:0.0}, p95 {p95:0.0} ms of 10,000,000 entries (at most {MostMilliseconds:0}), {ratio:0.00} times 100,000 entries (at most {MostRatio})");
        return p95 <= MostMilliseconds && ratio <= MostRatio;
    }

    private static async Task<double> TimeAsync(Func<Task> read)
    {
        var began = Stopwatch.GetTimestamp();
        await read();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task<int> DayAsync(IServiceProvider provider, int series, KpiDefinition definition, int entries)
    {
        const int Minutes = 24 * 60;
        var store = provider.GetRequiredService<IProjectionStore>();
        var random = new Random(series);
        var last = BucketTime.Minute(TimeProvider.System.GetUtcNow());
        List<BucketChange> changes = [];
        for (var minute = 0; minute < Minutes; minute++)
        {
            var bucket = new KpiBucket(definition);
            for (var i = 0; i < entries / Minutes; i++)
            {
                ExactNumber.TryOf(random.Next(100_000) / 100m, out var number);
                var measured = new Measured(number, 0, 0, 0);
                bucket.Total.Add(isPer: false, measured);
                bucket.Groups!.Unbounded("NLDEFRBE".Substring(random.Next(4) * 2, 2), out _).Add(isPer: false, measured);
            }

            changes.Add(new BucketChange(new Portal.Monitoring.Kpis.BucketKey(series, Portal.Monitoring.Metrics.Resolution.Minute, last - minute), bucket));
        }

        var name = $"bench:{series}";
        await store.OpenAsync([new ProjectionRow(name, EventPosition.Start, EventPosition.Start, false, null, null, TimeProvider.System.GetUtcNow())]);
        await store.SaveAsync([new ProjectionSave(name, EventPosition.Start, new EventPosition(1), true, new ProjectionOutput { State = [], Buckets = changes })]);
        return series;
    }
}
