namespace Portal.Web.Shared.Payloads.Snippets;

/// <summary>The forms in which one entry is published.</summary>
public enum EntryForm
{
    /// <summary>An Atom entry document (RFC 5023 section 12).</summary>
    Atom,

    /// <summary>Atom in the JSON form of Rackspace Cloud Feeds.</summary>
    Json,

    /// <summary>A CloudEvent in structured mode.</summary>
    CloudEvent,
}
