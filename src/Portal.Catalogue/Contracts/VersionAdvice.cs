using Portal.Contracts.Comparison;

namespace Portal.Catalogue.Contracts;

/// <summary>Which number of a version grows.</summary>
public enum VersionBump
{
    /// <summary>There is no version yet.</summary>
    First,

    /// <summary>Somebody breaks.</summary>
    Major,

    /// <summary>Nobody breaks, and more or less is said than before.</summary>
    Minor,

    /// <summary>Only what people or programs read beside the rules changed, or nothing did.</summary>
    Patch,
}

/// <summary>What the number of a new version should be, by Semantic Versioning 2.0.0.</summary>
public static class VersionAdvice
{
    /// <summary>Which number has to grow for these changes.</summary>
    public static VersionBump BumpFor(IReadOnlyList<ContractChange> changes) =>
        CompatibilityRules.Forbidden(CompatibilityMode.Full, changes).Count > 0 ? VersionBump.Major
        : changes.Any(Says) ? VersionBump.Minor
        : VersionBump.Patch;

    /// <summary>The version that follows; 1.0.0 where there is none.</summary>
    public static SemanticVersion Next(SemanticVersion? newest, VersionBump bump) => newest is not { } last
        ? new SemanticVersion(1, 0, 0)
        : bump switch
        {
            VersionBump.Major or VersionBump.First => new SemanticVersion(last.Major + 1, 0, 0),
            VersionBump.Minor => new SemanticVersion(last.Major, last.Minor + 1, 0),
            _ => new SemanticVersion(last.Major, last.Minor, last.Patch + 1),
        };

    private static bool Says(ContractChange change) =>
        change.Kind is not (ContractChangeKind.DocumentationChanged or ContractChangeKind.AnnotationChanged);
}
