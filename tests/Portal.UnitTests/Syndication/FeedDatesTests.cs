using System.Globalization;
using Portal.Syndication.Reading;

namespace Portal.UnitTests.Syndication;

public sealed class FeedDatesTests
{
    [Theory]
    [InlineData("2003-12-31T10:14:55Z", "2003-12-31T10:14:55Z")]
    [InlineData("2003-12-31T10:14:55.25+01:00", "2003-12-31T10:14:55.25+01:00")]
    [InlineData("2003-12-31t10:14:55z", "2003-12-31T10:14:55Z")]
    [InlineData("2003-12-31 10:14", "2003-12-31T10:14:00Z")]
    [InlineData("2003-12-31T10:14-0800", "2003-12-31T10:14:00-08:00")]
    [InlineData("2003-12-31T10:14:55,5", "2003-12-31T10:14:55.5Z")]
    [InlineData("2003-12", "2003-12-01T00:00:00Z")]
    [InlineData("2003", "2003-01-01T00:00:00Z")]
    [InlineData("20031231", "2003-12-31T00:00:00Z")]
    [InlineData("2003-335", "2003-12-01T00:00:00Z")]
    [InlineData("2003-12-31T24:00:00Z", "2004-01-01T00:00:00Z")]
    [InlineData("2003-12-31T23:59:60Z", "2004-01-01T00:00:00Z")]
    [InlineData("Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z")]
    [InlineData("  Thu, 1 Jan 04 19:48 EST ", "2004-01-01T19:48:00-05:00")]
    [InlineData("01 January 2004 19:48:21 +0530", "2004-01-01T19:48:21+05:30")]
    [InlineData("Thu Jan  1 19:48:21 2004", "2004-01-01T19:48:21Z")]
    [InlineData("Thu, 01 Jan 2004 19:48:21 GMT+02:00", "2004-01-01T19:48:21+02:00")]
    [InlineData("1-Jan-2004 19:48 PDT", "2004-01-01T19:48:00-07:00")]
    [InlineData("January 1, 2004 7:48 pm", "2004-01-01T19:48:00Z")]
    [InlineData("January 1st, 2004 12:00 am", "2004-01-01T00:00:00Z")]
    [InlineData("1/23/2004 10:00", "2004-01-23T10:00:00Z")]
    [InlineData("23.1.2004 10:00", "2004-01-23T10:00:00Z")]
    [InlineData("Thu, 31 Dec 99 23:59:59 GMT", "1999-12-31T23:59:59Z")]
    public void Parse_WhatPublishersWrite_IsRead(string text, string expected) =>
        Assert.Equal(
            DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), Assert.NotNull(FeedDates.Parse(text)));

    [Theory]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("yesterday at noon")]
    [InlineData("2003-13-01T00:00:00Z")]
    [InlineData("2003-02-30")]
    [InlineData("2003-12-31T25:00:00Z")]
    [InlineData("2003-12-31T10:61:00Z")]
    [InlineData("2003-12-31T10:14:55+99:00")]
    [InlineData("0000-00-00T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+05:00")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("99999-01-01")]
    [InlineData("2003-12-31T")]
    [InlineData("2003-12-31Tnoon")]
    [InlineData("32 Jan 2004")]
    [InlineData("Thu, 01 Foo 2004 19:48:21 GMT")]
    [InlineData("1078164900")]
    [InlineData("----------")]
    [InlineData("٢٠٠٣-١٢-٣١")]
    public void Parse_NoDate_IsNone(string text) => Assert.Null(FeedDates.Parse(text));

    [Fact]
    public void Parse_VeryLongText_IsNone() => Assert.Null(FeedDates.Parse(new string('1', 1_000_000)));

    [Theory]
    [InlineData("2003-12-31T10:14:55Z", true)]
    [InlineData("2003-12-31T10:14:55.123456789Z", true)]
    [InlineData("2003-12-31T10:14:55-08:00", true)]
    [InlineData("2003-12-31 10:14:55Z", false)]
    [InlineData("2003-12-31T10:14Z", false)]
    [InlineData("2003-12-31T10:14:55", false)]
    [InlineData("2003-12-31T10:14:55+0100", false)]
    [InlineData("2003-12-31", false)]
    [InlineData("2016-12-31T23:59:60Z", true)]
    [InlineData("2016-12-31T23:59:60.5Z", true)]
    [InlineData("2017-01-01T00:59:60+01:00", true)]
    [InlineData("2016-12-30T23:59:60Z", false)]
    [InlineData("2016-12-31T12:34:60Z", false)]
    [InlineData("2016-12-31T23:59:61Z", false)]
    [InlineData("2016-12-31T24:00:00Z", false)]
    [InlineData("2016-12-31T25:00:00Z", false)]
    [InlineData("0000-12-31T10:14:55Z", false)]
    [InlineData("2016-02-30T10:14:55Z", false)]
    [InlineData("2016-12-31T10:14:55+25:00", false)]
    public void TryParseStrict_TakesRfc3339Only(string text, bool isDate) => Assert.Equal(isDate, FeedDates.TryParseStrict(text, out _));
}
