using Portal.Catalogue.Access;
using Portal.Catalogue.Feeds;
using Portal.Contracts;
using Portal.Contracts.Comparison;
using Portal.Events;
using Portal.Events.Activity;

namespace Portal.Catalogue.Contracts;

/// <summary>The contracts of feeds, as an actor may see and publish them.</summary>
public sealed class ContractRegistry(
    FeedRegistry feeds, IContractStore store, CompiledContracts compiled, CatalogueChanges changes, IActivityLog activity, IAuditTrail audit,
    TimeProvider time)
{
    /// <summary>Publishes a version: from then on entries are held against the newest one of their event type.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="draft">What is published.</param>
    /// <param name="actor">Who publishes.</param>
    /// <param name="stored">The stored draft that this is, which goes; null when there is none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Outcome<ContractVersion>> PublishAsync(
        FeedId feed, ContractDraft draft, Actor actor, DraftRevision? stored = null, CancellationToken cancellationToken = default)
    {
        var found = await FindAuthoredAsync(feed, actor, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Refusal;
        }

        if (Check(draft) is { } refusal)
        {
            return refusal;
        }

        var version = draft.ToVersion(feed, actor.Name, time.GetUtcNow());
        if (await ObjectionAsync(version, new PublicationTerms(found.Value.Compatibility, draft.Compatibility), cancellationToken) is { } conflict)
        {
            return conflict;
        }

        switch (await store.AddAsync(version, stored, cancellationToken))
        {
            case VersionAdded.Exists:
                return Refusal.Conflict($"Version {version.Version} of '{feed}' is published already; published versions never change.");
            case VersionAdded.DraftChanged:
                return Refusal.Stale("Somebody saved or discarded this draft in the meantime: read it again, then publish.");
            default:
                break;
        }

        changes.Tell(feed);
        await activity.RecordAsync(
            new ActivityEvent("catalogue.contract.published", $"Contract {version.Version} of '{found.Value.Title}' was published", feed, actor.Name),
            cancellationToken);
        await audit.RecordAsync(Published(version, actor), cancellationToken);
        return version;
    }

    /// <summary>Moves a version to another state, as <see cref="ContractLifeCycle"/> allows.</summary>
    public async Task<Outcome<ContractVersion>> ChangeStateAsync(
        FeedId feed, string version, string? eventType, ContractState to, Actor actor, CancellationToken cancellationToken = default)
    {
        var owned = await FindAuthoredAsync(feed, actor, cancellationToken);
        if (!owned.Succeeded)
        {
            return owned.Refusal;
        }

        var found = await FindAsync(feed, version, actor, eventType, cancellationToken);
        if (!found.Succeeded || found.Value.State == to)
        {
            return found;
        }

        var from = found.Value.State;
        if (!ContractLifeCycle.Allows(from, to))
        {
            return Refusal.Conflict($"Version {version} of '{feed}' is {Word(from)}: it {Possible(from)}.");
        }

        if (!await store.ChangeStateAsync(found.Value.Id, from, new StateChange(to, time.GetUtcNow(), actor.Name), cancellationToken))
        {
            return Refusal.Conflict($"Somebody else changed the state of version {version} of '{feed}' in the meantime.");
        }

        changes.Tell(feed);
        await activity.RecordAsync(
            new ActivityEvent($"catalogue.contract.{Word(to)}", $"Contract {version} of '{owned.Value.Title}' is {Word(to)} now", feed, actor.Name),
            cancellationToken);
        await audit.RecordAsync(
            new AuditEvent($"catalogue.contract.{Word(to)}", actor, AuditSubjects.Feed(feed), $"Contract {version} of '{owned.Value.Title}' is {Word(to)} now"),
            cancellationToken);
        return await FindAsync(feed, version, actor, eventType, cancellationToken);
    }

    /// <summary>The versions of a feed, newest first.</summary>
    public async ValueTask<Outcome<IReadOnlyList<ContractVersion>>> ListAsync(
        FeedId feed, Actor actor, CancellationToken cancellationToken = default)
    {
        var found = await feeds.FindAsync(feed, actor, cancellationToken);
        return found.Succeeded ? Outcome.Of(await store.ListAsync(feed, cancellationToken)) : found.Refusal;
    }

    /// <summary>One version; of the event type where a number stands for several.</summary>
    public async ValueTask<Outcome<ContractVersion>> FindAsync(
        FeedId feed, string version, Actor actor, string? eventType = null, CancellationToken cancellationToken = default)
    {
        var all = await ListAsync(feed, actor, cancellationToken);
        if (!all.Succeeded)
        {
            return all.Refusal;
        }

        var named = SemanticVersion.TryParse(version, out var wanted)
            ? all.Value.Where(v => v.Version == wanted && (eventType is null || v.IsFor(eventType))).ToList()
            : [];
        return named switch
        {
            [] => Refusal.NotFound($"'{feed}' has no contract version '{version}'{(string.IsNullOrEmpty(eventType) ? "" : $" for '{eventType}'")}."),
            [var only] => only,
            _ when named.Find(v => v.EventType is null) is { } general => general,
            _ => Refusal.Conflict($"Version {version} of '{feed}' stands for several event types: say which as eventType, one of {string.Join(", ", named.Select(v => v.EventType))}."),
        };
    }

    /// <summary>What changed from one version to another one, whichever is the later.</summary>
    public async Task<Outcome<IReadOnlyList<ContractChange>>> CompareAsync(
        FeedId feed, string from, string to, Actor actor, string? eventType = null, CancellationToken cancellationToken = default)
    {
        var before = await FindAsync(feed, from, actor, eventType, cancellationToken);
        if (!before.Succeeded)
        {
            return before.Refusal;
        }

        var after = await FindAsync(feed, to, actor, eventType, cancellationToken);
        return after.Succeeded ? Outcome.Of(SchemaComparison.Compare(Compile(before.Value), Compile(after.Value))) : after.Refusal;
    }

    /// <summary>The contract of a version, ready for use.</summary>
    public ICompiledContract Compile(ContractVersion version) => compiled.Get(version.Id, version.Source);

    /// <summary>What keeps a draft from being published; null when nothing does.</summary>
    public static Refusal? Check(ContractDraft draft)
    {
        if (draft.Check() is { Any: true } errors)
        {
            return errors.ToRefusal();
        }

        var result = ContractLanguages.Compile(draft.ToSource());
        return result.Contract is null ? Unusable(result.Errors) : null;
    }

    /// <summary>What keeps a draft that compiles from being published as a version of a feed; null when nothing does.</summary>
    public async ValueTask<Refusal?> ObjectionAsync(Feed feed, ContractDraft draft, CancellationToken cancellationToken = default)
    {
        var version = draft.ToVersion(feed.Id, "", time.GetUtcNow());
        return (await store.ListAsync(feed.Id, cancellationToken)).Any(other => other.IsFor(version.EventType) && other.Version == version.Version)
            ? Refusal.Conflict($"Version {version.Version} of '{feed.Id}' is published already; published versions never change.")
            : await ObjectionAsync(version, new PublicationTerms(feed.Compatibility, draft.Compatibility), cancellationToken);
    }

    /// <summary>A feed whose contracts the actor may write; refused when they may not.</summary>
    internal async ValueTask<Outcome<Feed>> FindAuthoredAsync(FeedId feed, Actor actor, CancellationToken cancellationToken)
    {
        var found = await feeds.FindAsync(feed, actor, cancellationToken);
        return found.Succeeded && !actor.CanPublishContracts(found.Value)
            ? Refusal.Forbidden($"Only operators, its publishers and developers of '{found.Value.Owner}' write contracts of '{feed}'.")
            : found;
    }

    // The version is held against those for the same event type.
    private async ValueTask<Refusal?> ObjectionAsync(ContractVersion version, PublicationTerms terms, CancellationToken cancellationToken)
    {
        ContractVersion[] published = [.. (await store.ListAsync(version.Feed, cancellationToken)).Where(other => other.IsFor(version.EventType))];
        if (PublicationRules.CheckNumber(version.Version, published, terms) is { } refusal)
        {
            return refusal;
        }

        return published.Length == 0 || terms is { Feed: CompatibilityMode.None, Asked: null or CompatibilityMode.None }
            ? null
            : Incompatible(version.Feed, version.Version, ContractLanguages.Compile(version.Source).Contract!, published, terms);
    }

    /// <summary>Why a contract may not be published as a version; null when nothing that must be kept is broken.</summary>
    internal Refusal? Incompatible(
        FeedId feed, SemanticVersion version, ICompiledContract contract, IReadOnlyList<ContractVersion> published, PublicationTerms terms)
    {
        var breaking = PublicationRules.Forbidden(version, contract, published, Compile, terms);
        return breaking.Count == 0 ? null
            : Refusal.Conflict($"Version {version} of '{feed}' is not compatible ({Mode(terms)}) with what is published: {Describe(breaking[0])}")
                with
            { Changes = breaking };
    }

    private static CompatibilityMode Mode(PublicationTerms terms) => terms.Asked is { } asked and not CompatibilityMode.None ? asked : terms.Feed;

    private static string Word(ContractState state) => state.ToString().ToLowerInvariant();

    private static string Possible(ContractState from) => ContractLifeCycle.After(from) is { Count: > 0 } next
        ? $"can only become {string.Join(" or ", next.Select(Word))}"
        : "stays so; publish a new version instead";

    private static AuditEvent Published(ContractVersion version, Actor actor) =>
        new("catalogue.contract.published", actor, AuditSubjects.Feed(version.Feed), $"Contract {version.Version} of '{version.Feed}' was published")
        {
            Changes =
            [
                new("version", null, version.Version.ToString()),
                new("eventType", null, version.EventType),
                new("language", null, version.Source.Language),
                new("enforcement", null, version.Enforcement.ToString().ToLowerInvariant()),
            ],
        };

    private static string Describe(ContractChange change) => $"{(change.Path.Length == 0 ? "the document" : change.Path)}: {change.Why}";

    /// <summary>Says why a schema cannot be used.</summary>
    internal static Refusal Unusable(IReadOnlyList<SchemaError> errors) => new(
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
