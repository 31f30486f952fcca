using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;

namespace Portal.Syndication.Writing;

/// <summary>A workspace of a service document.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Collections">Its collections.</param>
public sealed record ServiceWorkspace(string Title, IReadOnlyList<ServiceCollectionLink> Collections);

/// <summary>A collection of a workspace.</summary>
/// <param name="Href">Its absolute address.</param>
/// <param name="Title">Its title.</param>
/// <param name="Accepts">The media types that can be posted to it; without any its <c>accept</c> is empty (RFC 5023 section 8.3.4).</param>
public sealed record ServiceCollectionLink(string Href, string Title, IReadOnlyList<string> Accepts);

/// <summary>Writes service documents (RFC 5023 section 8).</summary>
public static class ServiceWriter
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CheckCharacters = false };

    /// <summary>Writes a service document; <paramref name="output"/> stays open.</summary>
    public static void Write(Stream output, IReadOnlyList<ServiceWorkspace> workspaces)
    {
        var document = new ServiceDocument(workspaces.Select(workspace =>
            new Workspace(XmlText.Clean(workspace.Title), workspace.Collections.Select(Collection))));
        using var writer = XmlWriter.Create(output, Settings);
        document.Save(writer);
    }

    private static ResourceCollectionInfo Collection(ServiceCollectionLink collection)
    {
        var info = new ResourceCollectionInfo(XmlText.Clean(collection.Title), new Uri(collection.Href, UriKind.Absolute));
        foreach (var type in collection.Accepts.DefaultIfEmpty(""))
        {
            info.Accepts.Add(type);
        }

        return info;
    }
}
