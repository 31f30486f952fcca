using Portal.Events.Log;
using Portal.FeedHost.Reading;

namespace Portal.UnitTests.FeedHost;

public sealed class PageQueryTests
{
    [Fact]
    public void Read_Nothing_IsTheHeadPage() =>
        Assert.Equal((new PageQuery(), null), Read(""));

    [Fact]
    public void Read_All_TakesEach()
    {
        var (query, problem) = Read("?marker=urn:x:1&limit=7&direction=BACKWARD&search=%2Ba");

        Assert.Null(problem);
        Assert.Equal(
            ("urn:x:1", 7, "7", ReadDirection.Backward, "+a", false),
            (query!.Marker, query.Limit, query.GivenLimit, query.Direction, query.GivenSearch, query.IsHead));
        Assert.NotNull(query.Search);
    }

    [Theory]
    [InlineData("?limit=1", 1)]
    [InlineData("?limit=1000", 1000)]
    [InlineData("?limit=5&limit=6", 6)]
    [InlineData("?limit=", 25)]
    public void Read_Limit_IsTaken(string text, int limit) => Assert.Equal(limit, Read(text).Query?.Limit);

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("-1")]
    [InlineData("%2B1")]
    [InlineData("1.5")]
    [InlineData("%201")]
    [InlineData("ten")]
    [InlineData("99999999999999999999")]
    public void Read_LimitOutOfRange_SaysSo(string limit)
    {
        var given = Uri.UnescapeDataString(limit);

        Assert.Equal((null, $"limit must be a number from 1 to 1000; this is '{given}'."), Read($"?limit={limit}"));
    }

    [Fact]
    public void Read_OtherDirection_SaysSo() =>
        Assert.Equal((null, "direction must be forward or backward; this is 'sideways'."), Read("?direction=sideways"));

    [Theory]
    [InlineData("2026-01-31T18:30:02Z", "2026-01-31T18:30:02.0000000+00:00")]
    [InlineData("2026-01-31T18:30:02.25Z", "2026-01-31T18:30:02.2500000+00:00")]
    [InlineData("2026-01-31T18:30:02%2B01:00", "2026-01-31T17:30:02.0000000+00:00")]
    [InlineData("2026-01-31T18:30:02+01:00", "2026-01-31T17:30:02.0000000+00:00")]
    [InlineData("2026-01-31T18:30Z", "2026-01-31T18:30:00.0000000+00:00")]
    [InlineData("2026-01-31T18:30:02", "2026-01-31T18:30:02.0000000+00:00")]
    [InlineData("2026-01-31", "2026-01-31T00:00:00.0000000+00:00")]
    [InlineData("20260131T183002Z", "2026-01-31T18:30:02.0000000+00:00")]
    public void Read_StartingAt_IsInUtc(string text, string expected)
    {
        var (query, problem) = Read($"?startingAt={text}");

        Assert.Null(problem);
        Assert.Equal((expected, false), (query!.StartingAt!.Value.ToString("O"), query.IsHead));
    }

    [Theory]
    [InlineData("now")]
    [InlineData("01/02/2026")]
    [InlineData("2026-02-30T00:00:00Z")]
    [InlineData("Sat, 31 Jan 2026 18:30:02 GMT")]
    public void Read_StartingAtThatIsNotIso8601_SaysSo(string text)
    {
        var (query, problem) = Read($"?startingAt={Uri.EscapeDataString(text)}");

        Assert.Null(query);
        Assert.StartsWith("startingAt must be an ISO 8601 time", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_StartingAtWithMarker_SaysSo() =>
        Assert.Equal((null, "startingAt and marker cannot be used together."), Read("?startingAt=2026-01-31&marker=last"));

    [Fact]
    public void Read_MalformedSearch_RepeatsItAndSaysWhatIsWrong() =>
        Assert.Equal((null, "search '+': a category is missing after '+'."), Read("?search=%2B"));

    private static (PageQuery? Query, string? Problem) Read(string query) => PageQuery.Read(Requests.Get("/feeds/orders" + query).Query);
}
