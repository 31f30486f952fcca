using Portal.Catalogue.Access;
using Portal.Catalogue.Notifications;

namespace Portal.Catalogue.Requests;

/// <summary>Finds whom a request concerns and has them told.</summary>
public sealed class RequestNews(IRequestStore requests, RequestRights rights, IPeopleDirectory people, Notifier notifier)
{
    /// <summary>
    /// Tells of all that happened to a request and was not told yet. Whoever comes after a crash, or tells at the same time, does it again:
    /// each step and each comment is a topic, of which a person hears once.
    /// </summary>
    /// <returns>Whether everybody was told; else it remains to be told.</returns>
    public Task<bool> TellAsync(FeedRequest request, CancellationToken cancellationToken) => notifier.GuardAsync(
        async () =>
        {
            await notifier.SendAsync(await KnownAsync(await UntoldAsync(request, cancellationToken), cancellationToken), cancellationToken);
            await requests.ToldAsync(request, cancellationToken);
            request.Told();
        });

    /// <summary>A request is to be decided soon.</summary>
    public Task<bool> RemindAsync(FeedRequest request, CancellationToken cancellationToken) =>
        TellAsync(async () => RequestNotices.OfReminder(request, await DecidersAsync(request, cancellationToken)), cancellationToken);

    /// <summary>A request was not decided in time.</summary>
    public Task<bool> OverdueAsync(FeedRequest request, bool isFirst, CancellationToken cancellationToken) =>
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

    private async Task<IReadOnlyList<Notice>> UntoldAsync(FeedRequest request, CancellationToken cancellationToken)
    {
        List<Notice> notices = [];
        for (var at = request.History.Count - request.UntoldSteps; at < request.History.Count; at++)
        {
            // Nobody is called to what was decided meanwhile.
            var waits = request.History[at].To == RequestState.Submitted && request.State == RequestState.Submitted;
            notices.AddRange(RequestNotices.OfMove(request, at, waits ? await DecidersAsync(request, cancellationToken) : []));
        }

        for (var at = request.Comments.Count - request.UntoldComments; at < request.Comments.Count; at++)
        {
            foreach (var notice in RequestNotices.OfComment(request, at))
            {
                // Whoever spoke once may not see it any more.
                if (await people.FindAsync(notice.Person, cancellationToken) is { } person && await rights.MaySeeAsync(request, person.Actor, cancellationToken))
                {
                    notices.Add(notice);
                }
            }
        }

        return notices;
    }

    private Task<bool> TellAsync(Func<Task<IReadOnlyList<Notice>>> find, CancellationToken cancellationToken) => notifier.GuardAsync(
        async () => await notifier.SendAsync(await KnownAsync(await find(), cancellationToken), cancellationToken));

    // Keys ask and decide too; nobody can be told through them.
    private async Task<IReadOnlyList<Notice>> KnownAsync(IReadOnlyList<Notice> notices, CancellationToken cancellationToken)
    {
        if (notices.Count == 0)
        {
            return [];
        }

        var known = (await people.ListAsync(cancellationToken)).Select(person => person.Id).ToHashSet();
        return [.. notices.Where(notice => known.Contains(notice.Person))];
    }

    private async Task<IReadOnlyList<Actor>> DecidersAsync(FeedRequest request, CancellationToken cancellationToken) =>
        [.. (await rights.DecidersAsync(request, cancellationToken)).Select(person => person.Actor)];
}
