using Portal.Catalogue.Feeds;
using Portal.Events;

namespace Portal.UnitTests.Catalogue;

public sealed class FacetChoiceTests
{
    private static readonly IReadOnlyList<FeedFacts> Feeds =
    [
        Facts("a", "Sales", LifeCycle.Active, "xsd"),
        Facts("b", "Sales", LifeCycle.Retired),
        Facts("c", "Finance", LifeCycle.Active, "json-schema", "xsd"),
    ];

    [Theory]
    [InlineData("", "a b c")]
    [InlineData("domain=sales", "a b")]
    [InlineData("domain=Sales state=active", "a")]
    [InlineData("language=xsd", "a c")]
    [InlineData("language=none", "b")]
    [InlineData("domain=Nowhere", "")]
    public void Passes_WhatIsChosen(string chosen, string passing) =>
        Assert.Equal(passing, string.Join(' ', Feeds.Where(Choice(chosen).Passes).Select(f => f.Feed.Id)));

    [Fact]
    public void Count_OfAFacet_IsNarrowedByTheOthersOnly()
    {
        var counts = Choice("domain=Sales").Count(Feeds);

        Assert.Equal([new FacetValue("Sales", 2), new FacetValue("Finance", 1)], counts["domain"]);
        Assert.Equal([new FacetValue("active", 1), new FacetValue("retired", 1)], counts["state"]);
        Assert.Equal([new FacetValue("none", 1), new FacetValue("xsd", 1)], counts["language"]);
    }

    private static FacetChoice Choice(string chosen)
    {
        var pairs = chosen.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(p => p.Split('=')[0], p => p.Split('=')[1]);
        return new FacetChoice(name => pairs.GetValueOrDefault(name));
    }

    private static FeedFacts Facts(string id, string domain, LifeCycle state, params string[] languages) => new(
        new Feed { Id = FeedId.Parse(id), Title = id, Owner = "o", Domain = domain, State = state, Channel = new FeedChannel.Hosted(), Created = default, Changed = default },
        languages,
        []);
}
