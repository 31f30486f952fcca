using System.Globalization;

namespace Portal.Benchmarks.FeedHost;

/// <summary>POST of an entry that is checked against its contract, against the floor.</summary>
internal static class PostBenchmark
{
    private const int Publishers = 64;
    private const int Rounds = 5;
    private const double RateBound = 0.4;
    private const double LatencyBound = 5;

    // Long enough for the compiler to have done with both, which takes a core's worth of time beside them.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(4);

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("portal-bench-");
        try
        {
            await using var portal = await ServerProcess.StartAsync("portal", folder.CreateSubdirectory("portal").FullName);
            await using var floor = await ServerProcess.StartAsync("floor", folder.CreateSubdirectory("floor").FullName, "");
            using var toPortal = Calls.Client(portal.Address);
            using var toFloor = Calls.Client(floor.Address);
            await Calls.MakeFeedAsync(toPortal, "posted", withContract: true);
            var number = 0;
            Task PostPortal() => Calls.PostAsync(toPortal, "/feeds/posted", Calls.Entry(Interlocked.Increment(ref number)));
            Task PostFloor() => Calls.PostAsync(toFloor, "/entries", Calls.Entry(Interlocked.Increment(ref number)));

            await Load.ClosedAsync(Publishers, WarmUp, PostPortal);
            await Load.ClosedAsync(Publishers, WarmUp, PostFloor);
            List<(Round Portal, Round Floor)> rounds = [];
            for (var i = 0; i < Rounds; i++)
            {
                var first = await Round.MeasureAsync(portal, PostPortal);
                rounds.Add((first, await Round.MeasureAsync(floor, PostFloor)));
            }

            var (open, openFloor) = (await Load.OpenAsync(1000, Length, PostPortal), await Load.OpenAsync(1000, Length, PostFloor));
            var ratio = rounds.Select(r => r.Portal.Rate / r.Floor.Rate).Median();
            var slower = open.P50 / openFloor.P50;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"""
                {Publishers} publishers: portal {rounds.Select(r => r.Portal.Rate).Median():F0}/s, floor {rounds.Select(r => r.Floor.Rate).Median():F0}/s, ratio {ratio:F2} (at least {RateBound})
                processor time of the server, a request: portal {rounds.Select(r => r.Portal.Microseconds).Median():F0} us, floor {rounds.Select(r => r.Floor.Microseconds).Median():F0} us
                1,000 a second: portal p50 {open.P50:F2} ms, p99 {open.P99:F1} ms; floor p50 {openFloor.P50:F2} ms, p99 {openFloor.P99:F1} ms; {slower:F1} times (at most {LatencyBound})
                """));
            return ratio >= RateBound && slower <= LatencyBound ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>One turn of one server.</summary>
    /// <param name="Rate">Requests a second.</param>
    /// <param name="Microseconds">Processor time that the server used for a request: the clients' share is not in it.</param>
    private readonly record struct Round(double Rate, double Microseconds)
    {
        public static async Task<Round> MeasureAsync(ServerProcess server, Func<Task> call)
        {
            var before = server.ProcessorTime;
            var measured = await Load.ClosedAsync(Publishers, Length, call);
            return new Round(measured.Rate, (server.ProcessorTime - before).TotalMicroseconds / (measured.Rate * Length.TotalSeconds));
        }
    }
}
