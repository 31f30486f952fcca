namespace Portal.Syndication;

/// <summary>The names of CloudEvents 1.0, and where an entry keeps what Atom has no place for.</summary>
internal static class CloudEventNames
{
    /// <summary>The version of the specification.</summary>
    public const string Version = "1.0";

    /// <summary>The type of events whose entry names none.</summary>
    public const string DefaultType = "org.ietf.atom.entry";

    /// <summary>The namespace of the elements in which an entry keeps attributes of the event that it came in by.</summary>
    public const string Namespace = "https://cloudevents.io/v1.0";
}
