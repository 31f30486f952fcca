using Portal.Benchmarks.Contracts;
using Portal.Benchmarks.EventLog;
using Portal.Benchmarks.FeedHost;
using Portal.Benchmarks.Following;
using Portal.Benchmarks.LiveList;
using Portal.Benchmarks.Search;
using Portal.Benchmarks.Monitoring;
using Portal.Benchmarks.Paint;
using Portal.Benchmarks.Soak;

return args switch
{
    ["event-log"] => await EventLogBenchmark.RunAsync(),
    ["live-list"] => await LiveListBenchmark.RunAsync(),
    ["post"] => await PostBenchmark.RunAsync(),
    ["stages"] => await StageBenchmark.RunAsync(),
    ["page"] => await PageBenchmark.RunAsync(),
    ["walk"] => await WalkBenchmark.RunAsync(),
    ["stream"] => await StreamBenchmark.RunAsync(),
    ["reader"] => ReaderBenchmark.Run(),
    ["contracts"] => ContractBenchmark.Run(),
    ["polls"] => await PollPassBenchmark.RunAsync(),
    ["idle"] => await IdleBenchmark.RunAsync(),
    ["search"] => SearchBenchmark.Run(),
    ["projections"] => await ProjectionBenchmark.RunAsync(),
    ["dashboards"] => await DashboardBenchmark.RunAsync(),
    ["soak", .. var numbers] => await SoakBenchmark.RunAsync(numbers),
    ["soaked", var folder] => await ServeAsync(SoakedPortal.ServeAsync(folder)),
    ["paint"] => await PaintBenchmark.RunAsync(),
    ["frames"] => await ServeAsync(FrameFloor.RunAsync()),
    ["feeds"] => await ServeAsync(FeedServer.RunAsync()),
    ["portal", var folder] => await ServeAsync(Roles.RunPortalAsync(folder)),
    ["floor", var folder, var page] => await ServeAsync(Floor.RunAsync(folder, page)),
    _ => Usage(),
};

// The servers of the benchmarks below, each in a process of its own.
static async Task<int> ServeAsync(Task serving)
{
    await serving;
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine(
        """
        Usage: dotnet run -c Release --project tests/Portal.Benchmarks -- <benchmark>

          event-log   Appending to the event log on SQLite, against bare inserts and EF Core
          post        POST of an entry with its contract check, against a bare server
          stages      What each stage of a POST costs alone
          page        GET of a page of 1,000 entries, against the same bytes as a buffer
          walk        Marker paging and category search, a million entries against ten thousand
          stream      A thousand event streams
          reader      Reading feed documents, against SyndicationFeed.Load and a bare XmlReader
          contracts   Judging an event by its contract, against parsing it alone
          polls       Polling 10,000 feeds once, against a bare HttpClient
          idle        10,000 subscriptions that are not due, against an empty portal
          search      Search as you type through 10,000 feeds, against string.Contains and SQLite FTS5
          projections 500 KPIs and 500 rules through the log, and a chart of a large feed
          dashboards  200 live dashboards at 1,000 entries a second, against a frame for each entry
          soak        Circuits on live pages for long: memory and lag; [minutes] [circuits] [entries a second] [minutes to warm up]
          paint       Bytes, requests and first contentful paint of Home and a dashboard, with a cold cache
          live-list   From a POST to the row in a browser's live list, with 200 entries a second arriving
        """);
    return 2;
}
