using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Notifications;
using Portal.Catalogue.Requests;
using Portal.Catalogue.Requests.Policy;

namespace Portal.Catalogue.Ownership;

/// <summary>
/// Access with an end counts until then and not a moment longer, whoever looks. This tells those who have it in time, and afterwards takes
/// it down and away.
/// </summary>
public sealed class AccessUpkeep(
    IFeedStore feeds, IApiKeyStore keys, IPeopleDirectory people, PolicyDesk policies, Notifier notifier, CatalogueChanges changes, IAuditTrail audit, TimeProvider time)
{
    private readonly ToldTopics _told = new();

    /// <summary>Gives notice of what ends soon, once, and ends what is over.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken = default)
    {
        var days = (await policies.CurrentAsync(cancellationToken)).NoticeDays;
        var now = time.GetUtcNow();
        List<Ending> endings = [];
        foreach (var feed in (await feeds.ListAsync(cancellationToken)).Where(feed => feed.Grants?.Any(grant => grant.Until is not null) == true))
        {
            endings.AddRange(feed.Grants!.Where(grant => IsNear(grant.Granted, grant.Until, days, now)).Select(grant => Ending.Of(feed, grant)));
        }

        endings.AddRange((await keys.ListAsync(cancellationToken)).Where(key => key.Ended is null && IsNear(key.Created, key.Expires, days, now)).Select(Ending.Of));
        endings.RemoveAll(ending => ending.At > now && _told.Contains(ending.Topic));
        if (endings.Count == 0)
        {
            return;
        }

        var known = await people.ListAsync(cancellationToken);
        foreach (var ending in endings)
        {
            // Told before it is taken away: after a crash in between it is still there to be found, and nobody hears of it twice.
            if (!await notifier.TellAsync(ending.Notices(known, now), cancellationToken))
            {
                continue;
            }

            if (ending.At <= now)
            {
                await EndAsync(ending, now, cancellationToken);
            }

            _told.Add([ending.Topic]);
        }
    }

    // Not of what is short from its beginning: of an access for a day people are told six hours before.
    private static bool IsNear(DateTimeOffset since, DateTimeOffset? until, int days, DateTimeOffset now)
    {
        if (until is not { } end)
        {
            return false;
        }

        var notice = TimeSpan.FromTicks(Math.Min(TimeSpan.FromDays(days).Ticks, Math.Max(0, (end - since).Ticks / 4)));
        return end - notice <= now;
    }

    // Of two processes that find it over one takes it away.
    private async Task EndAsync(Ending ending, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ended = false;
        if (ending.Key is { } key)
        {
            await keys.UpdateAsync(
                key.Id,
                stored =>
                {
                    ended = stored.Ended is null;
                    stored.Ended ??= now;
                },
                cancellationToken);
        }
        else
        {
            var feed = ending.Feed!;
            await feeds.UpdateAsync(
                feed.Id,
                stored =>
                {
                    List<FeedGrant> left = [.. (stored.Grants ?? []).Where(grant => grant != ending.Grant)];
                    ended = left.Count < (stored.Grants?.Count ?? 0);
                    if (ended)
                    {
                        stored.Grants = left.Count == 0 ? null : left;
                        stored.Revision++;
                    }
                },
                cancellationToken);
            changes.Tell(feed.Id);
        }

        if (ended)
        {
            await audit.RecordAsync(
                new AuditEvent(ending.Action, Actor.Portal, ending.Subject, $"{ending.What} has ended")
                {
                    Changes = [new("until", RequestWording.Date(ending.At), null), new("grantee", ending.Grant?.Grantee, null)],
                },
                cancellationToken);
        }
    }

    private sealed record Ending(Feed? Feed, FeedGrant? Grant, ApiKey? Key, DateTimeOffset At, string What)
    {
        public string Topic => $"access:{Feed?.Id}{Key?.Id}:{Grant?.Kind}:{Grant?.Grantee}:{At:yyyyMMddHHmmss}";

        public string Action => Key is null ? "catalogue.feed.access-ended" : "access.key.ended";

        public string Subject => Key is null ? AuditSubjects.Feed(Feed!.Id) : AuditSubjects.Key(Key.Id);

        public static Ending Of(Feed feed, FeedGrant grant) => new(feed, grant, null, grant.Until!.Value, $"Access to '{feed.Title}'");

        public static Ending Of(ApiKey key) => new(null, null, key, key.Expires!.Value, $"API key '{key.Name}'");

        public IEnumerable<Notice> Notices(IReadOnlyList<KnownPerson> known, DateTimeOffset now)
        {
            var over = At <= now;
            return Concerned(known).Select(person => new Notice(
                person.Id,
                over ? NotificationKind.AccessEnded : NotificationKind.AccessEnding,
                over ? $"{What} has ended" : $"{What} ends soon",
                over ? $"It counted until {RequestWording.Date(At)}." : $"On {RequestWording.Date(At)}. Whoever needs it longer asks before.",
                Key is not null ? "settings?tab=keys" : !over ? $"catalogue/{Feed!.Id}" : person.Actor.CanRequest ? $"requests/new?kind=Access&feed={Feed!.Id}" : "catalogue")
            {
                Topic = $"{Topic}:{over}",
            });
        }

        // A key is looked after by who made it, of whom the name is known; where nobody is, by operators.
        private List<KnownPerson> Concerned(IReadOnlyList<KnownPerson> known)
        {
            if (Grant is { Kind: GranteeKind.Team } team)
            {
                return [.. known.Where(person => person.Actor.IsIn(team.Grantee))];
            }

            if (Grant is { Kind: GranteeKind.Person } granted)
            {
                return [.. known.Where(person => person.Id == granted.Grantee)];
            }

            List<KnownPerson> makers = [.. known.Where(person => person.Name == (Key?.CreatedBy ?? Grant?.GrantedBy))];
            return makers.Count == 1 ? makers : [.. known.Where(person => person.Actor.IsOperator)];
        }
    }
}
