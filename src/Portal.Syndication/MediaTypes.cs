namespace Portal.Syndication;

/// <summary>The media types of the documents that this project reads and writes.</summary>
public static class MediaTypes
{
    /// <summary>Atom, feed or entry (RFC 4287 section 7).</summary>
    public const string Atom = "application/atom+xml";

    /// <summary>An Atom feed document (RFC 5023 section 12).</summary>
    public const string AtomFeed = "application/atom+xml;type=feed";

    /// <summary>An Atom entry document (RFC 5023 section 12).</summary>
    public const string AtomEntry = "application/atom+xml;type=entry";

    /// <summary>An AtomPub service document (RFC 5023 section 8).</summary>
    public const string AtomService = "application/atomsvc+xml";

    /// <summary>An AtomPub categories document (RFC 5023 section 7).</summary>
    public const string AtomCategories = "application/atomcat+xml";

    /// <summary>RSS, any version.</summary>
    public const string Rss = "application/rss+xml";

    /// <summary>JSON Feed.</summary>
    public const string JsonFeed = "application/feed+json";

    /// <summary>Atom in the JSON form of Rackspace Cloud Feeds.</summary>
    public const string AtomJson = "application/vnd.rackspace.atom+json";

    /// <summary>A batch of CloudEvents (JSON event format, section 4).</summary>
    public const string CloudEventsBatch = "application/cloudevents-batch+json";

    /// <summary>One CloudEvent in structured mode (JSON event format).</summary>
    public const string CloudEvent = "application/cloudevents+json";

    /// <summary>Server-sent events (WHATWG HTML, section 9.2).</summary>
    public const string EventStream = "text/event-stream";
}
