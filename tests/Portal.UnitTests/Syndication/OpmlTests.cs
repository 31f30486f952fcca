using System.Text;
using FsCheck;
using FsCheck.Xunit;
using Portal.Syndication.Opml;

namespace Portal.UnitTests.Syndication;

public sealed class OpmlTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Read_NestedOutlines_KeepsTheirTitlesAsFolders()
    {
        var reading = Read(
            """
            <?xml version="1.0"?>
            <opml version="2.0"><head><title>Mine</title></head><body>
              <outline text="Sales">
                <outline text="Europe">
                  <outline text="Orders" type="rss" xmlUrl=" https://example.org/orders " description="All orders" category="/Boston/Weather,hot"/>
                </outline>
                <outline title="Invoices" XmlUrl="https://example.org/invoices"/>
              </outline>
              <outline text="No address" type="rss"/>
              <outline text="A link" type="link" url="https://example.org"/>
            </body></opml>
            """);

        Assert.Null(reading.Problem);
        Assert.Equal(
            [
                new OpmlFeed
                {
                    Address = "https://example.org/orders", Title = "Orders", Description = "All orders", Folders = ["Sales", "Europe"], Categories = ["Boston", "Weather", "hot"], Line = 5,
                },
                new OpmlFeed { Address = "https://example.org/invoices", Title = "Invoices", Folders = ["Sales"], Line = 7 },
                new OpmlFeed { Title = "No address", Line = 9 },
            ],
            reading.Feeds);
    }

    [Theory]
    [InlineData("<rss/>", "This is no OPML")]
    [InlineData("nothing", "cannot be read from line 1")]
    [InlineData("", "cannot be read")]
    [InlineData("<!DOCTYPE opml [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><opml><body><outline text='&e;' xmlUrl='http://x'/></body></opml>", "DTD is prohibited")]
    public void Read_WhatIsNoList_SaysWhy(string document, string why)
    {
        var reading = Read(document);

        Assert.Empty(reading.Feeds);
        Assert.Contains(why, reading.Problem);
    }

    [Fact]
    public void Read_BrokenInTheMiddle_KeepsWhatCameBefore()
    {
        var reading = Read("<opml><body><outline text='A' xmlUrl='http://x'/>\n<outline text='B'");

        Assert.Equal(["A"], reading.Feeds.Select(feed => feed.Title));
        Assert.Contains("line 2", reading.Problem);
    }

    [Fact]
    public void Read_MoreThanIsRead_SaysSo()
    {
        var many = Read("<opml><body>" + string.Concat(Enumerable.Repeat("<outline xmlUrl='http://x'/>", OpmlReader.MaxFeeds + 1)) + "</body></opml>");
        var deep = Read("<opml><body>" + string.Concat(Enumerable.Repeat("<outline text='a'>", 100_000)));
        var long_ = OpmlReader.Read(new byte[OpmlReader.MaxBytes + 1]);

        Assert.Equal((OpmlReader.MaxFeeds, true), (many.Feeds.Count, many.Problem?.Contains("2,000", StringComparison.Ordinal)));
        Assert.Contains("more than 32 deep", deep.Problem);
        Assert.Contains("4,194,304", long_.Problem);
    }

    [Fact]
    public void Write_ThenRead_GivesTheSameFeeds()
    {
        OpmlFeed[] feeds =
        [
            new() { Address = "https://example.org/a?x=1&y=2", Title = "A & B <c>", Folders = ["Sales"], Categories = ["hot", "eu"], Id = "a-b", Owner = "Team A", Interval = TimeSpan.FromSeconds(30) },
            new() { Address = "https://example.org/c", Title = "C \"quoted\"", Description = "Line\none" },
        ];

        var read = OpmlReader.Read(OpmlWriter.Write("All feeds", Noon, feeds));

        Assert.Null(read.Problem);
        Assert.Equal(feeds.Reverse(), read.Feeds.Select(feed => feed with { Line = 0 }));
    }

    [Property]
    public void Write_AnyTitles_CanBeRead(NonNull<string>[] titles)
    {
        var feeds = titles.Select(title => new OpmlFeed { Title = title.Get, Address = "http://x" }).ToList();

        var read = OpmlReader.Read(OpmlWriter.Write("x", Noon, feeds));

        Assert.Equal((null, feeds.Count), (read.Problem, read.Feeds.Count));
    }

    private static OpmlReading Read(string document) => OpmlReader.Read(Encoding.UTF8.GetBytes(document));
}
