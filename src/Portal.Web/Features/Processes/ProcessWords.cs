using Portal.Web.Shared.Figures;

namespace Portal.Web.Features.Processes;

/// <summary>Processes in words.</summary>
internal static class ProcessWords
{
    /// <summary>How long something took: seconds with a digit while they matter.</summary>
    public static string Took(TimeSpan span) => span switch
    {
        { Ticks: < 0 } => $"-{Took(-span)}",
        { TotalSeconds: < 60 } => $"{Figure.Decimal(span.TotalSeconds, 1)} s",
        _ => Figure.Duration(span),
    };
}
