using System.Diagnostics;
using System.Globalization;
using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using Portal.Benchmarks.FeedHost;
using Portal.Syndication.Reading;

namespace Portal.Benchmarks.Following;

/// <summary>
/// Reading a feed document with everything in it, against what a .NET user would pick and against an <see cref="XmlReader"/>
/// that visits every node and keeps nothing. One thread, four documents of 500 entries of 1.4 KB.
/// </summary>
internal static class ReaderBenchmark
{
    private const int Entries = 500;
    private const int Rounds = 15;
    private const int WarmUp = 20;
    private const int Repeats = 6;
    private const double SyndicationBound = 2;
    private const double AllocationBound = 0.35;

    // Both keep escaped HTML as one string, which alone is nearly 0.4 of what SyndicationFeed.Load allocates: nobody can keep it in less.
    private const double EscapedAllocationBound = 0.7;
    private const double FloorBound = 0.6;

    public static int Run()
    {
        var holds = true;
        foreach (var (name, document, allocation) in new[]
        {
            ("Atom, XML payload", Atom(Payload), AllocationBound), ("Atom, escaped HTML", Atom(Html), EscapedAllocationBound),
            ("Atom, XHTML", Atom(Xhtml), AllocationBound), ("RSS 2.0", Rss(), AllocationBound),
        })
        {
            for (var i = 0; i < WarmUp; i++)
            {
                Measure(document, Ours);
                Measure(document, SyndicationFeedLoad);
                Measure(document, Floor);
            }

            List<(Cost Ours, Cost Load, Cost Floor)> rounds = [];
            for (var i = 0; i < Rounds; i++)
            {
                rounds.Add((Measure(document, Ours), Measure(document, SyndicationFeedLoad), Measure(document, Floor)));
            }

            var faster = rounds.Select(r => r.Load.Seconds / r.Ours.Seconds).Median();
            var allocated = rounds.Select(r => r.Ours.Bytes / r.Load.Bytes).Median();
            var floor = rounds.Select(r => r.Floor.Seconds / r.Ours.Seconds).Median();
            holds &= faster >= SyndicationBound && allocated <= allocation && floor >= FloorBound;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name}: {Entries * Repeats / rounds.Select(r => r.Ours.Seconds).Median():F0} entries/s, {faster:F2} times SyndicationFeed.Load (at least {SyndicationBound}), "
                + $"{allocated:F2} of its allocation of {rounds.Select(r => r.Load.Bytes).Median() / (Entries * Repeats):F0} bytes an entry (at most {allocation}), "
                + $"{floor:F2} of the bare reader (at least {FloorBound})"));
        }

        return holds ? 0 : 1;
    }

    private static Cost Measure(byte[] document, Func<byte[], int> read)
    {
        var (bytes, start) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        for (var i = 0; i < Repeats; i++)
        {
            if (read(document) < Entries)
            {
                throw new InvalidOperationException("Entries are missing.");
            }
        }

        return new Cost(Stopwatch.GetElapsedTime(start).TotalSeconds, GC.GetAllocatedBytesForCurrentThread() - bytes);
    }

    private static int Ours(byte[] document) => FeedReader.Read(document).Document!.Entries.Count;

    private static int SyndicationFeedLoad(byte[] document)
    {
        using var reader = XmlReader.Create(new MemoryStream(document));
        return SyndicationFeed.Load(reader).Items.Count();
    }

    private static int Floor(byte[] document)
    {
        using var reader = XmlReader.Create(new MemoryStream(document));
        var entries = 0;
        while (reader.Read())
        {
            entries += reader is { NodeType: XmlNodeType.Element, LocalName: "entry" or "item" } ? 1 : 0;
        }

        return entries;
    }

    private static byte[] Atom(Func<int, string> content)
    {
        var feed = new StringBuilder("<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:f</id><title>A feed</title><updated>2026-03-01T12:00:00Z</updated>");
        for (var i = 0; i < Entries; i++)
        {
            feed.Append(CultureInfo.InvariantCulture, $"<entry><id>urn:uuid:{new Guid(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)}</id><title>Order {i} was placed</title>")
                .Append(CultureInfo.InvariantCulture, $"<link rel='alternate' href='https://shop.example.org/orders/{i}'/><category term='orders'/><category term='order.placed'/>")
                .Append("<author><name>The shop</name></author><published>2026-03-01T11:59:00Z</published><updated>2026-03-01T12:00:00Z</updated>")
                .Append(content(i)).Append("</entry>\n");
        }

        return Encoding.UTF8.GetBytes(feed.Append("</feed>").ToString());
    }

    private static byte[] Rss()
    {
        var feed = new StringBuilder("<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>A feed</title><link>https://shop.example.org/</link><description>Orders</description>");
        for (var i = 0; i < Entries; i++)
        {
            feed.Append(CultureInfo.InvariantCulture, $"<item><guid isPermaLink='false'>urn:uuid:{new Guid(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)}</guid><title>Order {i} was placed</title>")
                .Append(CultureInfo.InvariantCulture, $"<link>https://shop.example.org/orders/{i}</link><category>orders</category><category>order.placed</category>")
                .Append("<dc:creator>The shop</dc:creator><pubDate>Sun, 01 Mar 2026 11:59:00 GMT</pubDate>")
                .Append(CultureInfo.InvariantCulture, $"<description>{Escaped(i)}</description></item>\n");
        }

        return Encoding.UTF8.GetBytes(feed.Append("</channel></rss>").ToString());
    }

    private static string Payload(int number) =>
        $"<content type='application/xml'><order xmlns='urn:example:order'><number>{number}</number><customer>Customer {number % 97}</customer>"
        + string.Concat(Enumerable.Range(1, 10).Select(line => $"<line number='{line}'><item>A-{number + line}</item><quantity>{line}</quantity></line>"))
        + "</order></content>";

    private static string Html(int number) => $"<content type='html'>{Escaped(number)}</content>";

    private static string Xhtml(int number) => $"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{Markup(number)}</div></content>";

    private static string Escaped(int number) => Markup(number).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    // About 900 characters, as the content of an order.
    private static string Markup(int number) =>
        $"<p>Order {number} of customer {number % 97}</p><ul>"
        + string.Concat(Enumerable.Range(1, 12).Select(line => $"<li>Line {line}: article A-{number + line}, {line} pieces, ready by Friday</li>"))
        + "</ul>";

    private readonly record struct Cost(double Seconds, double Bytes);
}
