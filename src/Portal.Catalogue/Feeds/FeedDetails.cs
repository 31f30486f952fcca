using Portal.Events;

namespace Portal.Catalogue.Feeds;

/// <summary>How carefully a feed's content is to be handled.</summary>
public enum Classification
{
    /// <summary>Within the organisation.</summary>
    Internal,

    /// <summary>Anybody may know it.</summary>
    Public,

    /// <summary>Only those who need it.</summary>
    Confidential,

    /// <summary>It tells about people, whom the law protects.</summary>
    PersonalData,
}

/// <summary>What is told of a feed to those who want to know more. It is read and written as a whole.</summary>
public sealed record FeedDetails
{
    /// <summary>Nothing is told.</summary>
    public static FeedDetails None { get; } = new();

    /// <summary>What somebody has to know who uses it, in Markdown.</summary>
    public string Documentation { get; init; } = "";

    /// <summary>How carefully its content is to be handled.</summary>
    public Classification Classification { get; init; }

    /// <summary>Whom to ask.</summary>
    public IReadOnlyList<FeedContact> Contacts { get; init; } = [];

    /// <summary>What its entries can be.</summary>
    public IReadOnlyList<FeedEventType> EventTypes { get; init; } = [];

    /// <summary>Where more is to be found.</summary>
    public IReadOnlyList<FeedLink> Links { get; init; } = [];

    /// <summary>The applications that publish it.</summary>
    public IReadOnlyList<FeedParty> Producers { get; init; } = [];

    /// <summary>The applications that use it, as somebody declared; who is seen to use it is another matter.</summary>
    public IReadOnlyList<FeedParty> Consumers { get; init; } = [];

    /// <summary>The feeds that it is made of.</summary>
    public IReadOnlyList<FeedId> DerivedFrom { get; init; } = [];

    /// <summary>Why and until when, once it is deprecated; stays when it is retired.</summary>
    public Deprecation? Deprecation { get; init; }
}

/// <summary>Whom to ask about a feed.</summary>
/// <param name="Name">A person, a team or a room.</param>
/// <param name="Address">An e-mail address, a web address, or what else reaches them; null when the name is enough.</param>
public sealed record FeedContact(string Name, string? Address);

/// <summary>What an entry can be.</summary>
/// <param name="Name">The category term, <c>domain.entity.action</c>.</param>
/// <param name="Summary">What has happened, in a sentence.</param>
public sealed record FeedEventType(string Name, string? Summary);

/// <summary>A link to elsewhere.</summary>
/// <param name="Title">What is there.</param>
/// <param name="Href">The address.</param>
public sealed record FeedLink(string Title, string Href);

/// <summary>An application at one end of a feed.</summary>
/// <param name="Name">The application.</param>
/// <param name="Team">Who answers for it.</param>
/// <param name="Summary">What it does with the feed.</param>
public sealed record FeedParty(string Name, string? Team, string? Summary);

/// <summary>That a feed is not to be used any more.</summary>
/// <param name="Since">Since when.</param>
/// <param name="Successor">What to use instead.</param>
/// <param name="RetiresOn">When it will take no more entries.</param>
/// <param name="Reason">Why.</param>
public sealed record Deprecation(DateTimeOffset Since, FeedId? Successor, DateOnly? RetiresOn, string? Reason);
