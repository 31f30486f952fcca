using System.Text.Json.Serialization;
using Portal.Events;
using Portal.Monitoring.Fields;

namespace Portal.Monitoring.Processes;

/// <summary>The steps of a process, in their order.</summary>
/// <param name="Steps">The steps.</param>
public sealed record ProcessDefinition(IReadOnlyList<ProcessStep> Steps)
{
    /// <summary>The most steps.</summary>
    public const int MaxSteps = 10;

    /// <summary>The longest limit.</summary>
    public static readonly TimeSpan MaxLimit = TimeSpan.FromDays(92);

    /// <summary>The feeds that tell of it.</summary>
    [JsonIgnore]
    public IReadOnlyList<FeedId> Feeds => [.. Steps.Select(step => step.Feed).Distinct()];

    /// <summary>Whether this follows the same as another definition: names and limits are for people, and change nothing of it.</summary>
    public bool FollowsAs(ProcessDefinition other) =>
        Steps.Count == other.Steps.Count && Steps.Zip(other.Steps).All(pair => pair.First.IsAs(pair.Second));

    /// <summary>What is wrong with it, by field; empty when nothing is.</summary>
    public Dictionary<string, string[]> Check()
    {
        Dictionary<string, string[]> errors = [];
        if (Steps.Count is < 2 or > MaxSteps)
        {
            errors["steps"] = [$"2 to {MaxSteps} steps."];
        }

        for (var i = 0; i < Math.Min(Steps.Count, MaxSteps); i++)
        {
            if (Steps[i].Problem is { } problem)
            {
                errors[$"steps[{i}]"] = [problem];
            }
        }

        return errors;
    }
}

/// <summary>One step: an entry of a feed that tells that it happened.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Feed">By which feed it is told.</param>
/// <param name="Key">The business key in its entries.</param>
/// <param name="Where">Which of its entries; all of them without conditions.</param>
/// <param name="Limit">How long the next step may take; null for as long as it likes, and for the last one.</param>
public sealed record ProcessStep(string Name, FeedId Feed, EntryField Key, IReadOnlyList<FieldCondition> Where, TimeSpan? Limit = null)
{
    /// <summary>The longest name.</summary>
    public const int MaxName = 60;

    private const int MaxConditions = 10;

    /// <summary>What is wrong with it, for people; null when nothing is.</summary>
    [JsonIgnore]
    public string? Problem =>
        string.IsNullOrWhiteSpace(Name) || Name.Length > MaxName ? $"A step has a name of 1 to {MaxName} characters."
        : Key.Problem is { } key ? key
        : Key.Kind != EntryFieldKind.Payload ? "A business key is a field of the payload."
        : Where.Count > MaxConditions ? $"At most {MaxConditions} conditions."
        : Where.Select(condition => condition.Problem).FirstOrDefault(problem => problem is not null) is { } where ? where
        : Limit is { } limit && (limit < TimeSpan.FromSeconds(1) || limit > ProcessDefinition.MaxLimit) ? $"A limit is one second up to {ProcessDefinition.MaxLimit.TotalDays} days."
        : null;

    internal bool IsAs(ProcessStep other) =>
        (Feed, Key) == (other.Feed, other.Key) && Where.Count == other.Where.Count
        && Where.Zip(other.Where).All(pair => (pair.First.Field, pair.First.Comparison) == (pair.Second.Field, pair.Second.Comparison) && pair.First.Values.SequenceEqual(pair.Second.Values));
}
