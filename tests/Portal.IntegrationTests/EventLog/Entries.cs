using Portal.Events.Entries;

namespace Portal.IntegrationTests.EventLog;

/// <summary>Entries as publishers send them.</summary>
internal static class Entries
{
    /// <summary>An entry that has each property there is.</summary>
    public static Entry WithEverything(string id) => new()
    {
        Id = id,
        Title = new EntryText(TextKind.Html, "<b>Grüße</b> & 日本 \U0001F600"),
        Summary = new EntryText(TextKind.Xhtml, "<p xmlns=\"http://www.w3.org/1999/xhtml\">x</p>"),
        Content = new EntryContent("application/xml", "<order xmlns=\"urn:o\" total='1'>\r\n\t\"x\"</order>", "https://example.org/o"),
        Rights = EntryText.Plain("none"),
        Published = new DateTimeOffset(2026, 1, 1, 13, 0, 0, 123, TimeSpan.FromHours(2)),
        Updated = new DateTimeOffset(2026, 1, 1, 11, 0, 0, TimeSpan.Zero),
        Authors = [new Person("Ann", "ann@example.org", "https://example.org/ann"), new Person(null)],
        Contributors = [new Person("Bob")],
        Links = [new EntryLink("https://example.org/1"), new EntryLink("https://example.org/a.mp3", "enclosure", "audio/mpeg", "Sound", 5_000_000_000, "de")],
        Categories = [new Category("orders.order.placed", "urn:events", "Placed"), new Category("x")],
        Language = "de-AT",
        Extensions = ["<x:a xmlns:x=\"urn:x\">1</x:a>"],
    };
}
