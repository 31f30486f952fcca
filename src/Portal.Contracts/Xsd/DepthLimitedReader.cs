using System.Xml;

namespace Portal.Contracts.Xsd;

/// <summary>Refuses documents whose elements are nested too deeply for those who walk them by recursion.</summary>
internal sealed class DepthLimitedReader(XmlReader inner) : DelegatingXmlReader(inner)
{
    /// <summary>The most levels of elements.</summary>
    public const int MaxDepth = 512;

    public override bool Read()
    {
        var read = base.Read();
        return Depth <= MaxDepth ? read
            : throw new XmlException($"Elements are nested more than {MaxDepth} deep.", null, LineNumber, LinePosition);
    }
}
