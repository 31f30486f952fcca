using System.Xml;

namespace Portal.Contracts.Xsd;

/// <summary>How payloads are read: no document type definition, nothing from elsewhere.</summary>
internal static class PayloadSettings
{
    public static XmlReaderSettings Create() => new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
}
