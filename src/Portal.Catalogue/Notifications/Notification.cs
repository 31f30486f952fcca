namespace Portal.Catalogue.Notifications;

/// <summary>Something that a person was told.</summary>
public sealed class Notification
{
    /// <summary>The most that are kept of one person; the oldest give way.</summary>
    public const int MaxOfPerson = 500;

    internal const int MaxTitle = 300;
    internal const int MaxText = 1000;
    private const int MaxTopic = 200;

    /// <summary>Its id; later ones are greater.</summary>
    public required string Id { get; init; }

    /// <summary>Whom it was told, by id.</summary>
    public required string Person { get; init; }

    /// <summary>What about.</summary>
    public required NotificationKind Kind { get; init; }

    /// <summary>It in a line.</summary>
    public required string Title { get; init; }

    /// <summary>More of it; empty when the title says all.</summary>
    public string Text { get; init; } = "";

    /// <summary>Where it leads, relative to the portal's address.</summary>
    public required string Link { get; init; }

    /// <summary>What is told once; null when each time counts.</summary>
    public string? Topic { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it was read; null before.</summary>
    public DateTimeOffset? Read { get; init; }

    /// <summary>What is kept of a notice.</summary>
    public static Notification Of(Notice notice, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now).ToString("N"),
        Person = notice.Person,
        Kind = notice.Kind,
        Title = Cut(OneLine(notice.Title), MaxTitle),
        Text = Cut(notice.Text, MaxText),
        Link = notice.Link,
        Topic = Short(notice.Topic),
        At = now,
    };

    // It becomes the subject of a mail.
    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));

    // As unmistakable as it was, in the width of its column.
    private static string? Short(string? topic) => topic is { Length: > MaxTopic } ? NotificationChoice.HashOf(topic) : topic;

    // Half a character is none that a database or a mail would take.
    private static string Cut(string text, int most) => text.Length <= most
        ? text
        : text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + "…";
}
