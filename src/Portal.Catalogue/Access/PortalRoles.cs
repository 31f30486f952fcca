namespace Portal.Catalogue.Access;

/// <summary>The roles.</summary>
public static class PortalRoles
{
    /// <summary>Watches dashboards and reads feeds.</summary>
    public const string Viewer = "viewer";

    /// <summary>Browses contracts and samples, asks for feeds.</summary>
    public const string Developer = "developer";

    /// <summary>Publishes entries.</summary>
    public const string Publisher = "publisher";

    /// <summary>Decides on requests and keeps the portal healthy.</summary>
    public const string Operator = "operator";

    /// <summary>Sees the private fields of the entries that it may read.</summary>
    public const string Private = "private";

    /// <summary>All of them.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string> { Viewer, Developer, Publisher, Operator, Private };
}
