namespace Portal.IntegrationTests.FeedHost;

/// <summary>Documents are compressed for who can read that (RFC 9110 section 12.5.3).</summary>
public sealed class CompressionTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Theory]
    [InlineData("/feeds/{0}", "application/atom+xml")]
    [InlineData("/feeds/{0}", "application/feed+json")]
    [InlineData("/feeds/{0}", "application/vnd.rackspace.atom+json")]
    [InlineData("/feeds/{0}", "application/cloudevents-batch+json")]
    [InlineData("/feeds", "application/atomsvc+xml")]
    [InlineData("/api/v1/events", "application/x-ndjson")]
    public async Task Document_IsCompressed_WhereItIsAskedFor(string address, string accept)
    {
        var feed = await portal.HostedFeedAsync("compressed");
        using var client = portal.Host.Client();
        await client.FillAsync(feed, 1, 10);
        var path = string.Format(System.Globalization.CultureInfo.InvariantCulture, address, feed);

        using var brotli = await client.GetAsync(path, ("Accept", accept), ("Accept-Encoding", "br"));
        using var gzip = await client.GetAsync(path, ("Accept", accept), ("Accept-Encoding", "gzip, br;q=0"));
        using var plain = await client.GetAsync(path, ("Accept", accept));

        Assert.Equal(
            ("br", "gzip", null),
            (brotli.Content.Headers.ContentEncoding.SingleOrDefault(), gzip.Content.Headers.ContentEncoding.SingleOrDefault(), plain.Content.Headers.ContentEncoding.SingleOrDefault()));
        Assert.Contains("Accept-Encoding", string.Join(',', brotli.Headers.Vary), StringComparison.Ordinal);
    }
}
