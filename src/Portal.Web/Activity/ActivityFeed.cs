using Portal.Catalogue.Feeds;
using Portal.Events.Activity;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Ingestion.Intake;

namespace Portal.Web.Activity;

/// <summary>The portal's own feed: what happens in it is told like any other event.</summary>
internal sealed class ActivityFeed(EntryIntake intake, IFeedStore feeds, TimeProvider time) : IActivityLog
{
    private static readonly Person Portal = new("Portal");

    /// <summary>Puts the feed in the catalogue when it is not there yet.</summary>
    public async Task EnsureRegisteredAsync()
    {
        var now = time.GetUtcNow();
        await feeds.AddAsync(new Feed
        {
            Id = IActivityLog.Feed,
            Title = "Portal activity",
            Summary = "What happens in this portal: feeds registered and changed, contracts published, requests, the health of subscriptions.",
            Owner = "Portal",
            Domain = "Portal",
            Tags = ["portal"],
            Channel = new FeedChannel.Hosted(),
            Created = now,
            Changed = now,
        });
    }

    /// <inheritdoc />
    public async ValueTask RecordAsync(ActivityEvent activity, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var entry = new Entry
        {
            Id = $"urn:uuid:{Guid.CreateVersion7(now)}",
            Title = EntryText.Plain(activity.Title),
            Summary = activity.Detail is null ? null : EntryText.Plain(activity.Detail),
            Content = new EntryContent("text", activity.Detail ?? activity.Title),
            Published = now,
            Updated = now,
            Authors = [activity.Actor is null ? Portal : new Person(activity.Actor)],
            Categories = Categories(activity),
        };
        await intake.AcceptAsync(
            new IntakeBatch
            {
                Feed = IActivityLog.Feed,
                Entries = [new IncomingEntry(entry, activity.Title.Length + (activity.Detail?.Length ?? 0))],
                Duplicates = DuplicatePolicy.Refuse,
            },
            cancellationToken);
    }

    private static IReadOnlyList<Category> Categories(ActivityEvent activity) =>
        activity.Subject is { } subject
            ? [new Category(activity.Kind), new Category(subject.Value, ActivityCategories.SubjectScheme)]
            : [new Category(activity.Kind)];
}

/// <summary>The categories of activity entries.</summary>
internal static class ActivityCategories
{
    /// <summary>The scheme of the category that names the feed an activity is about.</summary>
    public const string SubjectScheme = "urn:portal:feed";
}

internal static class ActivityServices
{
    public static IServiceCollection AddPortalActivity(this IServiceCollection services) => services
        .AddSingleton<ActivityFeed>()
        .AddSingleton<IActivityLog>(provider => provider.GetRequiredService<ActivityFeed>());
}
