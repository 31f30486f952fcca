using System.Xml;

namespace Portal.Syndication.Reading.Source;

/// <summary>
/// Gives prefixes that a document forgot to declare their customary namespace, and unknown ones a namespace of
/// their own: <c>&lt;itunes:subtitle&gt;</c> in a document that never declares <c>itunes</c> is common.
/// </summary>
internal sealed class LenientNamespaces(XmlNameTable names) : XmlNamespaceManager(names)
{
    public const string Undeclared = "urn:undeclared-prefix:";

    public override string? LookupNamespace(string prefix)
    {
        var uri = base.LookupNamespace(prefix);
        return uri is not null || prefix.Length == 0 ? uri : NameTable!.Add(CustomaryOf(prefix));
    }

    private static string CustomaryOf(string prefix) => prefix switch
    {
        "atom" or "a10" => XmlNames.Atom,
        "content" => XmlNames.ContentModule,
        "dc" => XmlNames.DublinCore,
        "dcterms" => XmlNames.DublinCoreTerms,
        "itunes" => XmlNames.ITunes,
        "media" => XmlNames.Media,
        "rdf" => XmlNames.Rdf,
        "sy" => XmlNames.SyndicationModule,
        "thr" => XmlNames.Threading,
        "xhtml" => XmlNames.Xhtml,
        _ => Undeclared + prefix,
    };
}
