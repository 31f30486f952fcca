using Portal.Events;

namespace Portal.Web.CatalogueFolder;

/// <summary>What an import does, in order.</summary>
internal enum FolderStepKind
{
    /// <summary>Makes a place of the taxonomy, or says something else of it.</summary>
    Describe,

    /// <summary>Registers a feed.</summary>
    Create,

    /// <summary>Changes a feed.</summary>
    Change,

    /// <summary>Publishes a contract version.</summary>
    Publish,

    /// <summary>Finds a feed as it is described.</summary>
    Keep,
}

/// <summary>One thing that an import does, or would do.</summary>
/// <param name="Kind">What.</param>
/// <param name="Feed">The feed; null for the taxonomy.</param>
/// <param name="Detail">More about it: the fields that change, the version.</param>
internal sealed record FolderStep(FolderStepKind Kind, string? Feed, string Detail)
{
    /// <summary>For people.</summary>
    public override string ToString() => Kind switch
    {
        FolderStepKind.Create => $"+ {Feed}: {Detail}",
        FolderStepKind.Change => $"~ {Feed}: {Detail}",
        FolderStepKind.Publish => $"+ {Feed}: contract {Detail}",
        FolderStepKind.Keep => $"= {Feed}",
        _ => $"~ domain {Detail}",
    };
}

/// <summary>What an import did, or would do.</summary>
/// <param name="Applied">Whether it was done; false for a dry run, and when something is wrong.</param>
/// <param name="Steps">What it did; empty when something is wrong with the folder.</param>
/// <param name="Problems">What is wrong.</param>
internal sealed record FolderReport(bool Applied, IReadOnlyList<FolderStep> Steps, IReadOnlyList<FolderProblem> Problems)
{
    /// <summary>How many steps change something.</summary>
    public int Changes => Steps.Count(step => step.Kind != FolderStepKind.Keep);

    /// <summary>For people: every step and problem on a line, and the sum.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var step in Steps.Where(step => step.Kind != FolderStepKind.Keep))
        {
            yield return step.ToString();
        }

        foreach (var problem in Problems)
        {
            yield return problem.ToString();
        }

        yield return Problems.Count > 0
            ? $"{Problems.Count} {(Problems.Count == 1 ? "problem" : "problems")}. {(Steps.Count == 0 ? "Nothing was changed." : "What stands above was done.")}"
            : $"{(Applied ? "Done" : "Would do")}: {Changes} {(Changes == 1 ? "change" : "changes")}, {Steps.Count - Changes} feeds are as described already.";
    }
}
