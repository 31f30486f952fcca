using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Contracts;
using Portal.Contracts.Comparison;
using Portal.Events;
using Portal.Events.Activity;
using Portal.Events.Entries;

namespace Portal.Catalogue.Contracts;

/// <summary>The contracts of feeds, as an actor may see and publish them.</summary>
public sealed class ContractRegistry(
    FeedRegistry feeds, IContractStore store, CompiledContracts compiled, CatalogueChanges changes, IActivityLog activity, TimeProvider time)
{
    /// <summary>Publishes a version: from then on entries are held against the newest one of their event type.</summary>
    public async Task<Outcome<ContractVersion>> PublishAsync(
        FeedId feed, ContractDraft draft, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await feeds.FindAsync(feed, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        if (!actor.CanPublishContracts(found.Value))
        {
            return Refusal.Forbidden($"Only operators, its publishers and developers of '{found.Value.Owner}' publish contracts of '{feed}'.");
        }

        if (Check(draft) is { } refusal)
        {
            return refusal;
        }

        var version = draft.ToVersion(feed, actor.Name, time.GetUtcNow());
        if (draft.Compatibility != CompatibilityMode.None && await IncompatibilityAsync(version, draft.Compatibility, cancellationToken) is { } conflict)
        {
            return conflict;
        }

        if (!await store.AddAsync(version, cancellationToken))
        {
            return Refusal.Conflict($"Version {version.Version} of '{feed}' is published already; published versions never change.");
        }

        changes.Tell(feed);
        await activity.RecordAsync(
            new ActivityEvent("catalogue.contract.published", $"Contract {version.Version} of '{found.Value.Title}' was published", feed, actor.Name),
            cancellationToken);
        return version;
    }

    /// <summary>The versions of a feed, newest first.</summary>
    public async ValueTask<Outcome<IReadOnlyList<ContractVersion>>> ListAsync(
        FeedId feed, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await feeds.FindAsync(feed, actor, cancellationToken);
        return found.Succeeded ? Outcome.Of(await store.ListAsync(feed, cancellationToken)) : found.Refusal;
    }

    /// <summary>One version.</summary>
    public async ValueTask<Outcome<ContractVersion>> FindAsync(
        FeedId feed, string version, Actor actor, CancellationToken cancellationToken = default)
    {
        var all = await ListAsync(feed, actor, cancellationToken);
        if (!all.Succeeded)
        {
            return all.Refusal;
        }

        return SemanticVersion.TryParse(version, out var wanted) && all.Value.FirstOrDefault(v => v.Version == wanted) is { } found
            ? found
            : Refusal.NotFound($"'{feed}' has no contract version '{version}'.");
    }

    /// <summary>What changed from one version to another one, whichever is the later.</summary>
    public async Task<Outcome<IReadOnlyList<ContractChange>>> CompareAsync(
        FeedId feed, string from, string to, Actor actor, CancellationToken cancellationToken = default)
    {
        var before = await FindAsync(feed, from, actor, cancellationToken);
        if (!before.Succeeded)
        {
            return before.Refusal;
        }

        var after = await FindAsync(feed, to, actor, cancellationToken);
        return after.Succeeded ? Outcome.Of(SchemaComparison.Compare(Compile(before.Value), Compile(after.Value))) : after.Refusal;
    }

    /// <summary>The contract of a version, ready for use.</summary>
    public ICompiledContract Compile(ContractVersion version) => compiled.Get(version.Id, version.Source);

    /// <summary>Everything that is wrong with a payload by a version; empty when it is valid.</summary>
    public async Task<Outcome<IReadOnlyList<Violation>>> ValidateAsync(
        FeedId feed, string version, ReadOnlyMemory<byte> payload, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await FindAsync(feed, version, actor, cancellationToken);
        return found.Succeeded ? Outcome.Of(Compile(found.Value).Validate(payload)) : found.Refusal;
    }

    /// <summary>What keeps a draft from being published; null when nothing does.</summary>
    internal static Refusal? Check(ContractDraft draft)
    {
        if (draft.Check() is { Any: true } errors)
        {
            return errors.ToRefusal();
        }

        var result = ContractLanguages.Compile(draft.ToSource());
        return result.Contract is null ? Unusable(result.Errors) : null;
    }

    // The version is held against those that come before it in number, for the same event type.
    private async ValueTask<Refusal?> IncompatibilityAsync(ContractVersion version, CompatibilityMode mode, CancellationToken cancellationToken)
    {
        var all = await store.ListAsync(version.Feed, cancellationToken);
        ICompiledContract[] earlier = [.. all
            .Where(other => other.EventType == version.EventType && SemanticVersion.Compare(other.Version, version.Version) < 0)
            .OrderByDescending(other => other.Version, Comparer<SemanticVersion>.Create(SemanticVersion.Compare))
            .Take(CompatibilityRules.IsTransitive(mode) ? int.MaxValue : 1)
            .Select(Compile)];
        if (earlier.Length == 0 || ContractLanguages.Compile(version.Source).Contract is not { } next)
        {
            return null;
        }

        var breaking = CompatibilityRules.Forbidden(mode, earlier, next);
        return breaking.Count == 0 ? null
            : Refusal.Conflict($"Version {version.Version} of '{version.Feed}' is not compatible ({mode}) with what is published: {Describe(breaking[0])}") with { Changes = breaking };
    }

    private static string Describe(ContractChange change) => $"{(change.Path.Length == 0 ? "the document" : change.Path)}: {change.Why}";

    private static Refusal Unusable(IReadOnlyList<SchemaError> errors) => new(
        RefusalKind.Unprocessable,
        $"The schema cannot be used: {Describe(errors[0])}",
        new Dictionary<string, string[]> { ["schema"] = [.. errors.Select(Describe)] })
    {
        SchemaErrors = errors,
    };

    private static string Describe(SchemaError error)
    {
        var place = error.Line is null ? "" : $"line {error.Line}, position {error.Position}: ";
        return error.Location is null ? place + error.Message : $"{error.Location}, {place}{error.Message}";
    }
}
