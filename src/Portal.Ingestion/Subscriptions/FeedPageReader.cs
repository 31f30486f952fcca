using Portal.Ingestion.Channels;

namespace Portal.Ingestion.Subscriptions;

/// <summary>Holds the place of the readers of Atom, RSS and JSON Feed: knows web pages only.</summary>
internal sealed class FeedPageReader : IFeedPageReader
{
    public PageReading Read(FetchResult document) => HtmlPage.Is(document.Body.Span)
        ? new PageReading(null, PollProblem.HtmlPage, "An HTML page was served where a feed was expected.")
        : new PageReading(null, PollProblem.Malformed, "This version of the portal reads no feeds yet.");
}
