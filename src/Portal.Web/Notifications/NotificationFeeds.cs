using Microsoft.Net.Http.Headers;
using Portal.Catalogue.Access;
using Portal.Catalogue.Notifications;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Syndication;
using Portal.Syndication.Writing;
using Portal.Web.Security;

namespace Portal.Web.Notifications;

/// <summary>What a person was told as an Atom feed of their own, under an address that nobody can guess: feed readers have no sign-in.</summary>
internal static class NotificationFeeds
{
    /// <summary>Where the feeds are.</summary>
    public const string Path = "/notifications/feed";

    private const int MaxEntries = 100;

    public static void MapNotificationFeeds(this WebApplication app) =>
        app.MapGet(Path + "/{secret}", ReadAsync).AllowAnonymous().RequireRateLimiting(RateLimits.Api).ExcludeFromDescription();

    private static async Task<IResult> ReadAsync(string secret, HttpContext http, INotificationStore store, IPeopleDirectory people)
    {
        // Whoever has gone has no feed any more, whatever their reader still asks for.
        if (await store.FindByFeedAsync(NotificationChoice.HashOf(secret), http.RequestAborted) is not { } choice
            || await people.FindAsync(choice.Person, http.RequestAborted) is not { } person)
        {
            return Results.NotFound();
        }

        var told = await store.ListAsync(person.Id, unreadOnly: false, MaxEntries, http.RequestAborted);
        var tag = new EntityTagHeaderValue($"\"{(told.Count == 0 ? "none" : told[0].Id)}\"");
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        http.Response.GetTypedHeaders().ETag = tag;
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        var root = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}";
        using var output = new MemoryStream();
        AtomWriter.WriteFeed(output, Document(person, choice, told, root, $"{root}{Path}/{secret}"), _ => []);
        return Results.Bytes(output.ToArray(), $"{MediaTypes.Atom}; charset=utf-8");
    }

    private static AtomFeedDocument Document(KnownPerson person, NotificationChoice choice, IReadOnlyList<Notification> told, string root, string self) => new()
    {
        Id = $"urn:portal:notifications:{person.Id}",
        Title = $"Notifications of {person.Name}",
        Author = "Portal",
        Updated = told.Count == 0 ? choice.FeedMade ?? DateTimeOffset.UnixEpoch : told[0].At,
        Links = [new EntryLink(self, "self"), new EntryLink($"{root}/notifications")],
        Entries = [.. told.Select((notification, index) => Entry(notification, root, told.Count - index))],
    };

    private static RecordedEntry Entry(Notification notification, string root, int position) => new()
    {
        Position = new EventPosition(position),
        Feed = FeedId.Parse("notifications"),
        Received = notification.At,
        Entry = new Entry
        {
            Id = $"urn:portal:notification:{notification.Id}",
            Title = EntryText.Plain(notification.Title),
            Summary = notification.Text.Length == 0 ? null : EntryText.Plain(notification.Text),
            Published = notification.At,
            Updated = notification.At,
            Links = [new EntryLink($"{root}/{notification.Link}")],
            Categories = [new Category(notification.Kind.ToString())],
        },
    };
}
