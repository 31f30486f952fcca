using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Contracts;
using Portal.Contracts.Comparison;
using Portal.Contracts.Design;
using Portal.Events;

namespace Portal.Catalogue.Contracts;

/// <summary>Says what publishing a draft would mean, before anything is published.</summary>
public sealed class PublicationPreviews(ContractRegistry registry, IContractStore store, IEnumerable<IFieldReaders> readers)
{
    /// <summary>Reads the draft, compares it with the newest version of its event type, and holds it against what must be kept.</summary>
    public async Task<Outcome<PublicationPreview>> PreviewAsync(
        FeedId feed, ContractDraft draft, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await registry.FindAuthoredAsync(feed, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        if (draft.CheckSizes() is { Any: true } errors)
        {
            return errors.ToRefusal();
        }

        ContractVersion[] published = [.. (await store.ListAsync(feed, cancellationToken)).Where(v => v.IsFor(draft.CleanEventType))];
        var newest = published.FirstOrDefault();
        var compiled = ContractLanguages.Compile(draft.ToSource());
        if (compiled.Contract is not { } contract)
        {
            return new PublicationPreview { Errors = compiled.Errors, Newest = newest };
        }

        var changes = newest is null ? [] : SchemaComparison.Compare(registry.Compile(newest), contract);
        var bump = newest is null ? VersionBump.First : VersionAdvice.BumpFor(changes);
        return new PublicationPreview
        {
            Contract = contract,
            Newest = newest,
            Changes = changes,
            Bump = bump,
            Suggested = VersionAdvice.Next(newest?.Version, bump),
            Objection = Objection(found.Value, draft, contract, published),
            Advice = DesignChecks.Of(contract, draft.CleanEventType, []),
            Readers = await ReadersAsync(found.Value, changes, actor, cancellationToken),
        };
    }

    private Refusal? Objection(Feed feed, ContractDraft draft, ICompiledContract contract, IReadOnlyList<ContractVersion> published)
    {
        if (draft.Check() is { Any: true } errors)
        {
            return errors.ToRefusal();
        }

        var version = SemanticVersion.Parse(draft.Version);
        var terms = new PublicationTerms(feed.Compatibility, draft.Compatibility);
        return PublicationRules.CheckNumber(version, published, terms)
            ?? registry.Incompatible(feed.Id, version, contract, published, terms);
    }

    private async ValueTask<IReadOnlyList<FieldReader>> ReadersAsync(
        Feed feed, IReadOnlyList<ContractChange> changes, Actor actor, CancellationToken cancellationToken)
    {
        string[] paths = [.. changes.Where(change => change.IsBreaking).Select(change => change.Path).Distinct(StringComparer.Ordinal)];
        var all = new List<FieldReader>();
        foreach (var source in paths.Length == 0 ? [] : readers)
        {
            all.AddRange(await source.ReadersAsync(feed, paths, actor, cancellationToken));
        }

        return all;
    }
}
