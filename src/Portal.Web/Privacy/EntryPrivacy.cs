using System.Collections.Concurrent;
using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Contracts;
using Portal.Contracts.Masking;
using Portal.Events;
using Portal.Events.Activity;
using Portal.Events.Entries;
using Portal.Events.Log;

namespace Portal.Web.Privacy;

/// <summary>
/// Says what is masked of a feed's entries, and for whom: for all but operators, the owning team, and people and keys with the
/// right <c>private</c>. Every way on which entries leave the portal asks here.
/// </summary>
internal sealed class EntryPrivacy(IFeedStore feeds, IContractStore contracts, CompiledContracts compiled, AccessControl access)
{
    // The mask of each feed that has one, for the versions that it was made of. Feeds that do not come again stay: a mask is
    // a few kilobytes. When full it starts over.
    private const int MaxFeeds = 5_000;

    private readonly ConcurrentDictionary<FeedId, (string Versions, FeedMask? Mask)> _masks = new();

    /// <summary>What an actor is shown otherwise than it was recorded: private fields, and what the portal's own feed tells of feeds that they may not see.</summary>
    public async ValueTask<IEntryMask?> EntryMaskAsync(Feed feed, Actor actor, CancellationToken cancellationToken = default) =>
        feed.Id == IActivityLog.Feed ? await NewsMaskAsync(actor, cancellationToken) : await MaskAsync(feed, actor, cancellationToken);

    /// <summary>What is masked for an actor; null when nothing is.</summary>
    public async ValueTask<FeedMask?> MaskAsync(Feed feed, Actor actor, CancellationToken cancellationToken = default) =>
        actor.CanSeePrivate(feed) ? null : await MaskAsync(feed.Id, cancellationToken);

    /// <summary>What is masked for those without the right; null when nothing is.</summary>
    public async ValueTask<FeedMask?> MaskAsync(FeedId feed, CancellationToken cancellationToken = default)
    {
        var versions = await contracts.ListAsync(feed, cancellationToken);
        var applying = versions.Count == 0 ? [] : versions.Where(v => v.Applies && MayMark(v.Source)).ToList();
        if (applying.Count == 0)
        {
            return null;
        }

        var named = string.Join(' ', applying.Select(v => v.Id));
        if (_masks.TryGetValue(feed, out var known) && known.Versions == named)
        {
            return known.Mask;
        }

        var masks = applying.Select(v => (v.EventType, Mask: MaskOf(v))).Where(m => m.Mask?.HidesAnything != false).ToList();
        var mask = masks.Count == 0 ? null : new FeedMask(masks);
        if (_masks.Count >= MaxFeeds)
        {
            _masks.Clear();
        }

        _masks[feed] = (named, mask);
        return mask;
    }

    /// <summary>Entries as an actor may see them.</summary>
    public async ValueTask<IReadOnlyList<RecordedEntry>> ShowAsync(
        IReadOnlyList<RecordedEntry> entries, Actor actor, CancellationToken cancellationToken = default)
    {
        Dictionary<FeedId, IEntryMask?> masks = [];
        foreach (var feed in entries.Select(e => e.Feed).Distinct())
        {
            masks[feed] = await feeds.FindAsync(feed, cancellationToken) is { } found
                ? await EntryMaskAsync(found, actor, cancellationToken)
                : await MaskAsync(feed, cancellationToken);
        }

        return masks.Values.All(mask => mask is null) ? entries : [.. entries.Select(e => masks[e.Feed]?.Show(e) ?? e)];
    }

    private async ValueTask<NewsMask?> NewsMaskAsync(Actor actor, CancellationToken cancellationToken)
    {
        var hidden = (await feeds.ListAsync(cancellationToken))
            .Where(feed => feed.Visibility == FeedVisibility.Restricted && !access.MaySee(actor, feed)).Select(feed => feed.Id.Value).ToHashSet();
        return hidden.Count == 0 ? null : new NewsMask(hidden);
    }

    // A version that cannot be compiled any more cannot say what is private in it: all of it is.
    private PayloadMask? MaskOf(ContractVersion version)
    {
        try
        {
            return PayloadMask.Of(compiled.Get(version.Id, version.Source));
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // The marks can only be there where their words are, or characters written as numbers: other contracts need no compiling.
    private static bool MayMark(ContractSource source) => Mentions(source.Schema) || source.Imports.Any(i => Mentions(i.Schema));

    private static bool Mentions(string schema) =>
        schema.Contains("x-portal-private", StringComparison.Ordinal) || schema.Contains("urn:portal:contract", StringComparison.Ordinal)
        || schema.Contains("\\u", StringComparison.Ordinal) || schema.Contains("&#", StringComparison.Ordinal);
}
