using Portal.Web.Shared.Figures;

namespace Portal.ComponentTests.Shared;

public sealed class FigureTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1284, "1,284")]
    [InlineData(-1234567, "-1,234,567")]
    public void Count_OfANumber_HasSeparators(long value, string text) => Assert.Equal(text, Figure.Count(value));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(3.14159, "3.14")]
    [InlineData(999, "999")]
    [InlineData(999.6, "1 k")]
    [InlineData(48210, "48.2 k")]
    [InlineData(999_949, "999.9 k")]
    [InlineData(999_951, "1 M")]
    [InlineData(6_100_000, "6.1 M")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.PositiveInfinity, "–")]
    [InlineData(double.NegativeInfinity, "–")]
    public void Short_OfANumber_FitsATile(double value, string text) => Assert.Equal(text, Figure.Short(value));

    [Theory]
    [InlineData(0.9962, "99.62")]
    [InlineData(1, "100")]
    [InlineData(0.999999, "99.99")]
    [InlineData(0, "0")]
    [InlineData(double.NaN, "–")]
    public void Percent_OfAShare_ReadsAHundredOnlyWhenNothingIsMissing(double share, string text) => Assert.Equal(text, Figure.Percent(share));

    [Theory]
    [InlineData(1, "1 byte")]
    [InlineData(312, "312 bytes")]
    [InlineData(1434, "1.4 KB")]
    [InlineData(5_242_880, "5 MB")]
    [InlineData(1_649_267_441_664, "1,536 GB")]
    public void Bytes_OfASize_NamesItsUnit(long bytes, string text) => Assert.Equal(text, Figure.Bytes(bytes));

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(0.12, "120 ms")]
    [InlineData(2.34, "2.3 s")]
    [InlineData(42.2, "42 s")]
    [InlineData(-42.2, "42 s")]
    [InlineData(59.7, "59 s")]
    [InlineData(90, "1 min 30 s")]
    [InlineData(13_320, "3 h 42 min")]
    [InlineData(187_200, "2 d 4 h")]
    [InlineData(86_400, "1 d")]
    public void Duration_OfASpan_ShowsItsTwoLargestUnits(double seconds, string text) =>
        Assert.Equal(text, Figure.Duration(TimeSpan.FromSeconds(seconds)));
}
