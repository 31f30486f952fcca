using Portal.Monitoring.Kpis;

namespace Portal.Web.Features.Dashboards;

/// <summary>A value of a dimension, to which a page narrows the KPIs that are broken down by it.</summary>
/// <param name="Dimension">The dimension's name.</param>
/// <param name="Value">The value; empty for entries that have none.</param>
public sealed record GroupChoice(string Dimension, string Value)
{
    private const int Longest = 300;

    /// <summary>The choice that an address names, as <c>channel:web</c>; null when it names none.</summary>
    public static GroupChoice? Read(string? text) =>
        text is { Length: <= Longest } && text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? new GroupChoice(text[..colon], text[(colon + 1)..]) : null;

    /// <summary>What a KPI is narrowed to by it: nothing when it has no such dimension.</summary>
    public IReadOnlyDictionary<int, string> Of(KpiDefinition definition)
    {
        for (var i = 0; i < definition.Dimensions.Count; i++)
        {
            if (definition.Dimensions[i].Name == Dimension)
            {
                return new Dictionary<int, string> { [i] = Value };
            }
        }

        return new Dictionary<int, string>();
    }

    /// <inheritdoc />
    public override string ToString() => $"{Dimension}:{Value}";
}
