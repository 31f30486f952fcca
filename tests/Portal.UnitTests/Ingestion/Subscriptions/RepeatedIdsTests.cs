using Portal.Events.Entries;
using Portal.Ingestion.Subscriptions;

namespace Portal.UnitTests.Ingestion.Subscriptions;

/// <summary>Where a source gives the same id to several entries none of them is lost, and none comes twice.</summary>
public sealed class RepeatedIdsTests
{
    private const string Link = "http://a.example/";
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private IReadOnlyList<RepeatedId>? _remembered;
    private readonly HashSet<string> _stored = new(StringComparer.Ordinal);

    [Fact]
    public void Page_WithoutRepetition_StaysAsItIs()
    {
        Entry[] page = [Item("1", "a"), Item("2", "b")];

        Assert.Same(page, RepeatedIds.Apply(page, RepeatedIds.Learn(page, null, new HashSet<string>())));
    }

    [Fact]
    public void Page_OneIdForAll_GivesEachOneItsOwnThatStays()
    {
        var first = Poll(Item("x", "b"), Item("x", "a"));
        var grown = Poll(Item("x", "c"), Item("x", "b"), Item("x", "a"));
        var shrunk = Poll(Item("x", "c"));

        Assert.Equal((2, 1, 0), (first, grown, shrunk));
        Assert.DoesNotContain("x", _stored);
    }

    [Fact]
    public void Page_OneAtFirst_IsNotStoredAgainWhenOthersComeWithItsId()
    {
        Assert.Equal((1, 1, 1, 0), (Poll(Item("x", "a")), Poll(Item("x", "b"), Item("x", "a")), Poll(Item("x", "c"), Item("x", "b")), Poll(Item("x", "a"))));
        Assert.Contains("x", _stored);
    }

    [Fact]
    public void Page_LinksOfItemsWithoutIdsLeadToTheSamePage_AreToldApartByTheirTitles() =>
        Assert.Equal(
            (2, 1),
            (Poll(Item(Link, "b", Link), Item(Link, "a", Link)),
                Poll(Item(Link, "c", Link), Item(Link, "b", Link))));

    [Fact]
    public void Page_AlikeButForTheirDates_AreToldApartByThese() =>
        Assert.Equal(
            (2, 1),
            (Poll(Item("x", "beat", published: 2), Item("x", "beat", published: 1)),
                Poll(Item("x", "beat", published: 3), Item("x", "beat", published: 2), Item("x", "beat", published: 1))));

    [Fact]
    public void Page_StampedAnew_IsStillKnown() =>
        Assert.Equal(
            (2, 0),
            (Poll(Item("x", "b", published: 2), Item("x", "a", published: 1)), Poll(Item("x", "b", published: 4), Item("x", "a", published: 3))));

    // RFC 4287 section 4.1.1
    [Fact]
    public void Page_VersionsOfOneEntry_AreOneEntryTheNewest()
    {
        Entry[] page = [Item("x", "older", Link) with { Updated = Noon }, Item("x", "newer", Link) with { Updated = Noon.AddHours(1) }, Item("y", "other")];

        Assert.Equal(["newer", "other"], RepeatedIds.Apply(page, RepeatedIds.Learn(page, null, _stored)).Select(entry => entry.Title.Value));
    }

    [Fact]
    public void Remembered_Many_AreBounded()
    {
        for (var i = 0; i < 150; i++)
        {
            Poll(Item($"{i}", "b", published: 2), Item($"{i}", "a", published: 1));
        }

        Assert.Equal((RepeatedIds.MaxRemembered, "149"), (_remembered!.Count, _remembered[^1].Id));
    }

    // How many entries of the page are new to a log that keeps all.
    private int Poll(params Entry[] page)
    {
        _remembered = RepeatedIds.Learn(page, _remembered, RepeatedIds.Unknown(page, _remembered).Where(_stored.Contains).ToHashSet());
        return RepeatedIds.Apply(page, _remembered).Count(entry => _stored.Add(entry.Id));
    }

    private static Entry Item(string id, string title, string? link = null, int? published = null) => new()
    {
        Id = id,
        Title = EntryText.Plain(title),
        Links = link is not null ? [new EntryLink(link)] : published is null ? [new EntryLink($"http://a.example/{title}")] : [],
        Published = published is { } hours ? Noon.AddHours(hours) : null,
    };
}
