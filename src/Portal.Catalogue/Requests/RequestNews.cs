using Portal.Catalogue.Access;
using Portal.Catalogue.Notifications;

namespace Portal.Catalogue.Requests;

/// <summary>Finds whom a request concerns and has them told.</summary>
public sealed class RequestNews(RequestRights rights, IPeopleDirectory people, Notifier notifier)
{
    /// <summary>A request moved to another state.</summary>
    public Task MovedAsync(FeedRequest request, CancellationToken cancellationToken) => TellAsync(
        async () => RequestNotices.OfMove(request, request.State == RequestState.Submitted ? await DecidersAsync(request, cancellationToken) : []), cancellationToken);

    /// <summary>Somebody said something, which is the newest comment.</summary>
    public Task CommentedAsync(FeedRequest request, CancellationToken cancellationToken) => TellAsync(
        async () =>
        {
            List<Notice> notices = [];
            foreach (var notice in RequestNotices.OfComment(request, request.Comments[^1]))
            {
                // Whoever spoke once may not see it any more.
                if (await people.FindAsync(notice.Person, cancellationToken) is { } person && await rights.MaySeeAsync(request, person.Actor, cancellationToken))
                {
                    notices.Add(notice);
                }
            }

            return notices;
        },
        cancellationToken);

    /// <summary>A request is to be decided soon.</summary>
    public Task RemindAsync(FeedRequest request, CancellationToken cancellationToken) =>
        TellAsync(async () => RequestNotices.OfReminder(request, await DecidersAsync(request, cancellationToken)), cancellationToken);

    /// <summary>A request was not decided in time.</summary>
    public Task OverdueAsync(FeedRequest request, bool isFirst, CancellationToken cancellationToken) =>
        TellAsync(async () => RequestNotices.OfOverdue(request, await DecidersAsync(request, cancellationToken), isFirst), cancellationToken);

    /// <summary>Who is named in what somebody says about a request: of those who may see it.</summary>
    public async Task<IReadOnlyList<Mention>> MentionsAsync(FeedRequest request, string text, CancellationToken cancellationToken)
    {
        if (!text.Contains('@', StringComparison.Ordinal))
        {
            return [];
        }

        List<KnownPerson> readers = [];
        foreach (var person in await people.ListAsync(cancellationToken))
        {
            // A name that does not stand there needs no right looked up.
            if (text.Contains("@" + person.Name, StringComparison.OrdinalIgnoreCase) && await rights.MaySeeAsync(request, person.Actor, cancellationToken))
            {
                readers.Add(person);
            }
        }

        return Mentions.In(text, readers);
    }

    private Task TellAsync(Func<Task<IReadOnlyList<Notice>>> find, CancellationToken cancellationToken) => notifier.TellAsync(
        async () =>
        {
            var notices = await find();
            if (notices.Count == 0)
            {
                return [];
            }

            // Keys ask and decide too; nobody can be told through them.
            var known = (await people.ListAsync(cancellationToken)).Select(person => person.Id).ToHashSet();
            return [.. notices.Where(notice => known.Contains(notice.Person))];
        },
        cancellationToken);

    private async Task<IReadOnlyList<Actor>> DecidersAsync(FeedRequest request, CancellationToken cancellationToken) =>
        [.. (await rights.DecidersAsync(request, cancellationToken)).Select(person => person.Actor)];
}
