using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Notifications;
using Portal.Catalogue.Requests;
using Portal.Catalogue.Requests.Policy;

namespace Portal.Catalogue.Ownership;

/// <summary>Tells owners that they are to confirm their feeds, and operators of those that nobody can confirm.</summary>
public sealed class OwnershipUpkeep(IFeedStore feeds, IPeopleDirectory people, PolicyDesk policies, Notifier notifier, TimeProvider time)
{
    private readonly ToldTopics _told = new();

    /// <summary>Tells of what became due or overdue, each once.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken = default)
    {
        var policy = await policies.CurrentAsync(cancellationToken);
        var now = time.GetUtcNow();
        List<(Attestation One, string Topic)> due =
        [
            .. (await feeds.ListAsync(cancellationToken)).Select(feed => Attestation.Of(feed, policy, now)).OfType<Attestation>()
                .Where(one => one.State != AttestationState.Confirmed)
                .Select(one => (one, $"attest:{one.Feed.Id}:{one.Due:yyyyMMdd}:{one.State}")).Where(one => !_told.Contains(one.Item2)),
        ];
        if (due.Count == 0)
        {
            return;
        }

        var known = await people.ListAsync(cancellationToken);
        if (await notifier.TellAsync(due.SelectMany(one => Notices(one.One, one.Topic, known)), cancellationToken))
        {
            _told.Add(due.Select(one => one.Topic));
        }
    }

    private static IEnumerable<Notice> Notices(Attestation one, string topic, IReadOnlyList<KnownPerson> known)
    {
        var owners = known.Where(person => person.Actor.Owns(one.Feed) && person.Actor.CanDescribe(one.Feed)).ToList();
        return (owners.Count > 0 ? owners : known.Where(person => person.Actor.IsOperator)).Select(person => new Notice(
            person.Id,
            NotificationKind.AttestationDue,
            one.State == AttestationState.Overdue ? $"Overdue: confirm the feed '{one.Feed.Title}'" : $"Confirm the feed '{one.Feed.Title}'",
            $"Is it still needed, and described as it is? {(owners.Count > 0 ? "Its team says so" : "Nobody of its team can say so any more: an operator does,")} by {RequestWording.Date(one.Due)}.",
            $"catalogue/{one.Feed.Id}")
        {
            Topic = topic,
        });
    }
}
