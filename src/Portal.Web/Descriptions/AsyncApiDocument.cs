using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Contracts;

namespace Portal.Web.Descriptions;

/// <summary>A feed with what is needed to describe it.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Contracts">Its contract versions, newest first.</param>
internal sealed record DescribedChannel(Feed Feed, IReadOnlyList<ContractVersion> Contracts);

/// <summary>
/// Describes feeds as AsyncAPI 3.0: the portal is the application, a feed is a channel, an event type a message with its contract
/// as payload schema. The portal sends entries to those who read, and receives those that are published. Pure.
/// </summary>
internal static class AsyncApiDocument
{
    public const string MediaType = "application/vnd.aai.asyncapi+json;version=3.0.0";

    /// <summary>The document of some feeds.</summary>
    /// <param name="title">What they are together.</param>
    /// <param name="channels">The feeds.</param>
    /// <param name="portal">The portal's address, with a slash at its end.</param>
    public static JsonObject Of(string title, IReadOnlyList<DescribedChannel> channels, Uri portal)
    {
        JsonObject channelObjects = new(), operations = new(), messages = new();
        foreach (var channel in channels)
        {
            Add(channel, channelObjects, operations, messages);
        }

        var only = channels is [var single] ? single : null;
        return new JsonObject
        {
            ["asyncapi"] = "3.0.0",
            ["id"] = new Uri(portal, only is null ? "feeds" : $"feeds/{only.Feed.Id}").ToString(),
            ["info"] = Info(title, only),
            ["defaultContentType"] = "application/atom+xml",
            ["servers"] = new JsonObject
            {
                ["portal"] = Pruned(new JsonObject
                {
                    ["host"] = portal.IsDefaultPort ? portal.Host : $"{portal.Host}:{portal.Port}",
                    ["pathname"] = portal.AbsolutePath.TrimEnd('/') is { Length: > 0 } path ? path : null,
                    ["protocol"] = portal.Scheme,
                    ["description"] = "Entries are read as Atom feeds, event streams or pushes of the hub, and published with AtomPub.",
                    ["security"] = new JsonArray(Reference("components", "securitySchemes", "key")),
                }),
            },
            ["channels"] = channelObjects,
            ["operations"] = operations,
            ["components"] = new JsonObject
            {
                ["messages"] = messages,
                ["securitySchemes"] = new JsonObject { ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "An API key of the portal." } },
            },
        };
    }

    private static JsonObject Info(string title, DescribedChannel? only)
    {
        var contact = only?.Feed.Details.Contacts is [var first, ..] ? first : null;
        return Pruned(new JsonObject
        {
            ["title"] = title,
            ["version"] = only?.Contracts is [var newest, ..] ? newest.Version.ToString() : $"1.0.{only?.Feed.Revision ?? 0}",
            ["description"] = only is null ? null : Description(only.Feed),
            ["contact"] = contact is null ? null : Pruned(new JsonObject
            {
                ["name"] = contact.Name,
                ["email"] = contact.Address?.Contains('@', StringComparison.Ordinal) == true ? contact.Address : null,
                ["url"] = contact.Address?.StartsWith("http", StringComparison.Ordinal) == true ? contact.Address : null,
            }),
            ["tags"] = only is null ? null : Tags(only.Feed),
            ["externalDocs"] = only?.Feed.Details.Links is [var link, ..] ? new JsonObject { ["url"] = link.Href, ["description"] = link.Title } : null,
        });
    }

    private static void Add(DescribedChannel channel, JsonObject channels, JsonObject operations, JsonObject messages)
    {
        var (feed, id) = (channel.Feed, channel.Feed.Id.Value);
        var mine = new JsonObject();
        foreach (var (name, summary, contract) in Messages(channel))
        {
            var key = $"{id}.{Key(name)}";
            messages[key] = Message(name, summary, contract);
            mine[Key(name)] = Reference("components", "messages", key);
        }

        channels[id] = Pruned(new JsonObject
        {
            ["address"] = $"/feeds/{id}",
            ["title"] = feed.Title,
            ["summary"] = feed.Summary.Length == 0 ? null : feed.Summary,
            ["description"] = Description(feed),
            ["tags"] = Tags(feed),
            ["messages"] = mine,
            ["x-portal"] = Pruned(new JsonObject
            {
                ["owner"] = feed.Owner,
                ["domain"] = feed.Domain,
                ["subdomain"] = feed.Subdomain,
                ["state"] = Word(feed.State),
                ["classification"] = Word(feed.Details.Classification),
                ["successor"] = feed.Details.Deprecation?.Successor?.Value,
                ["retiresOn"] = feed.Details.Deprecation?.RetiresOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            }),
        });
        operations[$"send.{id}"] = new JsonObject
        {
            ["action"] = "send",
            ["channel"] = Reference("channels", id),
            ["summary"] = "The portal gives entries to those who read the feed.",
        };
        if (feed is { IsHosted: true, IsBuiltIn: false, TakesEntries: true })
        {
            operations[$"receive.{id}"] = new JsonObject
            {
                ["action"] = "receive",
                ["channel"] = Reference("channels", id),
                ["summary"] = "The portal takes entries that are published with POST.",
            };
        }
    }

    // What is declared, and what contracts are for; one message for all where nothing is said.
    private static IEnumerable<(string Name, string? Summary, ContractVersion? Contract)> Messages(DescribedChannel channel)
    {
        var inForce = channel.Contracts.DistinctBy(version => version.EventType, StringComparer.OrdinalIgnoreCase).ToList();
        var common = inForce.Find(version => version.EventType is null);
        var types = channel.Feed.Details.EventTypes.Select(type => (type.Name, type.Summary))
            .Concat(inForce.Select(version => version.EventType).OfType<string>().Select(name => (Name: name, Summary: (string?)null)))
            .DistinctBy(type => type.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        return types.Count == 0
            ? [("entry", null, common)]
            : types.Select(type => (type.Name, type.Summary, inForce.Find(v => type.Name.Equals(v.EventType, StringComparison.OrdinalIgnoreCase)) ?? common));
    }

    private static JsonObject Message(string name, string? summary, ContractVersion? contract) => Pruned(new JsonObject
    {
        ["name"] = name,
        ["summary"] = summary,
        ["contentType"] = contract?.Source.Language switch { ContractLanguages.Xsd => "application/xml", ContractLanguages.JsonSchema => "application/json", _ => null },
        ["payload"] = contract is null ? null : Payload(contract),
        ["x-portal-contract"] = contract?.Version.ToString(),
    });

    private static JsonObject Payload(ContractVersion contract)
    {
        if (contract.Source.Language == ContractLanguages.Xsd)
        {
            return new JsonObject { ["schemaFormat"] = "application/xml;schema=xsd", ["schema"] = contract.Source.Schema };
        }

        var schema = JsonNode.Parse(contract.Source.Schema, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, MaxDepth = 512 });
        var dialect = (schema as JsonObject)?["$schema"]?.ToString() ?? "";
        var version = dialect switch
        {
            _ when dialect.Contains("draft-04", StringComparison.Ordinal) => "draft-04",
            _ when dialect.Contains("draft-06", StringComparison.Ordinal) => "draft-06",
            _ when dialect.Contains("draft-07", StringComparison.Ordinal) => "draft-07",
            _ when dialect.Contains("2019-09", StringComparison.Ordinal) => "2019-09",
            _ => "2020-12",
        };
        return new JsonObject { ["schemaFormat"] = $"application/schema+json;version={version}", ["schema"] = schema };
    }

    private static string? Description(Feed feed)
    {
        var note = feed.State is LifeCycle.Deprecated or LifeCycle.Retired
            ? $"**This feed is {Word(feed.State)}.**{(feed.Details.Deprecation?.Successor is { } successor ? $" Use `{successor}` instead." : "")}\n\n"
            : "";
        var text = note + (feed.Details.Documentation.Length > 0 ? feed.Details.Documentation : feed.Summary);
        return text.Length == 0 ? null : text;
    }

    private static JsonArray? Tags(Feed feed) => feed.Tags.Count == 0 ? null : [.. feed.Tags.Select(tag => (JsonNode)new JsonObject { ["name"] = tag })];

    // A name may have characters that a key of a component cannot (AsyncAPI 3.0, Components Object).
    private static string Key(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-'));

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static JsonObject Reference(params string[] path) => new() { ["$ref"] = "#/" + string.Join('/', path.Select(part => part.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal))) };

    private static JsonObject Pruned(JsonObject value)
    {
        foreach (var name in value.Where(pair => pair.Value is null).Select(pair => pair.Key).ToList())
        {
            value.Remove(name);
        }

        return value;
    }
}
