namespace Portal.Syndication;

/// <summary>The namespaces of the documents that this project reads and writes.</summary>
internal static class XmlNames
{
    public const string Atom = "http://www.w3.org/2005/Atom";
    public const string Atom03 = "http://purl.org/atom/ns#";
    public const string Xhtml = "http://www.w3.org/1999/xhtml";
    public const string Xml = "http://www.w3.org/XML/1998/namespace";
    public const string Xmlns = "http://www.w3.org/2000/xmlns/";
    public const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    public const string Rss10 = "http://purl.org/rss/1.0/";
    public const string Rss090 = "http://my.netscape.com/rdf/simple/0.9/";
    public const string Rss090Channel = "http://channel.netscape.com/rdf/simple/0.9/";
    public const string Rss11 = "http://purl.org/net/rss1.1#";
    public const string Rss20Userland = "http://backend.userland.com/rss2";
    public const string Rss20Harvard = "http://blogs.law.harvard.edu/tech/rss";
    public const string ContentModule = "http://purl.org/rss/1.0/modules/content/";
    public const string SyndicationModule = "http://purl.org/rss/1.0/modules/syndication/";
    public const string DublinCore = "http://purl.org/dc/elements/1.1/";
    public const string DublinCore10 = "http://purl.org/dc/elements/1.0/";
    public const string DublinCoreTerms = "http://purl.org/dc/terms/";
    public const string Media = "http://search.yahoo.com/mrss/";
    public const string MediaWithoutSlash = "http://search.yahoo.com/mrss";
    public const string ITunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";
    public const string Threading = "http://purl.org/syndication/thread/1.0";
    public const string Tombstones = "http://purl.org/atompub/tombstones/1.0";
    public const string FeedHistory = "http://purl.org/syndication/history/1.0";

    /// <summary>Whether elements of this namespace are RSS's own.</summary>
    public static bool IsRss(string uri) =>
        uri is "" or Rss10 or Rss090 or Rss090Channel or Rss11 or Rss20Userland or Rss20Harvard;

    /// <summary>Whether elements of this namespace are Atom's own; lenient readers also take those of none.</summary>
    public static bool IsAtom(string uri) => uri is Atom or Atom03;

    /// <summary>Whether this is the iTunes namespace, which publishers spell in several cases.</summary>
    public static bool IsITunes(string uri) => uri.Equals(ITunes, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether this is one of the Dublin Core namespaces.</summary>
    public static bool IsDublinCore(string uri) => uri is DublinCore or DublinCore10 or DublinCoreTerms;

    /// <summary>Whether this is the Media RSS namespace.</summary>
    public static bool IsMedia(string uri) => uri is Media or MediaWithoutSlash;
}
