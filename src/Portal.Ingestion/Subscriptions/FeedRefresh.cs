using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Intake;
using Portal.Ingestion.WebSub;

namespace Portal.Ingestion.Subscriptions;

/// <summary>What a poll came to.</summary>
internal sealed record RefreshResult(PollReport Report, SubscriptionStatus Status);

/// <summary>Polls one feed, from its cursor to the time of the next poll. For one feed never twice at a time.</summary>
internal sealed class FeedRefresh(
    IFeedChannel channel,
    IFeedPageReader reader,
    IEventLog log,
    EntryIntake intake,
    ISubscriptionStore store,
    IPushes pushes,
    IOptions<ChannelOptions> options,
    TimeProvider time)
{
    /// <summary>After so many failures in a row an older page that cannot be had is given up, and a gap recorded.</summary>
    public const int PatienceWithOlderPages = 3;

    private readonly PageWalk _walk = new(channel, reader, log);

    /// <param name="subscription">The subscription as it stands.</param>
    /// <param name="jitter">From 0 to 1, <see cref="PollFacts.Jitter"/>.</param>
    /// <param name="cancellationToken">Ends the poll; what was stored by then stays, and is found again.</param>
    public async Task<RefreshResult> RefreshAsync(Subscription subscription, double jitter, CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var cursor = SubscriptionCursor
            .Read(await log.FindCheckpointAsync(SubscriptionCursor.NameOf(subscription.Feed), cancellationToken))
            .At(subscription.Url);

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

        var finding = new PollFinding(report, answer, cursor) { IsPushed = pushes.IsActive(subscription.Feed) };
        var status = StatusRules.After(subscription, finding, started, time.GetUtcNow(), jitter);
        await store.SaveStatusAsync(subscription.Feed, status, cancellationToken);
        return new RefreshResult(report, status);
    }

    /// <summary>
    /// Takes in a document that a hub pushed, as if it had been polled. One that does not reach down to what is known, as
    /// when it holds the newest entry only, is stored all the same; the next poll shows whether anything is missing.
    /// </summary>
    /// <param name="subscription">The subscription as it stands.</param>
    /// <param name="pushed">The document.</param>
    /// <param name="cancellationToken">Ends it; what was stored by then stays.</param>
    public async Task<RefreshResult> TakePushedAsync(Subscription subscription, FetchResult pushed, CancellationToken cancellationToken)
    {
        var before = SubscriptionCursor
            .Read(await log.FindCheckpointAsync(SubscriptionCursor.NameOf(subscription.Feed), cancellationToken))
            .At(subscription.Url);
        var reading = reader.Read(pushed with { BaseAddress = before.BaseAddress ?? pushed.BaseAddress });
        var report = Failed(reading.Problem, reading.Detail);
        var finding = new PushFinding(0, IsJoined: false);
        if (reading.Page is { } page)
        {
            List<Entry> oldestFirst = [.. page.Entries.DistinctBy(entry => entry.Id, StringComparer.Ordinal).Reverse()];
            var joined = await _walk.IsJoinedAsync(subscription.Feed, page, before.Unproven ?? [], isFirst: true, cancellationToken);
            var after = joined
                ? before with { Unproven = PushedEntries.Without(before.Unproven, oldestFirst.Select(entry => entry.Id)) }
                : before with { Unproven = PushedEntries.With(before.Unproven, await UnknownAsync(subscription, oldestFirst, cancellationToken)) };
            var added = await StoreAsync(subscription, oldestFirst, after, after, cancellationToken);
            report = new PollReport(PollOutcome.Fetched, added, reading.Detail);
            finding = new PushFinding(added, joined);
        }

        var status = StatusRules.AfterPush(subscription, finding, time.GetUtcNow());
        if (status != subscription.Status)
        {
            await store.SaveStatusAsync(subscription.Feed, status, cancellationToken);
        }

        return new RefreshResult(report, status);
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
                await StoreAsync(subscription, [], before, after, cancellationToken);
            }

            // What the document says of hubs has not changed either; the headers may have.
            if (HubOffer.Of(answer, FeedLinks.None) is { } named)
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
            Source = page.Source,
            Continuity = ContinuityOf(subscription, before, walk, started),
            Unproven = PushedEntries.Without(before.Unproven, walk.NewestFirst.Select(entry => entry.Id)),
        };
        var added = await StoreAsync(subscription, [.. walk.NewestFirst.Reverse()], before, after, cancellationToken);
        await pushes.PolledAsync(subscription.Feed, added, cancellationToken);
        await pushes.OfferedAsync(subscription.Feed, HubOffer.Of(answer, page.Links), subscription.Paused, cancellationToken);
        return (new PollReport(PollOutcome.Fetched, added, walk.End == WalkEnd.Joined ? reading.Detail : GapDetail(walk)), after);
    }

    /// <summary>
    /// Stores entries in batches, oldest first. The validators move with the last batch only, so that after a crash in
    /// between the document is read again; a gap is recorded with the first, or a crash would hide it.
    /// </summary>
    private async Task<int> StoreAsync(
        Subscription subscription,
        List<Entry> oldestFirst,
        SubscriptionCursor before,
        SubscriptionCursor after,
        CancellationToken cancellationToken)
    {
        var added = 0;
        var from = 0;
        do
        {
            var count = Math.Min(AppendBatch.MaxEntries, oldestFirst.Count - from);
            var isLast = from + count == oldestFirst.Count;
            var result = await intake.AcceptAsync(
                new IntakeBatch
                {
                    Feed = subscription.Feed,
                    Entries = [.. oldestFirst.Skip(from).Take(count).Select(entry => new IncomingEntry(entry, EntrySize.Of(entry)))],
                    Duplicates = DuplicatePolicy.Revise,
                    Checkpoint = (isLast ? after : before with { Continuity = after.Continuity }).ToCheckpoint(subscription.Feed),
                },
                cancellationToken);
            if (result is not { Outcome: IntakeOutcome.Stored, Append: { } append })
            {
                throw new InvalidOperationException($"The log refused entries of '{subscription.Feed}' that were to be revised: {result.Outcome}.");
            }

            added += append.Entries.Count(entry => entry.Outcome == AppendOutcome.Appended);
            from += count;
        }
        while (from < oldestFirst.Count);

        return added;
    }

    private async Task<IEnumerable<string>> UnknownAsync(
        Subscription subscription, List<Entry> entries, CancellationToken cancellationToken)
    {
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (var ids in entries.Select(entry => entry.Id).Chunk(AppendBatch.MaxEntries))
        {
            known.UnionWith(await log.KnownAsync(subscription.Feed, ids, cancellationToken));
        }

        return entries.Select(entry => entry.Id).Where(id => !known.Contains(id));
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
