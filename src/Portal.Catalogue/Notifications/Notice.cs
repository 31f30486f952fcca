namespace Portal.Catalogue.Notifications;

/// <summary>Something that somebody is to be told.</summary>
/// <param name="Person">Whom, by id.</param>
/// <param name="Kind">What about.</param>
/// <param name="Title">It in a line.</param>
/// <param name="Text">More of it; empty when the title says all.</param>
/// <param name="Link">Where it leads, relative to the portal's address.</param>
public sealed record Notice(string Person, NotificationKind Kind, string Title, string Text, string Link)
{
    /// <summary>What is told once: a person who was told of a topic is not told again. Null when each time counts.</summary>
    public string? Topic { get; init; }
}
