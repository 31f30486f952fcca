using System.Text;
using System.Xml;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Domains;
using Portal.Catalogue.Feeds;
using Portal.Contracts;
using Portal.Contracts.Comparison;

namespace Portal.Web.CatalogueFolder;

/// <summary>What a folder describes, with everything that is wrong with it.</summary>
/// <param name="Feeds">The feeds, by file.</param>
/// <param name="Domains">The places of the taxonomy with what belongs there.</param>
/// <param name="Problems">What is wrong; with any, nothing of it is to be used.</param>
internal sealed record FolderContent(
    IReadOnlyList<DescribedFeed> Feeds, IReadOnlyList<(DomainPlace Place, string Summary)> Domains, IReadOnlyList<FolderProblem> Problems);

/// <summary>Reads a folder of feed descriptions: every <c>feed.yaml</c>, and <c>domains.yaml</c> at the top. Pure.</summary>
internal sealed class FolderReader
{
    public const string FeedFile = "feed.yaml";
    public const string DomainsFile = "domains.yaml";

    private readonly FolderFiles _files;
    private readonly List<FolderProblem> _problems = [];

    private FolderReader(FolderFiles files) => _files = files;

    public static FolderContent Read(FolderFiles files)
    {
        var reader = new FolderReader(files);
        List<DescribedFeed> feeds = [];
        foreach (var path in files.Paths.Where(path => path.Split('/')[^1] is FeedFile or "feed.yml"))
        {
            if (reader.Load(path) is { } map)
            {
                feeds.Add(reader.Feed(map));
            }
        }

        foreach (var twice in feeds.GroupBy(feed => feed.Draft.Id).Where(group => group.Count() > 1))
        {
            reader._problems.Add(new FolderProblem(
                twice.Last().File, twice.Last().LineOf("id"), $"The feed '{twice.Key}' is described in {twice.First().File}, too."));
        }

        if (feeds.Count == 0 && reader._problems.Count == 0)
        {
            reader._problems.Add(new FolderProblem(".", null, $"There is no {FeedFile} in this folder or below it."));
        }

        var domains = files.Bytes(DomainsFile) is not null && reader.Load(DomainsFile) is { } taxonomy ? Domains(taxonomy) : [];
        return new FolderContent(feeds, domains, reader._problems);
    }

    private static List<(DomainPlace Place, string Summary)> Domains(YamlMap map)
    {
        List<(DomainPlace, string)> places = [];
        foreach (var domain in map.Maps("domains", "name"))
        {
            var name = domain.Require("name");
            places.Add((new DomainPlace(name), domain.Text("summary") ?? ""));
            foreach (var part in domain.Maps("parts", "name"))
            {
                places.Add((new DomainPlace(name, part.Require("name")), part.Text("summary") ?? ""));
                part.Done();
            }

            domain.Done();
        }

        map.Done();
        return places;
    }

    private DescribedFeed Feed(YamlMap map)
    {
        var draft = new FeedDraft
        {
            Id = map.Require("id"),
            Title = map.Require("title"),
            Summary = map.Text("summary"),
            Owner = map.Require("owner"),
            Domain = map.Require("domain"),
            Subdomain = map.Text("subdomain"),
            Tags = map.Texts("tags"),
            Visibility = map.Word<FeedVisibility>("visibility") ?? FeedVisibility.Internal,
            Channel = map.Map("channel") is { } channel ? Channel(channel) : new FeedChannel.Hosted(),
            Details = Details(map),
        };
        var state = map.Word<LifeCycle>("state") ?? LifeCycle.Active;
        var deprecation = map.Map("deprecation") is { } told ? Deprecation(told) : null;
        var contracts = map.Maps("contracts").Select(Contract).OfType<DescribedContract>().ToList();
        map.Done();
        return new DescribedFeed(map.File, map.LineOfPath, draft, state, deprecation, contracts);
    }

    private FeedDetailsChange Details(YamlMap map)
    {
        var documentation = map.Text("documentation") ?? "";
        if (map.Text("documentationFile") is { } file)
        {
            documentation = Beside(map, "documentationFile", file) is { } path ? TextOf(path) ?? "" : "";
        }

        return new FeedDetailsChange
        {
            Documentation = documentation,
            Classification = map.Word<Classification>("classification") ?? Classification.Internal,
            Contacts = [.. map.Maps("contacts", "name").Select(c => Last(c, new FeedContact(c.Require("name"), c.Text("address"))))],
            EventTypes = [.. map.Maps("eventTypes", "name").Select(t => Last(t, new FeedEventType(t.Require("name"), t.Text("summary"))))],
            Links = [.. map.Maps("links").Select(l => Last(l, new FeedLink(l.Require("title"), l.Require("href"))))],
            Producers = [.. map.Maps("producers", "name").Select(Party)],
            Consumers = [.. map.Maps("consumers", "name").Select(Party)],
            DerivedFrom = [.. map.Maps("derivedFrom", "feed").Select(f => Last(f, f.Feed("feed"))).OfType<Portal.Events.FeedId>()],
        };
    }

