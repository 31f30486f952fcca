using System.Text;
using System.Text.RegularExpressions;
using Portal.Contracts.JsonSchema.Patterns;

namespace Portal.UnitTests.Contracts;

public sealed class PlainPatternTests
{
    private static readonly string[] Texts =
    [
        "", "A", "AB", "AB-1234", "AB-12345678", "AB-123456789", "ab-1234", "AB-1234\n", "\nAB-1234", "c-1", "c-", "c-120045", "0", "00", "0.5", "10.25",
        "0f8fad5b-d9cb-469f-a165-70867728950e", "0F8FAD5B-d9cb-469f-a165-70867728950e", "a.b", "a-b", "-", "--", "aab", "aaab", "ä", "c-1ä", "a b", "$5", "abc",
    ];

    [Theory]
    [InlineData("^$")]
    [InlineData("^[A-Z]{2}-[0-9]{4,8}$")]
    [InlineData("^c-[0-9]+$")]
    [InlineData("^c-\\d*$")]
    [InlineData("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
    [InlineData("^-?[0-9]+\\.[0-9]{1,2}$")]
    [InlineData("^[a-z.-]+$")]
    [InlineData("^[a-z]?[A-Z]{0,3}-?[0-9]{2,}$")]
    [InlineData("^[ab]{2}[b]$")]
    [InlineData("^\\$[0-9]$")]
    [InlineData("^[a-z]+ ?[A-Z]*$")]
    public void IsMatch_PlainPattern_IsWhatTheRegularExpressionSays(string pattern)
    {
        var plain = PlainPattern.TryRead(pattern);

        Assert.NotNull(plain);
        Assert.Equal(
            Texts.Where(text => Regex.IsMatch(text, pattern[..^1] + "\\z", RegexOptions.CultureInvariant)),
            Texts.Where(text => plain.IsMatch(Encoding.UTF8.GetBytes(text))));
    }

    [Theory]
    [InlineData("[A-Z]")]
    [InlineData("^[A-Z]")]
    [InlineData("^a|b$")]
    [InlineData("^(ab)+$")]
    [InlineData("^a*ab$")]
    [InlineData("^a?b?a$")]
    [InlineData("^[^a]$")]
    [InlineData("^[\\w]$")]
    [InlineData("^.$")]
    [InlineData("^a\\$")]
    [InlineData("^a+?$")]
    [InlineData("^a{2}?$")]
    [InlineData("^ä$")]
    [InlineData("^\\bA$")]
    public void TryRead_OtherPattern_IsLeftToTheRegularExpression(string pattern) => Assert.Null(PlainPattern.TryRead(pattern));
}
