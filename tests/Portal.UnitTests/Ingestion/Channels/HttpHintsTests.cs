using Portal.Ingestion.Channels.Http;

namespace Portal.UnitTests.Ingestion.Channels;

public sealed class HttpHintsTests
{
    private static readonly DateTimeOffset Now = new(1999, 12, 31, 23, 59, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    [InlineData("1.5", null)]
    [InlineData("0", 0.0)]
    [InlineData(" 120 ", 120.0)]
    [InlineData("99999999999999999999", (double)int.MaxValue)]
    [InlineData("Fri, 31 Dec 1999 23:59:59 GMT", 59.0)]
    [InlineData("Friday, 31-Dec-99 23:59:59 GMT", 59.0)]
    [InlineData("Fri Dec 31 23:59:59 1999", 59.0)]
    [InlineData("Fri, 31 Dec 1999 23:00:00 GMT", 0.0)]
    public void RetryAfter_BothForms_IsRead(string? header, double? seconds) =>
        Assert.Equal(seconds, HttpHints.RetryAfter(header, Now)?.TotalSeconds);

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("public, max-age=300", null, 300.0)]
    [InlineData("max-age=300", "100", 200.0)]
    [InlineData("max-age=300", "400", 0.0)]
    [InlineData("max-age=300", "old", 300.0)]
    [InlineData("max-age=300, no-cache", null, null)]
    [InlineData("no-store, max-age=300", null, null)]
    [InlineData("s-maxage=300", null, null)]
    [InlineData("max-age=a;b", null, null)]
    public void MaxAge_LessTheAge_IsRead(string? cacheControl, string? age, double? seconds) =>
        Assert.Equal(seconds, HttpHints.MaxAge(cacheControl, age)?.TotalSeconds);
}
