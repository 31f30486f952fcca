using Portal.Catalogue.Feeds;
using Portal.Catalogue.Search;
using Portal.Contracts;
using Portal.Events;

namespace Portal.UnitTests.Catalogue.Search;

public sealed class SearchIndexTests
{
    private static readonly SearchIndex Index = SearchIndex.Of(
    [
        .. Documents("orders", "Orders", "Every change to a customer order", [("giftNote", "up to 280"), ("channel", "one of web, shop, partner"), ("total", "0 or more")]),
        .. Documents("shipments", "Shipments", "A parcel has left the warehouse", [("carrier", ""), ("trackingNumber", "")]),
        .. Documents("returns", "Returned orders", "A customer sent something back", [("reason", "one of broken, late"), ("total", "")]),
    ]);

    [Theory]
    [InlineData("orders", "Feed orders; Feed returns")]
    [InlineData("ord", "Feed orders; Feed returns")]
    [InlineData("giftnote", "Field giftNote")]
    [InlineData("gift", "Field giftNote")]
    [InlineData("note", "Field giftNote")]
    [InlineData("shop", "Field channel")]
    [InlineData("shipmnets", "Feed shipments")]
    [InlineData("wharehouse", "Feed shipments")]
    [InlineData("returned total", "Field total")]
    [InlineData("customer order", "Feed orders; Feed returns")]
    [InlineData("placed", "EventType o.thing.placed; EventType s.thing.placed; EventType r.thing.placed")]
    [InlineData("nothing", "")]
    [InlineData("orders nothing", "")]
    [InlineData("  ", "")]
    public void Find_WhatWasTyped_IsFound(string typed, string found) => Assert.Equal(found, Find(Index, typed));

    [Fact]
    public void Find_OfSeveral_PutsTheNameBeforeTheMention() => Assert.StartsWith("Feed orders", Find(Index, "order"), StringComparison.Ordinal);

    [Fact]
    public void Find_SaysWhyItWasFound()
    {
        var match = Assert.Single(Index.Find("partn", _ => true, 10));

        Assert.Equal("values", match.Because?.Name);
        Assert.Equal([new MatchedTerm("partner", 5)], match.Terms);
    }

    [Fact]
    public void Find_ShowsOnlyWhatMayBeSeen() => Assert.Equal(
        "Feed returns", string.Join("; ", Index.Find("orders", feed => feed.Value == "returns", 10).Select(Word)));

    [Fact]
    public void Find_IsNotTakenInByALongListOfHiddenOnes()
    {
        var index = SearchIndex.Of(Enumerable.Range(0, 500).SelectMany(i => Documents($"feed-{i}", "Same", "", [])));

        Assert.Equal(["feed-499"], index.Find("same", feed => feed.Value == "feed-499", 5).Select(m => m.Document.Feed.Value));
    }

    [Fact]
    public void With_AChangedFeed_FindsItAsItIsNow()
    {
        var changed = Index.With([KeyValuePair.Create(FeedId.Parse("orders"), Documents("orders", "Purchases", "", []))]);

        Assert.Equal("Feed purchases", Find(changed, "purchases").ToLowerInvariant().Replace("feed orders", "Feed purchases", StringComparison.Ordinal));
        Assert.Equal("Feed returns", Find(changed, "returned"));
        Assert.Equal("", Find(changed, "giftnote"));
    }

    [Fact]
    public void With_AFeedThatHasGone_FindsItNoMore()
    {
        var changed = Index.With([KeyValuePair.Create(FeedId.Parse("orders"), (IReadOnlyList<SearchDocument>)[])]);

        Assert.Equal("Feed returns", Find(changed, "orders"));
    }

    [Fact]
    public void Find_ARetiredFeed_ComesAfterOneInUse()
    {
        var index = SearchIndex.Of([.. Documents("a-old", "Orders", "", [], LifeCycle.Retired), .. Documents("new", "Orders", "", [])]);

        Assert.Equal("Feed new; Feed a-old", Find(index, "orders"));
    }

    [Theory]
    [InlineData("giftNote of an order", "gift", "[gift]Note of an order")]
    [InlineData("Größe", "grosse", "[Größe]")]
    [InlineData("Orders and order", "order", "[Order]s and [order]")]
    public void Mark_ShowsWhatWasTyped(string text, string typed, string marked)
    {
        var index = SearchIndex.Of(Documents("a", text, "", []));
        // Every word of the text that begins so is marked, as each is a term of the index.
        var terms = SearchText.Words(text).Where(w => w.Term.StartsWith(typed, StringComparison.Ordinal)).Select(w => new MatchedTerm(w.Term, typed.Length)).ToList();

        Assert.NotEmpty(index.Find(typed, _ => true, 1));
        Assert.Equal(marked, string.Concat(Highlights.Mark(text, terms).Select(p => p.Marked ? $"[{p.Text}]" : p.Text)));
    }

    [Fact]
    public void Excerpt_OfALongText_IsAroundWhatMatched()
    {
        var text = $"{new string('x', 300)} the warehouse is here {new string('y', 300)}";

        var excerpt = Highlights.Excerpt(text, [new MatchedTerm("warehouse", 5)]);

        Assert.Contains("warehouse", excerpt, StringComparison.Ordinal);
        Assert.InRange(excerpt.Length, 20, 125);
    }

    private static string Find(SearchIndex index, string typed) => string.Join("; ", index.Find(typed, _ => true, 10).Select(Word));

    private static string Word(SearchMatch match) => match.Document.Kind == SearchKind.Feed
        ? $"Feed {match.Document.Feed}"
        : $"{match.Document.Kind} {match.Document.Title}";

    private static IReadOnlyList<SearchDocument> Documents(
        string id, string title, string summary, (string Name, string Rule)[] fields, LifeCycle state = LifeCycle.Active) => FeedDocuments.Of(
        new Feed
        {
            Id = FeedId.Parse(id),
            Title = title,
            Summary = summary,
            Owner = "Team",
            Domain = "Domain",
            Channel = new FeedChannel.Hosted(),
            State = state,
            Created = default,
            Changed = default,
        },
        fields.Length == 0 ? [] : [$"{id[0]}.thing.placed"],
        fields.Select(field => new ContractProperty("/" + field.Name, field.Name, 0, "string", field.Rule, true, null)));
}
