using Portal.Benchmarks.EventLog;

return args switch
{
    ["event-log"] => await EventLogBenchmark.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        Usage: dotnet run -c Release --project tests/Portal.Benchmarks -- <benchmark>

          event-log   Appending to the event log on SQLite, against bare inserts and EF Core
        """);
    return 2;
}
