namespace Portal.Web.Shared.Figures;

/// <summary>A target as a mark on a bar.</summary>
/// <param name="Share">How far the bar is filled, 0 to 1.</param>
/// <param name="Mark">Where the target stands on it, 0 to 1.</param>
/// <param name="Met">Whether the target is met.</param>
public sealed record KpiTarget(double Share, double Mark, bool Met)
{
    /// <summary>A place on the bar as an SVG length; what lies outside is put at the end.</summary>
    internal static string Place(double share) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Clamp(double.IsFinite(share) ? share : 0, 0, 1) * 100:0.#}%");
}
