using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Portal.Events.Log;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Channels.Credentials;

namespace Portal.Ingestion.Subscriptions;

/// <summary>What back-filling a gap came to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BackfillOutcome>))]
public enum BackfillOutcome
{
    /// <summary>Nothing is missing any more.</summary>
    [JsonStringEnumMemberName("backFilled")]
    BackFilled,

    /// <summary>Part of it was read: there is more, to be asked for again.</summary>
    [JsonStringEnumMemberName("more")]
    More,

    /// <summary>The source does not offer the rest any more.</summary>
    [JsonStringEnumMemberName("notReached")]
    NotReached,

    /// <summary>A page could not be had.</summary>
    [JsonStringEnumMemberName("unreachable")]
    Unreachable,
}

/// <summary>The result of back-filling a gap.</summary>
/// <param name="Outcome">What it came to.</param>
/// <param name="NewEntries">How many entries it brought.</param>
/// <param name="Detail">What happened, for people.</param>
public sealed record BackfillReport(BackfillOutcome Outcome, int NewEntries, string Detail);

/// <summary>
/// Fills a gap from the source's older pages, a bounded part at a time, or has it accepted. What was read of it is stored
/// together with how far it came, oldest first, so that the next part goes on from there whatever happens in between. What is
/// known already stays as it is. For one feed never twice at a time, nor beside a poll.
/// </summary>
internal sealed class FeedBackfill(
    IFeedChannel channel,
    IFeedPageReader reader,
    IEventLog log,
    SubscriptionCursors cursors,
    ISubscriptionStore store,
    CredentialVault vault,
    IOptions<ChannelOptions> options,
    TimeProvider time)
{
    private readonly GapWalk _walk = new(channel, reader, log);

    /// <summary>Fills a part of a gap; null when there is nothing to fill by that name.</summary>
    public async Task<(BackfillReport Report, SubscriptionStatus Status)?> FillAsync(
        Subscription subscription, string gapId, string? actor, CancellationToken cancellationToken)
    {
        var before = await cursors.ReadAsync(subscription, cancellationToken);
        if (before.Continuity.Gaps.FirstOrDefault(known => known.Id == gapId) is not { Status: not GapStatus.BackFilled } gap
            || !Uri.TryCreate(subscription.Url, UriKind.Absolute, out _))
        {
            return null;
        }

        var started = time.GetTimestamp();
        var (request, problem) = FeedRefresh.RequestOf(subscription, vault);
        var walk = request is null
            ? new GapWalkResult(GapWalkEnd.PageFailed, [], gap.OlderPage is { } older ? new Uri(older) : null, problem!.Detail)
            : await _walk.WalkAsync(
                subscription.Feed, gap, request, before, () => time.GetElapsedTime(started) < options.Value.PollTimeout, cancellationToken);
        var filled = GapRules.After(gap, walk, time.GetUtcNow(), actor);
        var after = before with { Continuity = ContinuityRules.With(before.Continuity, filled) };
        var added = await cursors.StoreAsync(subscription.Feed, [.. walk.MissingNewestFirst.Reverse()], before, after, cancellationToken);
        return (new BackfillReport(GapRules.OutcomeOf(walk.End), added, GapRules.Words(filled, walk, added)), await SaveAsync(subscription, after, cancellationToken));
    }

    /// <summary>Has a gap accepted; null when there is none that is open by that name.</summary>
    public async Task<SubscriptionStatus?> AcceptAsync(
        Subscription subscription, string gapId, string reason, string? actor, CancellationToken cancellationToken)
    {
        var before = await cursors.ReadAsync(subscription, cancellationToken);
        if (before.Continuity.Gaps.FirstOrDefault(known => known.Id == gapId) is not { Status: GapStatus.Open } gap)
        {
            return null;
        }

        var accepted = gap with { Status = GapStatus.Accepted, End = new GapEnd(time.GetUtcNow(), actor, reason) };
        var after = before with { Continuity = ContinuityRules.With(before.Continuity, accepted) };
        await cursors.StoreAsync(subscription.Feed, [], before, after, cancellationToken);
        return await SaveAsync(subscription, after, cancellationToken);
    }

    private async Task<SubscriptionStatus> SaveAsync(Subscription subscription, SubscriptionCursor cursor, CancellationToken cancellationToken)
    {
        var status = subscription.Status with { Continuity = cursor.Continuity };
        await store.SaveStatusAsync(subscription.Feed, status, cancellationToken: cancellationToken);
        return status;
    }
}
