using Portal.Events.Entries;
using Portal.FeedHost.Reading;

namespace Portal.UnitTests.FeedHost;

public sealed class CategorySearchTests
{
    [Theory]
    [InlineData("+a", "a", true)]
    [InlineData("+a", "b", false)]
    [InlineData("+a", "", false)]
    [InlineData("+A", "a", true)]
    [InlineData("+a+b", "b", true)]
    [InlineData("+a+b", "c,a", true)]
    [InlineData("+a+b", "ab", false)]
    [InlineData("+two words", "Two Words", true)]
    [InlineData("+tid:1(2)", "tid:1(2)", true)]
    [InlineData("(cat=a)", "A", true)]
    [InlineData("(CAT=a)", "a", true)]
    [InlineData("(cat=a=b)", "a=b", true)]
    [InlineData("(AND(cat=a)(cat=b))", "a,b", true)]
    [InlineData("(AND(cat=a)(cat=b))", "a", false)]
    [InlineData("(OR(cat=a)(cat=b))", "b", true)]
    [InlineData("(OR(cat=a)(cat=b))", "c", false)]
    [InlineData("(NOT(cat=a))", "b", true)]
    [InlineData("(NOT(cat=a))", "", true)]
    [InlineData("(NOT(cat=a))", "b,a", false)]
    [InlineData("(&(cat=a)(|(cat=b)(cat=c))(!(cat=d)))", "a,c", true)]
    [InlineData("(&(cat=a)(|(cat=b)(cat=c))(!(cat=d)))", "a,c,d", false)]
    [InlineData("(and(cat=a)(or(cat=b)(cat=c))(not(cat=d)))", "b,a", true)]
    [InlineData("(AND(cat=a)(OR(cat=b)(cat=c))(NOT(cat=d)))", "a", false)]
    [InlineData("(cat=and)", "AND", true)]
    [InlineData("( AND (cat=a) ( OR (cat=b)  (cat=c) ) (NOT (cat=d)) ) ", "a,c", true)]
    [InlineData("( AND (cat=a) ( OR (cat=b)  (cat=c) ) (NOT (cat=d)) ) ", "a,c,d", false)]
    [InlineData(@"(cat=tid:1\282\29)", "tid:1(2)", true)]
    [InlineData(@"(cat=\2a\5c\c3\a9é)", @"*\éé", true)]
    public void Matches_Categories_AsTheSearchSays(string text, string categories, bool matches)
    {
        Assert.True(CategorySearch.TryParse(text, out var search, out var problem), problem);

        Assert.Equal(matches, search.Matches([.. categories.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(c => new Category(c))]));
    }

    [Theory]
    [InlineData("", "it must begin with '+' (in an address: %2B) or '('.")]
    [InlineData(" a", "it must begin with '+' (in an address: %2B) or '('.")]
    [InlineData("a", "it must begin with '+' (in an address: %2B) or '('.")]
    [InlineData("+", "a category is missing after '+'.")]
    [InlineData("+a+", "a category is missing after '+'.")]
    [InlineData("+a++b", "a category is missing after '+'.")]
    [InlineData("(", "'cat=' or AND, OR, NOT is expected at position 2.")]
    [InlineData("()", "'cat=' or AND, OR, NOT is expected at position 2.")]
    [InlineData("(dog=a)", "'cat=' or AND, OR, NOT is expected at position 2.")]
    [InlineData("(cat=)", "a category is expected at position 6.")]
    [InlineData("(cat= )", "a category is expected at position 6.")]
    [InlineData("(cat=a", "')' is expected at position 7.")]
    [InlineData("(cat=a(cat=b))", "')' is expected at position 7.")]
    [InlineData("(cat=a)x", "nothing is expected at position 8.")]
    [InlineData("(cat=a)(cat=b)", "nothing is expected at position 8.")]
    [InlineData("(AND)", "'cat=' or AND, OR, NOT is expected at position 2.")]
    [InlineData("(&)", "a condition in parentheses is expected at position 3.")]
    [InlineData("(NOT(cat=a)(cat=b))", "NOT takes one condition at position 19.")]
    [InlineData("(AND(cat=a)", "')' is expected at position 12.")]
    [InlineData("(AND(cat=a)(dog=b))", "'cat=' or AND, OR, NOT is expected at position 13.")]
    [InlineData("(AND cat=a)", "'cat=' or AND, OR, NOT is expected at position 2.")]
    [InlineData("(cat=a*)", @"a category is compared whole: '*' stands for nothing else, and is written \2a, at position 7.")]
    [InlineData(@"(cat=ab\2)", @"two hexadecimal digits are expected after '\' at position 8.")]
    [InlineData(@"(cat=\zz)", @"two hexadecimal digits are expected after '\' at position 6.")]
    public void Parse_Malformed_SaysWhatAndWhere(string text, string expected)
    {
        Assert.False(CategorySearch.TryParse(text, out _, out var problem));

        Assert.Equal(expected, problem);
    }

    [Fact]
    public void Parse_TooLong_IsRefused()
    {
        Assert.False(CategorySearch.TryParse("+" + new string('a', 4000), out _, out var problem));

        Assert.Equal("at most 4000 characters.", problem);
    }

    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    [InlineData(1900, false)]
    public void Parse_Nested_IsBounded(int depth, bool accepted)
    {
        var text = string.Concat(Enumerable.Repeat("(!", depth)) + "(cat=a)" + new string(')', depth);

        Assert.Equal(accepted, CategorySearch.TryParse(text[..Math.Min(4000, text.Length)], out _, out _));
    }
}
