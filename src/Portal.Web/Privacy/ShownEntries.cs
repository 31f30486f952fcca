using Portal.Catalogue.Access;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Contracts.Masking;
using Portal.Events.Log;
using Portal.Monitoring.Live;

namespace Portal.Web.Privacy;

/// <summary>
/// Entries as pages show them: private fields are masked for everybody, also for those who may see them. They reveal one entry
/// at a time, with a reason, by <see cref="RevealDesk"/>. Programs read them as their principal may.
/// </summary>
internal sealed class ShownEntries(IEventLog log, ILiveEntries live, IFeedStore feeds, EntryPrivacy privacy)
{
    /// <summary>The log as pages show it.</summary>
    public MaskedLog Log { get; } = new MaskedLog(log, privacy, Actor.Anonymous);

    /// <summary>What arrives, as pages show it.</summary>
    public MaskedLive Live { get; } = new MaskedLive(live, privacy, Actor.Anonymous);

    /// <summary>The log as a program may read it.</summary>
    public MaskedLog LogFor(Actor actor) => new(log, privacy, actor);

    /// <summary>What arrives, as a program may read it.</summary>
    public MaskedLive LiveFor(Actor actor) => new(live, privacy, actor);

    /// <summary>Samples as pages show them.</summary>
    public Task<IReadOnlyList<ChosenSample>> SamplesAsync(IReadOnlyList<ChosenSample> samples, CancellationToken cancellationToken) =>
        SamplesAsync(samples, Actor.Anonymous, cancellationToken);

    /// <summary>Samples as a program may read them.</summary>
    public async Task<IReadOnlyList<ChosenSample>> SamplesAsync(IReadOnlyList<ChosenSample> samples, Actor actor, CancellationToken cancellationToken)
    {
        if (samples is not [var first, ..] || await feeds.FindAsync(first.Feed, cancellationToken) is not { } feed
            || await privacy.MaskAsync(feed, actor, cancellationToken) is not { } mask)
        {
            return samples;
        }

        return [.. samples.Select(s => s.With(mask.Show(s.EventType, s.MediaType, s.Payload) ?? PayloadMask.Text))];
    }
}
