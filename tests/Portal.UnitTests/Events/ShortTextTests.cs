using Portal.Events.Entries;

namespace Portal.UnitTests.Events;

public sealed class ShortTextTests
{
    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc")]
    [InlineData("ab\U0001F600", 4, "ab\U0001F600")]
    [InlineData("ab\U0001F600", 3, "ab")]
    [InlineData("\U0001F600\U0001F600", 3, "\U0001F600")]
    public void Cut_LongText_KeepsWholeCharacters(string text, int most, string expected) => Assert.Equal(expected, ShortText.Cut(text, most));
}
