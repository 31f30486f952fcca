using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Portal.TestKit;

namespace Portal.Benchmarks.FeedHost;

/// <summary>What the benchmarks say to a portal.</summary>
internal static class Calls
{
    public const string Schema =
        """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:benchmark:order" xmlns="urn:benchmark:order" elementFormDefault="qualified">
          <xs:element name="order">
            <xs:complexType>
              <xs:sequence>
                <xs:element name="number" type="xs:positiveInteger"/>
                <xs:element name="customer" type="xs:string"/>
                <xs:element name="line" maxOccurs="unbounded">
                  <xs:complexType><xs:attribute name="item" type="xs:string" use="required"/><xs:attribute name="quantity" type="xs:int" use="required"/></xs:complexType>
                </xs:element>
              </xs:sequence>
            </xs:complexType>
          </xs:element>
        </xs:schema>
        """;

    public static HttpClient Client(Uri address)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = 2000 }) { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", PortalHost.BootstrapKey);
        client.Timeout = TimeSpan.FromMinutes(5);
        return client;
    }

    public static async Task MakeFeedAsync(HttpClient client, string id, bool withContract)
    {
        using var made = await client.PostAsJsonAsync(
            "/api/v1/feeds", new { id, title = id, owner = "Benchmark", domain = "Benchmark", channel = new { type = "hosted" } });
        made.EnsureSuccessStatusCode();
        if (withContract)
        {
            using var contract = await client.PostAsJsonAsync(
                $"/api/v1/feeds/{id}/contracts", new { version = "1.0.0", language = "xsd", schema = Schema, enforcement = "reject" });
            contract.EnsureSuccessStatusCode();
        }
    }

    /// <summary>An entry of about 1 KB with a payload that satisfies the contract, and two categories.</summary>
    public static byte[] Entry(int number, string? title = null) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"""
        <entry xmlns="http://www.w3.org/2005/Atom"><id>urn:uuid:{Guid.NewGuid()}</id><title>{title ?? $"Order {number} was placed"}</title><updated>2026-11-24T12:00:00Z</updated>
        <author><name>Shop</name></author><category term="orders.order.placed"/><category term="c{number % 100}"/>
        <content type="application/xml"><order xmlns="urn:benchmark:order"><number>{number + 1}</number><customer>Customer number {number % 1000} of the shop</customer>
        <line item="A-100" quantity="1"/><line item="B-200" quantity="2"/><line item="C-300" quantity="3"/><line item="D-400" quantity="4"/>
        <line item="E-500" quantity="5"/><line item="F-600" quantity="6"/><line item="G-700" quantity="7"/></order></content></entry>
        """));

    public static async Task PostAsync(HttpClient client, string path, byte[] entry)
    {
        using var body = new ByteArrayContent(entry);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/atom+xml");
        using var answer = await client.PostAsync(path, body);
        answer.EnsureSuccessStatusCode();
    }

    public static async Task<int> GetAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    /// <summary>Fills a feed in batches of 1,000.</summary>
    public static async Task FillAsync(HttpClient client, string feed, int from, int to)
    {
        for (var first = from; first < to; first += 1000)
        {
            var batch = new StringBuilder("<feed xmlns='http://www.w3.org/2005/Atom'>");
            for (var i = first; i < Math.Min(to, first + 1000); i++)
            {
                batch.Append(Encoding.UTF8.GetString(Entry(i)));
            }

            using var body = new StringContent(batch.Append("</feed>").ToString(), Encoding.UTF8);
            body.Headers.ContentType = MediaTypeHeaderValue.Parse("application/atom+xml;type=feed");
            using var answer = await client.PostAsync($"/feeds/{feed}", body);
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Waits until a feed's entries are indexed and archived: its last archive is there then.</summary>
    public static async Task ArchivedAsync(HttpClient client, string feed, int entries)
    {
        for (var i = 0; i < 600; i++)
        {
            using var answer = await client.GetAsync($"/feeds/{feed}/archives/{entries / 500}");
            if (answer.IsSuccessStatusCode)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        }

        throw new InvalidOperationException("The index did not catch up within five minutes.");
    }

    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
