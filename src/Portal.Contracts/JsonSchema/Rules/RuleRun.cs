using System.Globalization;
using System.Text.Json;
using Portal.Contracts.JsonSchema.Evaluation;
using Portal.Events.Payloads;

namespace Portal.Contracts.JsonSchema.Rules;

/// <summary>One judgement of one payload by the rules of a contract.</summary>
internal sealed class RuleRun(JsonElement root)
{
    // Honest rules over a payload of a megabyte need a tenth of them; rules that nest all() in all() could ask for any number.
    private const int MaxSteps = 2_000_000;

    private int _steps;

    /// <summary>The place that <c>.</c> means: the item inside all, any and none, else the payload.</summary>
    public RulePlace Item { get; set; } = new(root, "");

    /// <summary>Why the rule could not be decided; null while it can.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether the steps are used up, for this rule and for all that follow.</summary>
    public bool IsSpent => _steps > MaxSteps;

    /// <summary>The bounds of patterns.</summary>
    public EvaluationRun Patterns { get; } = new(collecting: false, tracksScope: false);

    /// <summary>Counts a step; false when the judgement has to end.</summary>
    public bool Step()
    {
        if (++_steps > MaxSteps)
        {
            Problem ??= "it takes too many steps";
        }

        return Problem is null;
    }

    /// <summary>Begins the next rule.</summary>
    public void Begin() => (Problem, Item) = (null, new RulePlace(root, ""));

    /// <summary>Gives the rule up.</summary>
    public RuleValue Fail(string problem)
    {
        Problem ??= problem;
        return RuleValue.Nothing;
    }

    /// <summary>The parts of the payload that a path leads to, in their order.</summary>
    public List<RulePlace> Find(RulePath path)
    {
        var places = new List<RulePlace> { path.IsRelative ? Item : new RulePlace(root, "") };
        foreach (var step in path.Steps)
        {
            var next = new List<RulePlace>();
            foreach (var place in places)
            {
                if (!Step())
                {
                    return [];
                }

                Follow(place, step, next);
            }

            places = next;
        }

        return places;
    }

    private void Follow(RulePlace place, string? step, List<RulePlace> next)
    {
        if (place.Element.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            var wanted = step is not null && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
            foreach (var item in place.Element.EnumerateArray())
            {
                if ((step is null && Step()) || index == wanted)
                {
                    next.Add(new RulePlace(item, string.Create(CultureInfo.InvariantCulture, $"{place.Pointer}/{index}")));
                }

                index++;
            }
        }
        else if (place.Element.ValueKind == JsonValueKind.Object && place.Element.TryGetProperty(step ?? "*", out var member))
        {
            next.Add(new RulePlace(member, $"{place.Pointer}/{FieldPath.Escape(step ?? "*")}"));
        }
    }
}
