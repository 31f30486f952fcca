using Portal.Contracts;
using Portal.Contracts.Comparison;

namespace Portal.Catalogue.Contracts;

/// <summary>What a new version must keep to.</summary>
/// <param name="Feed">What the feed asks of every version: a new major version starts afresh.</param>
/// <param name="Asked">What the publication itself asks for, whatever its number; null when it says nothing.</param>
public sealed record PublicationTerms(CompatibilityMode Feed, CompatibilityMode? Asked)
{
    /// <summary>
    /// Whether the version must be higher than those before it. Whoever says <c>none</c> on a feed without a mode publishes in
    /// any order: that is how histories are loaded.
    /// </summary>
    public bool InOrder => Feed != CompatibilityMode.None || Asked != CompatibilityMode.None;
}

/// <summary>Holds the number and the changes of a new version against those published before it for the same event type.</summary>
public static class PublicationRules
{
    /// <summary>What stands against the number; null when nothing does.</summary>
    /// <param name="version">The new version.</param>
    /// <param name="published">Those of its event type, newest first, in whatever state.</param>
    /// <param name="terms">What it must keep to.</param>
    public static Refusal? CheckNumber(SemanticVersion version, IReadOnlyList<ContractVersion> published, PublicationTerms terms)
    {
        if (published.Any(other => other.Version == version))
        {
            return Refuse($"Version {version} is published already; published versions never change.");
        }

        return terms.InOrder && published is [var newest, ..] && SemanticVersion.Compare(version, newest.Version) < 0
            ? Refuse($"Version {version} goes backward: {newest.Version} is published. The next one is {VersionAdvice.Next(newest.Version, VersionBump.Patch)} or higher.")
            : null;
    }

    /// <summary>The changes that the terms forbid; empty when it may be published.</summary>
    /// <param name="version">The new version.</param>
    /// <param name="next">The new version, compiled.</param>
    /// <param name="published">Those of its event type, newest first.</param>
    /// <param name="compile">Gives the contract of a version.</param>
    /// <param name="terms">What it must keep to.</param>
    public static IReadOnlyList<ContractChange> Forbidden(
        SemanticVersion version,
        ICompiledContract next,
        IReadOnlyList<ContractVersion> published,
        Func<ContractVersion, ICompiledContract> compile,
        PublicationTerms terms)
    {
        var earlier = published.Where(other => SemanticVersion.Compare(other.Version, version) < 0).ToList();
        var ownMajor = earlier.Where(other => other.Version.Major == version.Major);
        return [.. CompatibilityRules.Forbidden(terms.Asked ?? CompatibilityMode.None, earlier.Select(compile), next)
            .Union(CompatibilityRules.Forbidden(terms.Feed, ownMajor.Select(compile), next))];
    }

    private static Refusal Refuse(string detail) =>
        new(RefusalKind.Conflict, detail, new Dictionary<string, string[]> { ["version"] = [detail] });
}
