using Portal.Events;

namespace Portal.Catalogue.Feeds;

/// <summary>What is to be told of a feed, as somebody gave it; what is null stays.</summary>
public sealed record FeedDetailsChange
{
    private const int MaxDocumentation = 100_000;
    private const int MaxSentence = 1000;
    private const int MaxContacts = 20;
    private const int MaxLinks = 50;
    private const int MaxFeeds = 50;
    private const int MaxEventTypes = 200;
    private const int MaxParties = 500;

    /// <summary>What somebody has to know who uses it, in Markdown.</summary>
    public string? Documentation { get; init; }

    /// <summary>How carefully its content is to be handled.</summary>
    public Classification? Classification { get; init; }

    /// <summary>Whom to ask.</summary>
    public IReadOnlyList<FeedContact>? Contacts { get; init; }

    /// <summary>What its entries can be.</summary>
    public IReadOnlyList<FeedEventType>? EventTypes { get; init; }

    /// <summary>Where more is to be found.</summary>
    public IReadOnlyList<FeedLink>? Links { get; init; }

    /// <summary>The applications that publish it.</summary>
    public IReadOnlyList<FeedParty>? Producers { get; init; }

    /// <summary>The applications that use it.</summary>
    public IReadOnlyList<FeedParty>? Consumers { get; init; }

    /// <summary>The feeds that it is made of.</summary>
    public IReadOnlyList<FeedId>? DerivedFrom { get; init; }

    /// <summary>
    /// Every rule that the fields break. A name of an event type that is not of the form is refused where it is new and
    /// ours; one that was declared before, or that the publisher of a followed feed chose, is not (<see cref="FeedAdvice"/>).
    /// </summary>
    internal void Check(FieldErrors errors, FeedDetails current, FeedChannel? channel, string domain)
    {
        errors.AtMost("documentation", Documentation, MaxDocumentation);
        CheckEach(errors, "contacts", Contacts, MaxContacts, (at, contact) =>
        {
            errors.Require($"{at}.name", contact.Name, FeedLimits.Name);
            errors.AtMost($"{at}.address", contact.Address, FeedLimits.Title);
            if (contact.Address?.Contains("://", StringComparison.Ordinal) == true && FeedAddress.Check(contact.Address) is { } problem)
            {
                errors.Add($"{at}.address", problem);
            }
        });
        CheckEach(errors, "links", Links, MaxLinks, (at, link) =>
        {
            errors.Require($"{at}.title", link.Title, FeedLimits.Title);
            if (FeedAddress.Check(link.Href) is { } problem)
            {
                errors.Add($"{at}.href", problem);
            }
        });
        CheckEach(errors, "producers", Producers, MaxParties, (at, party) => CheckParty(errors, at, party));
        CheckEach(errors, "consumers", Consumers, MaxParties, (at, party) => CheckParty(errors, at, party));
        CheckEach(errors, "eventTypes", EventTypes, MaxEventTypes, (at, type) => CheckType(errors, at, type, current, channel, domain));
        if (DerivedFrom?.Count > MaxFeeds)
        {
            errors.Add("derivedFrom", $"At most {MaxFeeds} feeds; these are {DerivedFrom.Count}.");
        }
    }

    /// <summary>The details with the change; it must have passed <see cref="Check"/>.</summary>
    internal FeedDetails ApplyTo(FeedDetails details) => details with
    {
        Documentation = Documentation?.Trim() ?? details.Documentation,
        Classification = Classification ?? details.Classification,
        Contacts = Contacts is null ? details.Contacts : [.. Contacts.Select(c => new FeedContact(c.Name.Trim(), Clean(c.Address))).Distinct()],
        EventTypes = EventTypes is null ? details.EventTypes
            : [.. EventTypes.Select(t => new FeedEventType(t.Name.Trim(), Clean(t.Summary))).DistinctBy(t => t.Name, StringComparer.Ordinal)],
        Links = Links is null ? details.Links : [.. Links.Select(l => new FeedLink(l.Title.Trim(), l.Href.Trim())).Distinct()],
        Producers = Producers is null ? details.Producers : Clean(Producers),
        Consumers = Consumers is null ? details.Consumers : Clean(Consumers),
        DerivedFrom = DerivedFrom is null ? details.DerivedFrom : [.. DerivedFrom.Distinct()],
    };

    private static IReadOnlyList<FeedParty> Clean(IReadOnlyList<FeedParty> parties) =>
        [.. parties.Select(p => new FeedParty(p.Name.Trim(), Clean(p.Team), Clean(p.Summary))).DistinctBy(p => p.Name, StringComparer.OrdinalIgnoreCase)];

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static void CheckEach<T>(FieldErrors errors, string field, IReadOnlyList<T>? items, int most, Action<string, T> check)
        where T : class
    {
        if (items?.Count > most)
        {
            errors.Add(field, $"At most {most}; these are {items.Count}.");
            return;
        }

        for (var i = 0; i < items?.Count; i++)
        {
            // What came as JSON may hold null where the type says it cannot.
            if (items[i] is { } item)
            {
                check($"{field}[{i}]", item);
            }
            else
            {
                errors.Add($"{field}[{i}]", "This is empty.");
            }
        }
    }

    private static void CheckParty(FieldErrors errors, string at, FeedParty party)
    {
        errors.Require($"{at}.name", party.Name, FeedLimits.Name);
        errors.AtMost($"{at}.team", party.Team, FeedLimits.Name);
        errors.AtMost($"{at}.summary", party.Summary, MaxSentence);
    }

    private static void CheckType(FieldErrors errors, string at, FeedEventType type, FeedDetails current, FeedChannel? channel, string domain)
    {
        errors.Require($"{at}.name", type.Name, EventTypeName.MaxLength);
        errors.AtMost($"{at}.summary", type.Summary, MaxSentence);
        if (channel is not FeedChannel.Http && type.Name?.Trim() is { Length: > 0 and <= EventTypeName.MaxLength } name
            && current.EventTypes.All(known => known.Name != name) && EventTypeName.Advice(name, domain) is { } problem)
        {
            errors.Add($"{at}.name", problem);
        }
    }
}
