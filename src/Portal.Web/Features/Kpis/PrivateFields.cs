using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Contracts;
using Portal.Contracts.Masking;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Ingestion.Intake;
using Portal.Monitoring.Fields;

namespace Portal.Web.Features.Kpis;

/// <summary>
/// Keeps fields that contracts mark as private out of dimensions, conditions and keys, whose values others would see: only operators
/// and the owning team of a feed may use them there, and see what uses them, whenever a contract came to mark them.
/// </summary>
internal sealed class PrivateFields(ICurrentContracts contracts, CompiledContracts compiled, IFeedStore feeds)
{
    /// <summary>The first of some fields that is private in one of the feeds and not for this actor; null when all may be used.</summary>
    public async ValueTask<EntryField?> FirstAsync(
        IReadOnlyCollection<FeedId> of, IEnumerable<EntryField> fields, Actor actor, CancellationToken cancellationToken = default)
    {
        List<EntryField> asked = [.. fields.Where(field => field.Kind == EntryFieldKind.Payload)];
        if (asked.Count == 0)
        {
            return null;
        }

        var names = await NamesAsync(of, actor.Manages, cancellationToken);
        return names.Count == 0 ? null : asked.Find(field => IsAmong(names, field));
    }

    /// <summary>The names of what is private in these feeds, but not in those of which somebody may see it.</summary>
    public async ValueTask<IReadOnlySet<string>> NamesAsync(IReadOnlyCollection<FeedId> of, Func<Feed, bool> maySee, CancellationToken cancellationToken = default)
    {
        HashSet<string> names = [];
        foreach (var id in of)
        {
            if (await feeds.FindAsync(id, cancellationToken) is { } feed && !maySee(feed))
            {
                names.UnionWith((await MaskAsync(id, cancellationToken)).PrivateNames);
            }
        }

        return names;
    }

    /// <summary>Whether a field, or what it is in, has one of these names.</summary>
    public static bool IsAmong(IReadOnlySet<string> names, EntryField field) =>
        field.Kind == EntryFieldKind.Payload && field.Path!.Split('/', '@').Any(step => names.Contains(Fold(step)));

    /// <summary>An entry's content as the actor may see it.</summary>
    public async ValueTask<EntryContent?> ShownAsync(FeedId id, EntryContent? content, Actor actor, CancellationToken cancellationToken = default) =>
        await feeds.FindAsync(id, cancellationToken) is { } feed && actor.Manages(feed) ? content : (await MaskAsync(id, cancellationToken)).Apply(content);

    // A feed has a contract for each event type; what is private in one of them is private.
    private async ValueTask<PayloadMask> MaskAsync(FeedId feed, CancellationToken cancellationToken)
    {
        var masks = (await contracts.ForFeedAsync(feed, cancellationToken)).Select(contract => PayloadMask.Of(compiled.Get(contract.Id, contract.Source))).ToList();
        return masks.Count == 1 ? masks[0] : PayloadMask.OfNames(masks.SelectMany(mask => mask.PrivateNames));
    }

    private static string Fold(string name) => string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant));
}
