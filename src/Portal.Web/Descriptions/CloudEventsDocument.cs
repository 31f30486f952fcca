using System.Text.Json.Nodes;
using Portal.Contracts;

namespace Portal.Web.Descriptions;

/// <summary>
/// Describes a feed's entries as CloudEvents 1.0, in the form of xRegistry's message definitions: what their attributes are, and
/// where the schema of their data is. Pure.
/// </summary>
internal static class CloudEventsDocument
{
    /// <summary>The document of a feed.</summary>
    public static JsonObject Of(DescribedChannel channel, Uri portal)
    {
        var feed = channel.Feed;
        var source = new Uri(portal, $"feeds/{feed.Id}").ToString();
        var types = feed.Details.EventTypes.Select(type => (type.Name, type.Summary))
            .Concat(channel.Contracts.Select(version => version.EventType).OfType<string>().Select(name => (Name: name, Summary: (string?)null)))
            .DistinctBy(type => type.Name, StringComparer.OrdinalIgnoreCase);
        var messages = new JsonObject();
        foreach (var (name, summary) in types)
        {
            var contract = channel.Contracts.FirstOrDefault(version => name.Equals(version.EventType, StringComparison.OrdinalIgnoreCase))
                ?? channel.Contracts.FirstOrDefault(version => version.EventType is null);
            messages[name] = new JsonObject
            {
                ["messageid"] = name,
                ["description"] = summary ?? "",
                ["envelope"] = "CloudEvents/1.0",
                ["envelopemetadata"] = new JsonObject
                {
                    ["id"] = Attribute("string", null),
                    ["type"] = Attribute("string", name),
                    ["source"] = Attribute("uri", source),
                    ["time"] = Attribute("timestamp", null),
                },
                ["datacontenttype"] = contract?.Source.Language == ContractLanguages.Xsd ? "application/xml" : "application/json",
                ["dataschemauri"] = contract is null ? null : new Uri(portal, $"api/v1/feeds/{feed.Id}/contracts/{contract.Version}").ToString(),
            };
        }

        return new JsonObject
        {
            ["specversion"] = "1.0",
            ["source"] = source,
            ["title"] = feed.Title,
            ["description"] = feed.Summary,
            ["protocols"] = new JsonArray("HTTP"),
            ["formats"] = new JsonArray("application/cloudevents-batch+json", "application/cloudevents+json"),
            ["messages"] = messages,
        };
    }

    private static JsonObject Attribute(string type, string? value)
    {
        var attribute = new JsonObject { ["type"] = type, ["required"] = true };
        if (value is not null)
        {
            attribute["value"] = value;
        }

        return attribute;
    }
}
