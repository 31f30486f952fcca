using System.Text.Json.Serialization;
namespace Portal.Monitoring.Kpis;

/// <summary>What a figure means.</summary>
public enum KpiJudgement
{
    /// <summary>There is no target, or no figure.</summary>
    None,

    /// <summary>It is good.</summary>
    Good,

    /// <summary>It is to be watched.</summary>
    Watch,

    /// <summary>It is bad.</summary>
    Bad,
}

/// <summary>
/// The value that is aimed at, and where it becomes bad: in between it is to be watched. A bad value below the target means that
/// higher is better, one above it that lower is.
/// </summary>
/// <param name="Value">The target.</param>
/// <param name="Bad">From here on it is bad.</param>
public sealed record KpiGoal(double Value, double Bad)
{
    /// <summary>Whether a higher figure is the better one.</summary>
    [JsonIgnore]
    public bool HigherIsBetter => Bad <= Value;

    /// <summary>What a figure means.</summary>
    public KpiJudgement Judge(double? figure) => figure switch
    {
        null => KpiJudgement.None,
        { } value when HigherIsBetter => value >= Value ? KpiJudgement.Good : value <= Bad ? KpiJudgement.Bad : KpiJudgement.Watch,
        { } value => value <= Value ? KpiJudgement.Good : value >= Bad ? KpiJudgement.Bad : KpiJudgement.Watch,
    };
}
