using FsCheck.Xunit;
using Portal.Events;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Subscriptions;

namespace Portal.UnitTests.Ingestion.Subscriptions;

public sealed class AddressRulesTests
{
    private const string Old = "https://ann:secret@old.example/feed";
    private const string New = "https://new.example/feed";
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly PollReport Success = new(PollOutcome.NotModified, 0, null);

    [Theory]
    [InlineData(2, 60, null)]
    [InlineData(3, 59, null)]
    [InlineData(3, 60, New)]
    public void Adopted_ThreePollsOverAnHour_IsTheNewAddress(int polls, int minutes, string? expected) =>
        Assert.Equal(expected, AddressRules.Adopted(At(Old), new AddressMove(New, Noon, polls), Noon.AddMinutes(minutes)));

    [Theory]
    [InlineData("https://ann:secret@old.example/feed", "https://old.example/new", "https://ann:secret@old.example/new")]
    [InlineData("https://ann:secret@old.example/feed", "https://old.example:8443/new", "https://old.example:8443/new")]
    [InlineData("http://ann:secret@old.example/feed", "https://old.example/feed", "https://old.example/feed")]
    [InlineData("https://old.example/feed", "http://old.example/feed", null)]
    [InlineData("https://ann:secret@old.example/feed", "https://old.example/feed", null)]
    public void Adopted_OtherOrigin_GoesWithoutCredentialsAndNeverBackToHttp(string from, string to, string? expected) =>
        Assert.Equal(expected, AddressRules.Adopted(At(from), new AddressMove(to, Noon, 3), Noon.AddHours(1)));

    [Theory]
    [InlineData("https://old.example/new", "https://old.example/new")]
    [InlineData("https://new.example/feed", null)]
    [InlineData("https://old.example:8443/feed", null)]
    public void Adopted_WithStoredCredentials_StaysWithinTheOrigin(string to, string? expected) =>
        Assert.Equal(
            expected,
            AddressRules.Adopted(At("https://old.example/feed") with { Credentials = "x" }, new AddressMove(to, Noon, 3), Noon.AddHours(1)));

    [Fact]
    public void After_PollsInARow_AreCountedFromTheFirst()
    {
        var first = AddressRules.After(SubscriptionStatus.New, Success, Moved(New), Noon);
        var second = AddressRules.After(Status(first), Success, Moved(New), Noon.AddMinutes(30));

        Assert.Equal((new AddressMove(New, Noon, 1), new AddressMove(New, Noon, 2)), (first, second));
    }

    [Fact]
    public void After_FailureBetween_ChangesNothing() =>
        Assert.Equal(
            new AddressMove(New, Noon, 2),
            AddressRules.After(
                Status(new AddressMove(New, Noon, 2)),
                new PollReport(PollOutcome.Unreachable, 0, null, PollProblem.ServerError),
                FetchResult.Failure(PollProblem.ServerError, ""),
                Noon));

    [Fact]
    public void After_AnotherTarget_BeginsAnew() =>
        Assert.Equal(
            new AddressMove(Old, Noon.AddHours(1), 1),
            AddressRules.After(Status(new AddressMove(New, Noon, 2)), Success, Moved(Old), Noon.AddHours(1)));

    [Fact]
    public void After_ATemporaryRedirectAmongThem_Ends() =>
        Assert.Null(AddressRules.After(Status(new AddressMove(New, Noon, 2)), Success, Moved(New) with { IsMovedAllTheWay = false }, Noon));

    [Fact]
    public void Moved_KeepsTheHistoryWithoutCredentials() =>
        Assert.Equal(
            [new AddressChange(Noon, "https://old.example/feed", New)],
            AddressRules.Moved(Status(new AddressMove(New, Noon, 3)), Old, New, Noon).Addresses!);

    [Property]
    public bool Moved_AnyNumberOfTimes_RemembersTheLastTwenty(byte moves)
    {
        var status = Enumerable.Range(0, moves).Aggregate(
            SubscriptionStatus.New, (before, i) => AddressRules.Moved(before, $"http://{i}.example/", $"http://{i + 1}.example/", Noon));
        return (status.Addresses?.Count ?? 0) == Math.Min((int)moves, AddressRules.MaxHistory)
            && (moves == 0 || status.Addresses![^1].To == $"http://{moves}.example/");
    }

    private static Subscription At(string url) =>
        new() { Feed = FeedId.Parse("orders"), Url = url, PollInterval = TimeSpan.FromMinutes(1) };

    private static FetchResult Moved(string to) => new() { Kind = FetchKind.NotModified, MovedTo = new Uri(to), IsMovedAllTheWay = true };

    private static SubscriptionStatus Status(AddressMove? move) => new() { Move = move };
}
