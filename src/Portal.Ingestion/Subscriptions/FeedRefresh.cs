using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Channels.Credentials;
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
    CredentialVault vault,
    IOptions<ChannelOptions> options,
    TimeProvider time)
{
    /// <summary>After so many failures in a row what cannot be had is given up: an older page, or the rest of a document that is broken. A gap is recorded.</summary>
    public const int Patience = 3;

    private readonly PageWalk _walk = new(channel, reader, new PageJoin(log));
    private readonly Deletions _deletions = new(log);

    /// <summary>The feed is not followed here any more.</summary>
    public void Forget(FeedId feed) => cursors.Forget(feed);

    /// <param name="subscription">The subscription as it stands.</param>
    /// <param name="jitter">From 0 to 1, <see cref="PollFacts.Jitter"/>.</param>
    /// <param name="cancellationToken">Ends the poll; what was stored by then stays, and is found again.</param>
    public async Task<RefreshResult> RefreshAsync(Subscription subscription, double jitter, CancellationToken cancellationToken)
    {
        var (started, began) = (time.GetUtcNow(), time.GetTimestamp());
        WalkResult? walk = null;
        var cursor = await cursors.ReadAsync(subscription, cancellationToken);
        var before = cursor;

        var (request, problem) = RequestOf(subscription, vault);
        var answer = request is null
            ? problem!
            : await channel.FetchAsync(request with { ETag = cursor.ETag, LastModified = cursor.LastModified }, cancellationToken);

        var report = new PollReport(PollOutcome.NotModified, 0, null);
        if (answer.Kind == FetchKind.Failed)
        {
            report = Failed(answer.Problem, answer.Detail);
        }
        else if (answer.Kind == FetchKind.Document)
        {
            (report, cursor, walk) = await TakeInAsync(subscription, cursor, answer, request!, started, cancellationToken);
        }

        if (report.Outcome == PollOutcome.Gone)
        {
            await pushes.RestAsync(subscription.Feed, cancellationToken);
        }
        else if (report.IsSuccess && subscription is { IsGone: true, Paused: false })
        {
            await pushes.ResumeAsync(subscription.Feed, cancellationToken);
        }

        var finding = new PollFinding(report, answer, cursor)
        {
            IsPushed = pushes.IsActive(subscription.Feed),
            Walk = walk,
            AskedConditionally = before.ETag is not null || before.LastModified is not null,
            Renamed = ReferenceEquals(before.Ids, cursor.Ids) ? 0 : IdWatch.Renamed(before.Ids, cursor.Ids),
            Took = time.GetElapsedTime(began),
        };
        var status = StatusRules.After(subscription, finding, started, time.GetUtcNow(), jitter);
        PollMetrics.Count(report, finding.Took, walk is { End: not WalkEnd.Joined } && report.IsSuccess);
        var newUrl = await MoveAsync(subscription, status, finding.Cursor, cancellationToken);
        status = newUrl is null ? status : AddressRules.Moved(status, subscription.Url, newUrl, time.GetUtcNow());
        var ended = subscription.Status.Run is { } run && run.Number != status.Run?.Number ? run : null;
        if (report.Outcome == PollOutcome.NotModified && status.State == subscription.Status.State && newUrl is null && ended is null)
        {
            // Most polls of most feeds: only the times have changed.
            await store.NoteStatusAsync(subscription.Feed, status, cancellationToken);
        }
        else
        {
            await store.SaveStatusAsync(subscription.Feed, status, ended, cancellationToken);
        }

        return new RefreshResult(report, status) { NewUrl = newUrl };
    }

    /// <summary>The question for a feed, unconditional, with its credentials; or why it cannot be asked.</summary>
    public static (FetchRequest? Request, FetchResult? Problem) RequestOf(Subscription subscription, CredentialVault vault)
    {
        if (!Uri.TryCreate(subscription.Url, UriKind.Absolute, out var address))
        {
            return (null, FetchResult.Failure(PollProblem.BadAddress, "The feed's address is not an absolute one."));
        }

        var credentials = subscription.Credentials is { } stored ? vault.Read(stored) : null;
        return subscription.Credentials is null || credentials is not null
            ? (new FetchRequest(address) { Credentials = credentials }, null)
            : (null, FetchResult.Failure(PollProblem.Unauthorised, "The stored credentials cannot be read, because the keys that they were encrypted with are gone: enter them again."));
    }

    // The cursor goes along, validators and all: what it says was found at the new address.
    private async Task<string?> MoveAsync(
        Subscription subscription, SubscriptionStatus status, SubscriptionCursor cursor, CancellationToken cancellationToken)
    {
        if (AddressRules.Adopted(subscription, status.Move, time.GetUtcNow()) is not { } newUrl
            || !await store.SaveAddressAsync(subscription.Feed, subscription.Url, newUrl, cancellationToken))
        {
            return null;
        }

        await cursors.StoreAsync(subscription.Feed, [], cursor, cursor with { Url = newUrl }, cancellationToken);
        return newUrl;
    }

    private async Task<(PollReport Report, SubscriptionCursor Cursor, WalkResult? Walk)> TakeInAsync(
        Subscription subscription,
        SubscriptionCursor before,
        FetchResult answer,
        FetchRequest request,
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

            return (new PollReport(PollOutcome.NotModified, 0, "The document has not changed, byte by byte."), after, null);
        }

        var reading = reader.Read(answer);
        if (reading.Page is not { } page)
        {
            return (Failed(reading.Problem, reading.Detail), before, null);
        }

        var repeated = await LearnRepeatedAsync(subscription.Feed, page, before.Repeated, cancellationToken);
        page = page with { Entries = RepeatedIds.Apply(page.Entries, repeated) };
        var walk = await _walk.WalkAsync(
            new WalkStart(subscription.Feed, request, page, before.Unproven ?? [], repeated),
            () => time.GetUtcNow() - started < options.Value.PollTimeout,
            cancellationToken);
        if (walk.End != WalkEnd.Joined && subscription.Status.FailuresInRow + 1 < Patience)
        {
            if (walk.End == WalkEnd.PageFailed)
            {
                return (Failed(PollProblem.OlderPage, walk.Detail), before, walk);
            }

            if (walk.IsPartial)
            {
                // The known entries may stand in what could not be read: the next document may be whole.
                return (Failed(PollProblem.Malformed, reading.Detail), before, walk);
            }
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
            Ids = IdWatch.Of(page.Entries),
            Source = page.Source,
            Continuity = ContinuityOf(subscription, before, walk, started),
            Repeated = repeated,
            Unproven = PushedEntries.Without(before.Unproven, walk.NewestFirst.Select(entry => entry.Id)),
        };
        if (walk.IsPartial)
        {
            // Asked for once more as a whole, in case it was cut off on the way. The same bytes again are what the source serves.
            after = after with { ETag = null, LastModified = null };
        }

        var entries = await _deletions.ApplyAsync(subscription.Feed, [.. walk.NewestFirst.Reverse()], walk.Tombstones, started, cancellationToken);
        var added = await cursors.StoreAsync(subscription.Feed, entries, before, after, cancellationToken);
        await pushes.PolledAsync(subscription.Feed, added, cancellationToken);
        await pushes.OfferedAsync(subscription.Feed, HubOffer.Of(answer, page.Links), subscription.Paused, cancellationToken);
        return (new PollReport(PollOutcome.Fetched, added, walk.End == WalkEnd.Joined ? reading.Detail : GapDetail(walk)), after, walk);
    }

    private async Task<IReadOnlyList<RepeatedId>?> LearnRepeatedAsync(
        FeedId feed, FeedPage page, IReadOnlyList<RepeatedId>? remembered, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<string> unknown = [.. RepeatedIds.Unknown(page.Entries, remembered).Take(RepeatedIds.MaxRemembered)];
        return unknown.Count == 0
            ? remembered
            : RepeatedIds.Learn(page.Entries, remembered, await log.KnownAsync(feed, unknown, cancellationToken));
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
