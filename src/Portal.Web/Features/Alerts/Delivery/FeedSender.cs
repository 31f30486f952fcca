using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Ingestion.Intake;
using Portal.Monitoring.Incidents;

namespace Portal.Web.Features.Alerts.Delivery;

/// <summary>
/// Tells of incidents as entries of the feed <c>portal-alerts</c>. Incidents may be about restricted feeds: so is this one, to
/// operators, until one of them opens it to more.
/// </summary>
internal sealed class FeedSender(EntryIntake intake, IFeedStore feeds, TimeProvider time) : IAlertSender
{
    public static FeedId Feed { get; } = FeedId.Parse("portal-alerts");

    public ChannelKind Kind => ChannelKind.Feed;

    /// <summary>Puts the feed in the catalogue when it is not there yet.</summary>
    public async Task EnsureRegisteredAsync()
    {
        var now = time.GetUtcNow();
        await feeds.AddAsync(new Feed
        {
            Id = Feed,
            Title = "Portal alerts",
            Summary = "Incidents that alert rules open, when they are acknowledged and when they are resolved.",
            Owner = "Portal",
            Domain = "Portal",
            Tags = ["portal"],
            Channel = new FeedChannel.Hosted(),
            Visibility = FeedVisibility.Restricted,
            Created = now,
            Changed = now,
        });
    }

    public async Task<string?> SendAsync(AlertChannel channel, AlertMessage message, CancellationToken cancellationToken)
    {
        await EnsureRegisteredAsync();
        var now = time.GetUtcNow();
        var body = System.Text.Encoding.UTF8.GetString(message.ToJson());
        var entry = new Entry
        {
            // A repetition is the same entry, and nothing new.
            Id = $"urn:portal:alert:{message.Id}",
            Title = EntryText.Plain(message.Subject),
            Summary = EntryText.Plain(message.Text),
            Content = new EntryContent("application/json", body),
            Published = now,
            Updated = now,
            Authors = [new Person("Portal")],
            Categories = [new Category($"monitoring.incident.{message.News}"), new Category(message.Severity.ToString().ToLowerInvariant(), "urn:portal:severity")],
        };
        await intake.AcceptAsync(
            new IntakeBatch { Feed = Feed, Entries = [new IncomingEntry(entry, body.Length)], Duplicates = DuplicatePolicy.Refuse }, cancellationToken);
        return null;
    }
}
