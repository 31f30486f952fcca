using Portal.Events.Entries;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Subscriptions;

namespace Portal.UnitTests.Ingestion.Subscriptions;

public sealed class ScoreCardTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_NothingPolledYet_KnowsNothing()
    {
        var card = ScoreCard.Of(SubscriptionStatus.New, null);

        Assert.Equal((0, 0), (card.Polls, card.Good));
        Assert.All(card.Items, item => Assert.Equal((ScoreVerdict.Unknown, null), (item.Verdict, item.Remedy)));
    }

    [Fact]
    public void Of_GoodPublisher_HasNoRemedies()
    {
        var card = ScoreCard.Of(
            With(new PublisherTally { Since = Noon, Polls = 1000, Answered = 1000, Conditional = 900, Honoured = 900, Documents = 100, Tagged = 100, Paged = 100, Skew = TimeSpan.Zero }),
            100);

        Assert.Equal(7, card.Good);
        Assert.All(card.Items, item => Assert.Null(item.Remedy));
    }

    [Fact]
    public void Of_PoorPublisher_SaysWhatToDo()
    {
        var card = ScoreCard.Of(
            With(new PublisherTally
            {
                Since = Noon,
                Polls = 1000,
                Answered = 901,
                Conditional = 900,
                Honoured = 9,
                Documents = 100,
                Tagged = 100,
                Renamed = 12,
                Skew = TimeSpan.FromMinutes(-5),
            }) with
            {
                Traffic = new PageTraffic(40, TimeSpan.FromMinutes(3)),
            },
            96.3);

        Assert.Equal(
            [
                ("Availability", "90.1% of 1,000 polls answered as they should be", ScoreVerdict.Poor),
                ("Validators", "1% of 900 unchanged polls answered 304", ScoreVerdict.Poor),
                ("Page length", "40 entries, about 3 minutes of traffic", ScoreVerdict.Poor),
                ("Paging links", "100 of 100 documents led to no older page", ScoreVerdict.Poor),
                ("Id stability", "12 entries came again under another id", ScoreVerdict.Poor),
                ("Clock", "5 minutes behind ours", ScoreVerdict.Poor),
                ("Contract", "96.3% of checked entries met the contract in the last 24 h", ScoreVerdict.Fair),
            ],
            card.Items.Select(item => (item.Name, item.Figure, item.Verdict)));
        Assert.All(card.Items, item => Assert.NotNull(item.Remedy));
        Assert.Contains("about 4,800 entries", card.Items[2].Remedy);
    }

    [Fact]
    public void Of_OneFailureInManyPolls_IsNotRoundedToAll() =>
        Assert.StartsWith("99.9% of", ScoreCard.Of(With(new PublisherTally { Since = Noon, Polls = 100_000, Answered = 99_999 }), null).Items[0].Figure);

    [Fact]
    public void After_UnchangedPoll_TellsWhetherValidatorsAreHonoured()
    {
        var honoured = TallyRules.After(null, Poll(PollOutcome.NotModified, FetchKind.NotModified), Noon, Noon);
        var ignored = TallyRules.After(honoured, Poll(PollOutcome.NotModified, FetchKind.Document), Noon, Noon);
        var unasked = TallyRules.After(ignored, Poll(PollOutcome.NotModified, FetchKind.Document) with { AskedConditionally = false }, Noon, Noon);

        Assert.Equal(new PublisherTally { Since = Noon, Polls = 3, Answered = 3, Conditional = 2, Honoured = 1 }, unasked.Current);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(-30, -30)]
    [InlineData(40, 38)]
    public void After_AnswerWithADate_TellsHowTheClocksDiffer(int said, int skew)
    {
        var poll = Poll(PollOutcome.Fetched, FetchKind.Document);

        var record = TallyRules.After(null, poll with { Answer = poll.Answer with { Date = Noon.AddSeconds(said) } }, Noon, Noon.AddSeconds(2));

        Assert.Equal(TimeSpan.FromSeconds(skew), record.Current.Skew);
    }

    [Fact]
    public void After_AWeek_BeginsAnewAndKeepsTheOneBefore()
    {
        PublisherRecord? record = null;
        for (var day = 0; day < 20; day++)
        {
            record = TallyRules.After(record, Poll(PollOutcome.Unreachable, FetchKind.Failed), Noon.AddDays(day), Noon.AddDays(day));
        }

        Assert.Equal((6, 7, Noon.AddDays(7)), (record!.Current.Polls, record.Before!.Polls, record.Sum().Since));
        Assert.Equal((13, 0), (record.Sum().Polls, record.Sum().Answered));
    }

    [Fact]
    public void Renamed_SameLinkUnderAnotherId_IsCounted()
    {
        var before = IdWatch.Of([Entry("1", "http://x/1"), Entry("2", "http://x/2"), Entry("3", "http://x/shared"), Entry("4", "http://x/shared"), Entry("5", null)]);

        Assert.Equal(0, IdWatch.Renamed(before, before));
        Assert.Equal(1, IdWatch.Renamed(before, IdWatch.Of([Entry("1", "http://x/1"), Entry("2b", "http://x/2"), Entry("9", "http://x/9"), Entry("8", "http://x/shared")])));
        Assert.Equal(0, IdWatch.Renamed(null, before));
    }

    [Fact]
    public void Ids_OfALongPage_AreBounded() =>
        Assert.Equal(IdWatch.MaxEntries * 16, IdWatch.Of([.. Enumerable.Range(0, 5000).Select(i => Entry($"{i}", $"http://x/{i}"))])!.Length);

    private static Entry Entry(string id, string? link) => new() { Id = id, Links = link is null ? [] : [new EntryLink(link)] };

    private static SubscriptionStatus With(PublisherTally tally) => new() { Publisher = new PublisherRecord(tally, null) };

    private static PollFinding Poll(PollOutcome outcome, FetchKind kind) =>
        new(new PollReport(outcome, 0, null), new FetchResult { Kind = kind }, new SubscriptionCursor()) { AskedConditionally = true };
}
