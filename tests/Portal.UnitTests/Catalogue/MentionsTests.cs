using Portal.Catalogue.Access;
using Portal.Catalogue.Requests;

namespace Portal.UnitTests.Catalogue;

public sealed class MentionsTests
{
    private static readonly KnownPerson[] People = [Named("1", "Otto"), Named("2", "Otto Operator"), Named("3", "Änne Ölk"), Named("4", "Same"), Named("5", "Same")];

    [Theory]
    [InlineData("@Otto look", "1@0+5")]
    [InlineData("look, @otto operator!", "2@6+14")]
    [InlineData("@Otto Operators", "1@0+5")]
    [InlineData("@Ottos", "")]
    [InlineData("@Änne Ölk and @Otto", "3@0+9 1@14+5")]
    [InlineData("otto@Otto.example", "")]
    [InlineData("@nobody, @ and @@Otto", "1@16+5")]
    [InlineData("@Same", "")]
    [InlineData("@", "")]
    public void In_AText_FindsWhoIsMeant(string text, string found) =>
        Assert.Equal(found, string.Join(' ', Mentions.In(text, People).Select(mention => $"{mention.Person}@{mention.Start}+{mention.Length}")));

    [Fact]
    public void In_ATextOfNothingElse_StopsAtTheMost() =>
        Assert.Equal(Mentions.Most, Mentions.In(string.Concat(Enumerable.Repeat("@Otto ", 1000)), People).Count);

    private static KnownPerson Named(string id, string name) => new(new Actor { Id = id, Name = name }, null);
}
