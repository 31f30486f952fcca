namespace Portal.Events.Payloads;

/// <summary>What a payload is written in.</summary>
public enum PayloadForm
{
    /// <summary>JSON (RFC 8259).</summary>
    Json,

    /// <summary>XML 1.0.</summary>
    Xml,
}
