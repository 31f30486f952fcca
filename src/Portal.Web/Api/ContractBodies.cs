using Portal.Catalogue;
using Portal.Catalogue.Contracts;
using Portal.Contracts;
using Portal.Contracts.Comparison;
using Portal.Events.Entries;

namespace Portal.Web.Api;

/// <summary>A contract version as a caller gives it.</summary>
internal sealed record ContractBody
{
    public string? Version { get; init; }

    public string? EventType { get; init; }

    public string? Language { get; init; }

    public string? Schema { get; init; }

    public IReadOnlyList<SchemaImport>? Imports { get; init; }

    public IReadOnlyList<ContractRule>? Rules { get; init; }

    public Enforcement? Enforcement { get; init; }

    /// <summary>
    /// What the version must keep of the earlier ones, <see cref="CompatibilityModes"/>, beside what its feed asks for;
    /// <c>none</c> where the feed asks for nothing lets versions be published in any order.
    /// </summary>
    public string? Compatibility { get; init; }

    public Outcome<ContractDraft> ToDraft() => CompatibilityModes.TryRead(Compatibility, out var compatibility)
        ? new ContractDraft
        {
            Version = Version,
            EventType = EventType,
            Language = Language,
            Schema = Schema,
            Imports = Imports ?? [],
            Rules = Rules ?? [],
            Enforcement = Enforcement ?? Portal.Catalogue.Contracts.Enforcement.Reject,
            Compatibility = Compatibility is null ? null : compatibility,
        }
        : new Refusal(
            RefusalKind.Invalid,
            $"compatibility: '{Compatibility}' is none of {CompatibilityModes.Names}.",
            new Dictionary<string, string[]> { ["compatibility"] = [$"'{Compatibility}' is none of {CompatibilityModes.Names}."] });
}

/// <summary>A contract version in a list.</summary>
internal sealed record ContractItem(
    string Version,
    string? EventType,
    string Language,
    Enforcement Enforcement,
    DateTimeOffset Published,
    string PublishedBy,
    ContractState State,
    DateTimeOffset? StateChanged,
    string? StateChangedBy)
{
    public static ContractItem Of(ContractVersion v) => new(
        v.Version.ToString(), v.EventType, v.Source.Language, v.Enforcement, v.Published, v.PublishedBy, v.State, v.StateChanged, v.StateChangedBy);
}

/// <summary>A contract version with all that it says, and recorded payloads that meet it.</summary>
internal sealed record ContractDetails(
    string Version,
    string? EventType,
    string Language,
    Enforcement Enforcement,
    DateTimeOffset Published,
    string PublishedBy,
    ContractState State,
    DateTimeOffset? StateChanged,
    string? StateChangedBy,
    string Schema,
    IReadOnlyList<SchemaImport> Imports,
    IReadOnlyList<ContractRule> Rules,
    IReadOnlyList<ContractProperty> Properties,
    IReadOnlyList<string> Samples);

/// <summary>The verdict on a payload, and the state of the version that judged it.</summary>
internal sealed record ValidationItem(bool Valid, IReadOnlyList<Violation> Violations, ContractState State);

/// <summary>The state that a version is to have.</summary>
internal sealed record StateBody(ContractState? State);

/// <summary>What new versions of a feed must keep.</summary>
internal sealed record CompatibilityBody(string? Mode);

/// <summary>What new versions of a feed must keep.</summary>
internal sealed record CompatibilityItem(CompatibilityMode Mode);
