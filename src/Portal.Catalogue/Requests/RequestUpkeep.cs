using Portal.Catalogue.Access;
using Portal.Catalogue.Notifications;
using Portal.Catalogue.Requests.Policy;

namespace Portal.Catalogue.Requests;

/// <summary>What becomes of requests that nobody does anything about.</summary>
public sealed class RequestUpkeep(IRequestStore requests, IRequesters requesters, PolicyDesk policies, RequestJournal journal, TimeProvider time)
{
    private readonly ToldTopics _reminded = new();
    private static readonly RequestState[] Waiting = [RequestState.Draft, RequestState.Submitted, RequestState.ChangesRequested, RequestState.Failed];

    /// <summary>
    /// Tells what was not told, reminds of what is overdue, ends what expired, and withdraws what was asked for by those who have gone.
    /// </summary>
    public async Task SweepAsync(CancellationToken cancellationToken = default)
    {
        foreach (var request in await requests.ListAsync(new RequestQuery { UntoldOnly = true, OldestFirst = true }, cancellationToken))
        {
            await journal.CatchUpAsync(request, cancellationToken);
        }

        var policy = await policies.CurrentAsync(cancellationToken);
        var now = time.GetUtcNow();
        foreach (var state in Waiting)
        {
            // The oldest come first, so that a full list does not hide those that are due.
            foreach (var request in await requests.ListAsync(new RequestQuery { States = [state], OldestFirst = true }, cancellationToken))
            {
                if (request.Changed.AddDays(policy.ExpireDays) <= now)
                {
                    request.Expire(now);
                    await SaveAsync(request, Actor.Portal, cancellationToken);
                }
                else if (state is RequestState.Submitted or RequestState.ChangesRequested && await requesters.FindAsync(request.RequesterId, cancellationToken) is null)
                {
                    request.Withdraw(Actor.Portal, $"{request.RequesterName} is not here any more.", now);
                    await SaveAsync(request, Actor.Portal, cancellationToken);
                }
                else if (request.Due is { } due && due <= now && !(request.Reminded?.AddHours(policy.DueHours) > now))
                {
                    await RemindAsync(request, now, cancellationToken);
                }
                else if (request.Due is { } soon && soon.AddHours(-policy.DueHours / 4.0) <= now && now < soon && !_reminded.Contains($"{request.Id}:{soon:O}"))
                {
                    if (await journal.RemindAsync(request, cancellationToken))
                    {
                        _reminded.Add([$"{request.Id}:{soon:O}"]);
                    }
                }
            }
        }
    }

    // Told before it is noted: after a crash in between the same is told again, and nobody hears it twice.
    private async Task RemindAsync(FeedRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isFirst = request.Reminded is null;
        if (!await journal.UrgeAsync(request, isFirst, cancellationToken))
        {
            return;
        }

        request.Remind(now);
        if (await requests.SaveAsync(request, cancellationToken) == RequestSaved.Done)
        {
            await journal.OverdueAsync(request, isFirst, cancellationToken);
        }
    }

    // Whoever was faster wins: the next sweep looks again.
    private async Task SaveAsync(FeedRequest request, Actor actor, CancellationToken cancellationToken)
    {
        if (await requests.SaveAsync(request, cancellationToken) == RequestSaved.Done)
        {
            await journal.MovedAsync(request, actor, cancellationToken);
        }
    }
}
