using Portal.Catalogue;
using Portal.Catalogue.Feeds;
using Portal.Events;

namespace Portal.Web.Features.Catalogue.Editing;

/// <summary>What is told of a feed, as it is typed; the rules are the catalogue's.</summary>
public sealed class FeedDescriptionForm
{
    /// <summary>The revision that was read.</summary>
    public int Revision { get; private init; }

    /// <summary>The title.</summary>
    public string Title { get; set; } = "";

    /// <summary>What it means.</summary>
    public string Summary { get; set; } = "";

    /// <summary>The owning team.</summary>
    public string Owner { get; set; } = "";

    /// <summary>The business domain.</summary>
    public string Domain { get; set; } = "";

    /// <summary>The part of it.</summary>
    public string Subdomain { get; set; } = "";

    /// <summary>Words, with commas between.</summary>
    public string Tags { get; set; } = "";

    /// <summary>How carefully it is to be handled.</summary>
    public Classification Classification { get; set; }

    /// <summary>In Markdown.</summary>
    public string Documentation { get; set; } = "";

    /// <summary>Names and what has happened.</summary>
    public List<Row> EventTypes { get; private init; } = [];

    /// <summary>Names and addresses.</summary>
    public List<Row> Contacts { get; private init; } = [];

    /// <summary>Titles and addresses.</summary>
    public List<Row> Links { get; private init; } = [];

    /// <summary>Applications, their teams.</summary>
    public List<Row> Producers { get; private init; } = [];

    /// <summary>Applications, their teams, what they do.</summary>
    public List<Row> Consumers { get; private init; } = [];

    /// <summary>Ids of feeds.</summary>
    public List<Row> DerivedFrom { get; private init; } = [];

    /// <summary>As a feed is described now.</summary>
    public static FeedDescriptionForm Of(Feed feed) => new()
    {
        Revision = feed.Revision,
        Title = feed.Title,
        Summary = feed.Summary,
        Owner = feed.Owner,
        Domain = feed.Domain,
        Subdomain = feed.Subdomain ?? "",
        Tags = string.Join(", ", feed.Tags),
        Classification = feed.Details.Classification,
        Documentation = feed.Details.Documentation,
        EventTypes = [.. feed.Details.EventTypes.Select(type => new Row(type.Name, type.Summary))],
        Contacts = [.. feed.Details.Contacts.Select(contact => new Row(contact.Name, contact.Address))],
        Links = [.. feed.Details.Links.Select(link => new Row(link.Title, link.Href))],
        Producers = [.. feed.Details.Producers.Select(Row.Of)],
        Consumers = [.. feed.Details.Consumers.Select(Row.Of)],
        DerivedFrom = [.. feed.Details.DerivedFrom.Select(id => new Row(id.Value))],
    };

    /// <summary>The change; whose it is and where it belongs only when an operator makes it.</summary>
    public Outcome<FeedChange> ToChange(bool byOperator)
    {
        List<FeedId> sources = [];
        foreach (var text in DerivedFrom.Select(row => row.A.Trim()).Where(text => text.Length > 0))
        {
            if (!FeedId.TryParse(text, out var id))
            {
                var problem = $"'{text}' is not a feed id: {FeedId.Rule}.";
                return new Refusal(RefusalKind.Invalid, problem, new Dictionary<string, string[]> { ["derivedFrom"] = [problem] });
            }

            sources.Add(id);
        }

        return new FeedChange
        {
            Revision = Revision,
            Title = Title,
            Summary = Summary,
            Owner = byOperator ? Owner : null,
            Domain = byOperator ? Domain : null,
            Subdomain = byOperator ? Subdomain : null,
            Tags = Tags.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Details = new FeedDetailsChange
            {
                Classification = Classification,
                Documentation = Documentation,
                EventTypes = [.. EventTypes.Select(row => new FeedEventType(row.A, row.B))],
                Contacts = [.. Contacts.Select(row => new FeedContact(row.A, row.B))],
                Links = [.. Links.Select(row => new FeedLink(row.A, row.B))],
                Producers = [.. Producers.Select(row => new FeedParty(row.A, row.B, row.C))],
                Consumers = [.. Consumers.Select(row => new FeedParty(row.A, row.B, row.C))],
                DerivedFrom = sources,
            },
        };
    }

    /// <summary>The fields in which another reading of the feed differs, in words.</summary>
    public IReadOnlyList<string> DifferencesTo(FeedDescriptionForm other)
    {
        (string Word, bool Same)[] fields =
        [
            ("title", Title == other.Title),
            ("summary", Summary == other.Summary),
            ("owner", Owner == other.Owner),
            ("domain", Domain == other.Domain && Subdomain == other.Subdomain),
            ("tags", Tags == other.Tags),
            ("classification", Classification == other.Classification),
            ("documentation", Documentation == other.Documentation),
            ("event types", Same(EventTypes, other.EventTypes)),
            ("contacts", Same(Contacts, other.Contacts)),
            ("links", Same(Links, other.Links)),
            ("producers", Same(Producers, other.Producers)),
            ("consumers", Same(Consumers, other.Consumers)),
            ("feeds that it is made of", Same(DerivedFrom, other.DerivedFrom)),
        ];
        return [.. fields.Where(field => !field.Same).Select(field => field.Word)];
    }

    private static bool Same(List<Row> a, List<Row> b) => a.Select(row => (row.A, row.B, row.C)).SequenceEqual(b.Select(row => (row.A, row.B, row.C)));

    /// <summary>A row of up to three texts.</summary>
    public sealed class Row
    {
        /// <summary>An empty row.</summary>
        public Row()
        {
        }

        /// <summary>A row that is filled.</summary>
        public Row(string a, string? b = null, string? c = null) => (A, B, C) = (a, b ?? "", c ?? "");

        /// <summary>The first text.</summary>
        public string A { get; set; } = "";

        /// <summary>The second text.</summary>
        public string B { get; set; } = "";

        /// <summary>The third text.</summary>
        public string C { get; set; } = "";

        /// <summary>The row of an application.</summary>
        public static Row Of(FeedParty party) => new(party.Name, party.Team, party.Summary);
    }
}
