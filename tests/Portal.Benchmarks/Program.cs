using Portal.Benchmarks.EventLog;
using Portal.Benchmarks.LiveList;

return args switch
{
    ["event-log"] => await EventLogBenchmark.RunAsync(),
    ["live-list"] => await LiveListBenchmark.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        Usage: dotnet run -c Release --project tests/Portal.Benchmarks -- <benchmark>

          event-log   Appending to the event log on SQLite, against bare inserts and EF Core
          live-list   From a POST to the row in a browser's live list, with 200 entries a second arriving
        """);
    return 2;
}