    private static FeedParty Party(YamlMap map) => Last(map, new FeedParty(map.Require("name"), map.Text("team"), map.Text("summary")));

    // The value, once all keys of its mapping have been read.
    private static T Last<T>(YamlMap map, T value)
    {
        map.Done();
        return value;
    }

    private static DeprecationChange Deprecation(YamlMap map) =>
        Last(map, new DeprecationChange(map.Feed("successor"), map.Date("retiresOn"), map.Text("reason")) { Whole = true });

    private static FeedChannel Channel(YamlMap map)
    {
        var type = map.Require("type");
        FeedChannel channel = new FeedChannel.Hosted();
        switch (type)
        {
            case "hosted":
                channel = new FeedChannel.Hosted
                {
                    AllowClientIds = map.Switch("allowClientIds") ?? true,
                    AllowClientDates = map.Switch("allowClientDates") ?? true,
                    AllowEdits = map.Switch("allowEdits") ?? false,
                    MaxEntryBytes = map.Number("maxEntryBytes") ?? FeedChannel.Hosted.DefaultMaxEntryBytes,
                    MaxEntriesPerMinute = map.Number("maxEntriesPerMinute"),
                };
                break;
            case "http":
                channel = new FeedChannel.Http
                {
                    Url = map.Require("url"),
                    PollInterval = Interval(map),
                    Paused = map.Switch("paused") ?? false,
                };
                break;
            default:
                map.Note("type", $"'{type}' is not a channel: use hosted or http.");
                return channel;
        }

        return Last(map, channel);
    }

    private static TimeSpan Interval(YamlMap map)
    {
        if (map.Text("pollInterval") is not { } text)
        {
            return FeedChannel.Http.DefaultInterval;
        }

        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            map.Note("pollInterval", $"'{text}' is not a duration like PT30S (ISO 8601).");
            return FeedChannel.Http.DefaultInterval;
        }
    }

    private DescribedContract? Contract(YamlMap map)
    {
        var schemaFile = Beside(map, "schema", map.Require("schema"));
        var imports = map.Maps("imports", "file").Select(Import).OfType<SchemaImport>().ToList();
        var samples = map.Texts("samples").Select(sample => Beside(map, "samples", sample)).OfType<string>().Select(path => (path, _files.Bytes(path)!)).ToList();
        var draft = new ContractDraft
        {
            Version = map.Require("version"),
            EventType = map.Text("eventType"),
            Language = map.Text("language") ?? LanguageOf(schemaFile),
            Schema = schemaFile is null ? "" : TextOf(schemaFile) ?? "",
            Imports = imports,
            Rules = [.. map.Maps("rules").Select(r => Last(r, new ContractRule(r.Require("id"), r.Require("expression"), r.Text("message") ?? r.Require("expression"))))],
            Enforcement = map.Word<Enforcement>("enforcement") ?? Enforcement.Flag,

            // A folder holds a history, in whatever order its files are read.
            Compatibility = CompatibilityMode.None,
        };
        map.Done();
        return schemaFile is null ? null : new DescribedContract(map.Line, schemaFile, draft, samples);
    }

    private SchemaImport? Import(YamlMap map)
    {
        var file = map.Require("file");
        var location = map.Text("location") ?? file;
        map.Done();
        return Beside(map, "file", file) is { } path && TextOf(path) is { } schema ? new SchemaImport(location, schema) : null;
    }

    private static string LanguageOf(string? file) =>
        file?.EndsWith(".xsd", StringComparison.OrdinalIgnoreCase) == true ? ContractLanguages.Xsd : ContractLanguages.JsonSchema;

    // The path of a file that stands beside the description; null with the problem noted when it does not.
    private string? Beside(YamlMap map, string key, string relative)
    {
        if (relative.Length == 0)
        {
            return null;
        }

        if (FolderFiles.Resolve(map.File, relative) is { } path && _files.Bytes(path) is not null)
        {
            return path;
        }

        map.Note(key, $"There is no file '{relative}' beside {map.File}, within the folder.");
        return null;
    }

    private YamlMap? Load(string path) => TextOf(path) is { } text ? YamlMap.Read(path, text, _problems) : null;

    private string? TextOf(string path)
    {
        try
        {
            return _files.Text(path);
        }
        catch (DecoderFallbackException)
        {
            _problems.Add(new FolderProblem(path, null, "This is not UTF-8 text."));
            return null;
        }
    }
}
