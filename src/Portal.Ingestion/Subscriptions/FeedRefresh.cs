using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Intake;
using Portal.Ingestion.WebSub;

namespace Portal.Ingestion.Subscriptions;

/// <summary>What a poll came to.</summary>
internal sealed record RefreshResult(PollReport Report, SubscriptionStatus Status)
{
    /// <summary>The address that is followed from now on; null when it stays as it is.</summary>
    public string? NewUrl { get; init; }
}

/// <summary>Polls one feed, from its cursor to the time of the next poll. For one feed never twice at a time.</summary>
internal sealed class FeedRefresh(
    IFeedChannel channel,
    IFeedPageReader reader,
    IEventLog log,
    SubscriptionCursors cursors,
    ISubscriptionStore store,
    IPushes pushes,
    IOptions<ChannelOptions> options,
    TimeProvider time)
{
    /// <summary>After so many failures in a row an older page that cannot be had is given up, and a gap recorded.</summary>
    public const int PatienceWithOlderPages = 3;

    private readonly PageWalk _walk = new(channel, reader, new PageJoin(log));

    /// <summary>The feed is not followed here any more.</summary>
    public void Forget(FeedId feed) => cursors.Forget(feed);

    /// <param name="subscription">The subscription as it stands.</param>
    /// <param name="jitter">From 0 to 1, <see cref="PollFacts.Jitter"/>.</param>
    /// <param name="cancellationToken">Ends the poll; what was stored by then stays, and is found again.</param>
    public async Task<RefreshResult> RefreshAsync(Subscription subscription, double jitter, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var cursor = await cursors.ReadAsync(subscription, cancellationToken);

        var answer = Uri.TryCreate(subscription.Url, UriKind.Absolute, out var address)
            ? await channel.FetchAsync(new FetchRequest(address, cursor.ETag, cursor.LastModified), cancellationToken)
            : FetchResult.Failure(PollProblem.BadAddress, "The feed's address is not an absolute one.");

        var report = new PollReport(PollOutcome.NotModified, 0, null);
        if (answer.Kind == FetchKind.Failed)
        {
            report = Failed(answer.Problem, answer.Detail);
        }
        else if (answer.Kind == FetchKind.Document)
        {
            (report, cursor) = await TakeInAsync(subscription, cursor, answer, address!, started, cancellationToken);
        }

        if (report.Outcome == PollOutcome.Gone)
        {
            await pushes.RestAsync(subscription.Feed, cancellationToken);
        }
        else if (report.IsSuccess && subscription is { IsGone: true, Paused: false })
        {
            await pushes.ResumeAsync(subscription.Feed, cancellationToken);
        }

        var finding = new PollFinding(report, answer, cursor) { IsPushed = pushes.IsActive(subscription.Feed) };
        var status = StatusRules.After(subscription, finding, started, time.GetUtcNow(), jitter);
        var newUrl = await MoveAsync(subscription, status, finding.Cursor, cancellationToken);
        status = newUrl is null ? status : AddressRules.Moved(status, subscription.Url, newUrl, time.GetUtcNow());
        if (report.Outcome == PollOutcome.NotModified && status.State == subscription.Status.State && newUrl is null)
        {
            // Most polls of most feeds: only the times have changed.
            await store.NoteStatusAsync(subscription.Feed, status, cancellationToken);
        }
        else
        {
            await store.SaveStatusAsync(subscription.Feed, status, cancellationToken);
        }

        return new RefreshResult(report, status) { NewUrl = newUrl };
    }

    // The cursor goes along, validators and all: what it says was found at the new address.
    private async Task<string?> MoveAsync(
        Subscription subscription, SubscriptionStatus status, SubscriptionCursor cursor, CancellationToken cancellationToken)
    {
        if (AddressRules.Adopted(subscription.Url, status.Move, time.GetUtcNow()) is not { } newUrl
            || !await store.SaveAddressAsync(subscription.Feed, subscription.Url, newUrl, cancellationToken))
        {
            return null;
        }

        await cursors.StoreAsync(subscription.Feed, [], cursor, cursor with { Url = newUrl }, cancellationToken);
        return newUrl;
    }

    private async Task<(PollReport Report, SubscriptionCursor Cursor)> TakeInAsync(
        Subscription subscription,
        SubscriptionCursor before,
        FetchResult answer,
        Uri address,
        DateTimeOffset started,
        CancellationToken cancellationToken)
    {
        var after = before with
        {
            ETag = answer.ETag,
            LastModified = answer.LastModified,
            BaseAddress = answer.BaseAddress,
            DocumentHash = Convert.ToHexString(SHA256.HashData(answer.Body.Span)),
        };
        if (after.DocumentHash == before.DocumentHash)
        {
            if (after != before)
            {
                await cursors.StoreAsync(subscription.Feed, [], before, after, cancellationToken);
            }

            // What the document says of hubs has not changed either; the headers may have.
            if (HubOffer.OfHeaders(answer) is { } named)
            {
                await pushes.OfferedAsync(subscription.Feed, named, subscription.Paused, cancellationToken);
            }

            return (new PollReport(PollOutcome.NotModified, 0, "The document has not changed, byte by byte."), after);
        }

        var reading = reader.Read(answer);
        if (reading.Page is not { } page)
        {
            return (Failed(reading.Problem, reading.Detail), before);
        }

        var walk = await _walk.WalkAsync(
            subscription.Feed, address, page, before.Unproven ?? [], () => time.GetUtcNow() - started < options.Value.PollTimeout, cancellationToken);
        if (walk.End == WalkEnd.PageFailed && subscription.Status.FailuresInRow + 1 < PatienceWithOlderPages)
        {
            return (Failed(PollProblem.OlderPage, walk.Detail), before);
        }

        if (page.Source != before.Source)
        {
            // Before the cursor that remembers it: the other way round a crash between them would lose it.
            await store.SaveSourceAsync(subscription.Feed, page.Source, cancellationToken);
        }

        after = after with
        {
            Ttl = page.Ttl,
            UpdatePeriod = page.UpdatePeriod,
            QuietTimes = page.QuietTimes,
            Page = PageDates.Of(page),
            Source = page.Source,
            Continuity = ContinuityOf(subscription, before, walk, started),
            Unproven = PushedEntries.Without(before.Unproven, walk.NewestFirst.Select(entry => entry.Id)),
        };
        var added = await cursors.StoreAsync(subscription.Feed, [.. walk.NewestFirst.Reverse()], before, after, cancellationToken);
        await pushes.PolledAsync(subscription.Feed, added, cancellationToken);
        await pushes.OfferedAsync(subscription.Feed, HubOffer.Of(answer, page.Links), subscription.Paused, cancellationToken);
        return (new PollReport(PollOutcome.Fetched, added, walk.End == WalkEnd.Joined ? reading.Detail : GapDetail(walk)), after);
    }

    private static Continuity ContinuityOf(
        Subscription subscription, SubscriptionCursor before, WalkResult walk, DateTimeOffset started) =>
        walk.End == WalkEnd.Joined
            ? ContinuityRules.Unbroken(before.Continuity, started)
            : ContinuityRules.Broken(before.Continuity, new PageFacts(
                started,
                subscription.Status.LastSuccess,
                [.. walk.NewestFirst.Select(entry => entry.Updated ?? entry.Published).OfType<DateTimeOffset>()],
                walk.NewestFirst.Count,
                walk.OlderPage is { } older ? Origins.WithoutCredentials(older).AbsoluteUri : null));

    private static string GapDetail(WalkResult walk) => walk switch
    {
        { End: WalkEnd.PageFailed } => $"A gap was recorded: an older page could not be had. {walk.Detail}",
        { OlderPage: not null } => "A gap was recorded: there are more older pages than one poll reads.",
        { NewestFirst.Count: 1 } => "The source shows only 1 entry at a time: whether there were others since the last poll cannot be told.",
        _ => "A gap was recorded: none of the entries shown was known, and there is no older page.",
    };

    private static PollReport Failed(PollProblem problem, string? detail) => new(StatusRules.OutcomeOf(problem), 0, detail, problem);
}
