using Portal.Monitoring.Fields;
using Portal.Monitoring.Kpis.Aggregates;

namespace Portal.Monitoring.Kpis;

/// <summary>What a definition must keep to. Pure.</summary>
public static class KpiRules
{
    /// <summary>What is wrong with it, by field; empty when nothing is.</summary>
    public static IReadOnlyDictionary<string, string[]> Check(KpiDefinition definition)
    {
        Dictionary<string, List<string>> errors = [];
        if (definition.Feeds.Count is 0 or > KpiDefinition.MaxFeeds)
        {
            Add("feeds", $"A KPI is about 1 to {KpiDefinition.MaxFeeds} feeds.");
        }

        Check(definition.Measure, "measure");
        if (definition.Per is { } per)
        {
            Check(per, "per");
        }
        else if (definition.IsPercent)
        {
            Add("isPercent", "Only a quotient is shown in percent.");
        }

        Conditions(definition.Where, "where");
        if (definition.Dimensions.Count > KpiDefinition.MaxDimensions || definition.Dimensions.Distinct().Count() < definition.Dimensions.Count)
        {
            Add("dimensions", $"At most {KpiDefinition.MaxDimensions} different dimensions.");
        }

        foreach (var dimension in definition.Dimensions)
        {
            Field(dimension, "dimensions");
        }

        if (definition.Window.Length < TimeSpan.FromMinutes(1) || definition.Window.Length > KpiDefinition.MaxWindow || definition.Window.Length.Ticks % TimeSpan.TicksPerMinute != 0)
        {
            Add("window", $"A window has whole minutes, from one up to {KpiDefinition.MaxWindow.TotalDays} days.");
        }

        if (definition.Lateness < TimeSpan.Zero || definition.Lateness > KpiDefinition.MaxLateness)
        {
            Add("lateness", $"At most {KpiDefinition.MaxLateness.TotalDays} days.");
        }

        return errors.ToDictionary(error => error.Key, error => error.Value.ToArray());

        void Check(KpiMeasure measure, string name)
        {
            if (measure.Field is { } field)
            {
                Field(field, name);
            }
            else if (measure.Kind != AggregateKind.Count)
            {
                Add(name, "Say which field is measured.");
            }

            if (measure.Kind == AggregateKind.Percentile != measure.Percentile is > 0 and <= 100)
            {
                Add(name, "A percentile is above 0 and at most 100, and only for the measure percentile.");
            }

            Conditions(measure.Where, name);
        }

        void Conditions(IReadOnlyList<FieldCondition> conditions, string name)
        {
            if (conditions.Count > KpiDefinition.MaxConditions)
            {
                Add(name, $"At most {KpiDefinition.MaxConditions} conditions.");
            }

            foreach (var condition in conditions)
            {
                if (condition.Problem is { } problem)
                {
                    Add(name, $"{condition.Field.Name}: {problem}");
                }
            }
        }

        void Field(EntryField field, string name)
        {
            if (field.Problem is { } problem)
            {
                Add(name, $"{field.Path}: {problem}");
            }
        }

        void Add(string field, string message)
        {
            if (!errors.TryGetValue(field, out var messages))
            {
                errors[field] = messages = [];
            }

            messages.Add(message);
        }
    }
}
