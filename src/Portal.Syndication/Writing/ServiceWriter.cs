using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using Portal.Events.Entries;

namespace Portal.Syndication.Writing;

/// <summary>A workspace of a service document.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Collections">Its collections.</param>
public sealed record ServiceWorkspace(string Title, IReadOnlyList<ServiceCollectionLink> Collections);

/// <summary>A collection of a workspace.</summary>
/// <param name="Href">Its absolute address.</param>
/// <param name="Title">Its title.</param>
/// <param name="Categories">The absolute address of its categories document.</param>
/// <param name="Accepts">The media types that can be posted to it; without any its <c>accept</c> is empty (RFC 5023 section 8.3.4).</param>
public sealed record ServiceCollectionLink(string Href, string Title, string Categories, IReadOnlyList<string> Accepts);

/// <summary>Writes service and categories documents (RFC 5023 sections 7 and 8).</summary>
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

    /// <summary>Writes a categories document: entries may have others too. <paramref name="output"/> stays open.</summary>
    public static void WriteCategories(Stream output, IReadOnlyList<Category> categories)
    {
        var document = CategoriesDocument.Create(
            [.. categories.Select(c => new SyndicationCategory(XmlText.Clean(c.Term), XmlText.Clean(c.Scheme), XmlText.Clean(c.Label)))], isFixed: false, scheme: null);
        using var writer = XmlWriter.Create(output, Settings);
        document.Save(writer);
    }

    private static ResourceCollectionInfo Collection(ServiceCollectionLink collection)
    {
        var info = new ResourceCollectionInfo(XmlText.Clean(collection.Title), new Uri(collection.Href, UriKind.Absolute));
        info.Categories.Add(CategoriesDocument.Create(new Uri(collection.Categories, UriKind.Absolute)));
        foreach (var type in collection.Accepts.DefaultIfEmpty(""))
        {
            info.Accepts.Add(type);
        }

        return info;
    }
}
