using Portal.Syndication;

namespace Portal.UnitTests.Syndication;

public sealed class AtomValuesTests
{
    [Theory]
    [InlineData("text/plain", true)]
    [InlineData("application/vnd.x+xml; a=\"b/c\"", true)]
    [InlineData("text/plain ;charset=utf-8", true)]
    [InlineData("text", false)]
    [InlineData("/plain", false)]
    [InlineData("text/", false)]
    [InlineData("a/b/c", false)]
    [InlineData("text /plain", false)]
    [InlineData("", false)]
    [InlineData(";a/b", false)]
    public void IsMediaType_GoesByTheForm(string type, bool isOne) => Assert.Equal(isOne, AtomValues.IsMediaType(type));

    [Theory]
    [InlineData("a@b", true)]
    [InlineData("a@b@c", true)]
    [InlineData("@b", false)]
    [InlineData("a@", false)]
    [InlineData("a at b", false)]
    [InlineData("a @b", false)]
    [InlineData("", false)]
    public void IsEmail_GoesByTheForm(string text, bool isOne) => Assert.Equal(isOne, AtomValues.IsEmail(text));

    [Theory]
    [InlineData("", true)]
    [InlineData("de", true)]
    [InlineData("zh-Hant-TW", true)]
    [InlineData("x-12345678", true)]
    [InlineData("de_DE", false)]
    [InlineData("123", false)]
    [InlineData("de-", false)]
    [InlineData("-de", false)]
    [InlineData("abcdefghi", false)]
    public void IsLanguage_GoesByTheForm(string tag, bool isOne) => Assert.Equal(isOne, AtomValues.IsLanguage(tag));
}
