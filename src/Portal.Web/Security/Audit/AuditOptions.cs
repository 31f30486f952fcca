using System.ComponentModel.DataAnnotations;

namespace Portal.Web.Security.Audit;

/// <summary>The section <c>Portal:Audit</c>.</summary>
internal sealed class AuditOptions
{
    public const string Section = "Portal:Audit";

    /// <summary>How many days the trail is kept; null for ever. Entries of feeds have limits of their own.</summary>
    [Range(1, 36_500)]
    public int? KeepDays { get; set; }
}
