using System.Globalization;
using System.Xml;
using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Domains;
using Portal.Catalogue.Feeds;
using Portal.Contracts;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.EventEmitters;

namespace Portal.Web.CatalogueFolder;

/// <summary>Writes the catalogue as the folder that <see cref="FolderImport"/> reads: importing it again changes nothing.</summary>
internal sealed class FolderExport(FeedRegistry feeds, ContractRegistry contracts, DomainDesk domains)
{
    private static readonly ISerializer Yaml = new SerializerBuilder()
        .WithEventEmitter(next => new LiteralLines(next))
        .ConfigureDefaultValuesHandling(DefaultValuesHandling.OmitNull)
        .Build();

    /// <summary>The files, by path, of what the actor may see; the portal's own feed is not in it.</summary>
    public async Task<IReadOnlyDictionary<string, string>> RunAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (var feed in (await feeds.ListAsync(new FeedFilter(), actor, cancellationToken)).Where(feed => !feed.IsBuiltIn))
        {
            // What they are made of may be hidden from the actor.
            var sources = await feeds.VisibleAsync(feed.Details.DerivedFrom, actor, cancellationToken);
            var versions = (await contracts.ListAsync(feed.Id, actor, cancellationToken)).Value ?? [];
            Add(files, feed, [.. sources.Select(source => source.Id.Value)], [.. versions.Reverse()]);
        }

        var tree = await domains.ReadAsync(actor, cancellationToken);
        if (tree.Any(node => node.Summary.Length > 0 || node.Parts.Any(part => part.Summary.Length > 0)))
        {
            files[FolderReader.DomainsFile] = Yaml.Serialize(Map(("domains", tree.Select(node => Map(
                ("name", node.Name),
                ("summary", Text(node.Summary)),
                ("parts", List(node.Parts.Select(part => Map(("name", part.Name), ("summary", Text(part.Summary)))))))).ToList())));
        }

        return files;
    }

    private static void Add(SortedDictionary<string, string> files, Feed feed, IReadOnlyList<string> sources, IReadOnlyList<ContractVersion> versions)
    {
        var folder = feed.Id.Value;
        var details = feed.Details;
        if (details.Documentation.Length > 0)
        {
            files[$"{folder}/documentation.md"] = details.Documentation + "\n";
        }

        files[$"{folder}/{FolderReader.FeedFile}"] = Yaml.Serialize(Map(
            ("id", feed.Id.Value),
            ("title", feed.Title),
            ("summary", Text(feed.Summary)),
            ("owner", feed.Owner),
            ("domain", feed.Domain),
            ("subdomain", feed.Subdomain),
            ("tags", List(feed.Tags)),
            ("classification", Camel(details.Classification.ToString())),
            ("visibility", Camel(feed.Visibility.ToString())),
            ("state", Camel(feed.State.ToString())),
            ("deprecation", details.Deprecation is { } d ? Map(
                ("successor", d.Successor?.Value),
                ("retiresOn", d.RetiresOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                ("reason", d.Reason)) : null),
            ("channel", Channel(feed.Channel)),
            ("documentationFile", details.Documentation.Length > 0 ? "documentation.md" : null),
            ("contacts", List(details.Contacts.Select(c => Map(("name", c.Name), ("address", c.Address))))),
            ("eventTypes", List(details.EventTypes.Select(t => Map(("name", t.Name), ("summary", t.Summary))))),
            ("links", List(details.Links.Select(l => Map(("title", l.Title), ("href", l.Href))))),
            ("producers", List(details.Producers.Select(Party))),
            ("consumers", List(details.Consumers.Select(Party))),
            ("derivedFrom", List(sources)),
            ("contracts", List(versions.Select(version => Contract(files, folder, version))))));
    }

    private static Dictionary<string, object> Contract(SortedDictionary<string, string> files, string folder, ContractVersion version)
    {
        var stem = $"contracts/{version.Version}";
        var extension = version.Source.Language == ContractLanguages.Xsd ? "xsd" : "json";
        files[$"{folder}/{stem}/schema.{extension}"] = version.Source.Schema;
        var imports = version.Source.Imports.Select((import, i) =>
        {
            var file = $"{stem}/import-{i + 1}.{extension}";
            files[$"{folder}/{file}"] = import.Schema;
            return Map(("location", import.Location), ("file", file));
        }).ToList();
        return Map(
            ("version", version.Version.ToString()),
            ("eventType", version.EventType),
            ("language", version.Source.Language),
            ("schema", $"{stem}/schema.{extension}"),
            ("imports", List(imports)),
            ("rules", List(version.Source.Rules.Select(r => Map(("id", r.Id), ("expression", r.Expression), ("message", r.Message))))),
            ("enforcement", Camel(version.Enforcement.ToString())));
    }

    private static Dictionary<string, object> Party(FeedParty party) => Map(("name", party.Name), ("team", party.Team), ("summary", party.Summary));

    private static Dictionary<string, object> Channel(FeedChannel channel) => channel switch
    {
        FeedChannel.Http http => Map(
            ("type", "http"), ("url", http.Url), ("pollInterval", XmlConvert.ToString(http.PollInterval)), ("paused", http.Paused ? "true" : null)),
        FeedChannel.Hosted hosted => Map(
            ("type", "hosted"),
            ("allowClientIds", hosted.AllowClientIds ? "true" : "false"),
            ("allowClientDates", hosted.AllowClientDates ? "true" : "false"),
            ("allowEdits", hosted.AllowEdits ? "true" : "false"),
            ("maxEntryBytes", hosted.MaxEntryBytes.ToString(CultureInfo.InvariantCulture)),
            ("maxEntriesPerMinute", hosted.MaxEntriesPerMinute?.ToString(CultureInfo.InvariantCulture))),
        _ => throw new InvalidOperationException($"Unknown channel {channel.GetType().Name}."),
    };

    // Only what is said: absent keys mean the same as empty ones.
    private static Dictionary<string, object> Map(params (string Key, object? Value)[] pairs) =>
        pairs.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!);

    private static List<T>? List<T>(IEnumerable<T> items) => items.ToList() is { Count: > 0 } list ? list : null;

    private static string? Text(string text) => text.Length == 0 ? null : text;

    private static string Camel(string word) => char.ToLowerInvariant(word[0]) + word[1..];

    /// <summary>Writes texts of several lines as such, which version control can compare.</summary>
    private sealed class LiteralLines(IEventEmitter next) : ChainedEventEmitter(next)
    {
        public override void Emit(ScalarEventInfo eventInfo, IEmitter emitter)
        {
            if (eventInfo.Source.Value is string text && text.Contains('\n', StringComparison.Ordinal))
            {
                eventInfo.Style = ScalarStyle.Literal;
            }
            else if (eventInfo.Source.Value is string plain && NeedsQuotes(plain))
            {
                eventInfo.Style = ScalarStyle.DoubleQuoted;
            }

            base.Emit(eventInfo, emitter);
        }

        // Words that YAML would read as nothing.
        private static bool NeedsQuotes(string text) => text is "" or "~" or "null";
    }
}
