using Portal.Events;

namespace Portal.UnitTests.Events;

public sealed class FeedIdTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("0")]
    [InlineData("orders.v2_eu-west")]
    public void TryParse_WellFormed_IsTaken(string text)
    {
        Assert.True(FeedId.TryParse(text, out var id));
        Assert.Equal(text, id.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("A")]
    [InlineData(".a")]
    [InlineData("a/b")]
    [InlineData("ä")]
    public void TryParse_Other_IsRefused(string? text) => Assert.False(FeedId.TryParse(text, out _));

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void TryParse_Length_IsBounded(int length, bool taken) => Assert.Equal(taken, FeedId.TryParse(new string('a', length), out _));
}
