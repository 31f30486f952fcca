using System.Xml;

namespace Portal.Syndication.Reading;

/// <summary>Tells XML errors to people.</summary>
internal static class XmlProblems
{
    /// <summary>The message without the position that it ends with ("Line 3, position 7."), which is told apart.</summary>
    public static string ReasonOf(XmlException error)
    {
        var end = error.Message.LastIndexOf(" Line ", StringComparison.Ordinal);
        return end < 0 ? error.Message : error.Message[..end];
    }
}
