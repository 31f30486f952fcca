using System.Globalization;
using Portal.Events;

namespace Portal.Catalogue.Access;

/// <summary>What audit records are about, as <c>kind/id</c>, so that everything about one thing can be found.</summary>
public static class AuditSubjects
{
    /// <summary>The portal as a whole.</summary>
    public const string Portal = "portal";

    /// <summary>A feed.</summary>
    public static string Feed(FeedId feed) => $"feed/{feed}";

    /// <summary>A person.</summary>
    public static string Person(string id) => $"person/{id}";

    /// <summary>An API key.</summary>
    public static string Key(string id) => $"key/{id}";

    /// <summary>A team.</summary>
    public static string Team(string name) => $"team/{name}";

    /// <summary>A request.</summary>
    public static string Request(string id) => $"request/{id}";

    /// <summary>A KPI.</summary>
    public static string Kpi(string id) => $"kpi/{id}";

    /// <summary>A business process.</summary>
    public static string Process(string id) => $"process/{id}";

    /// <summary>An alert rule.</summary>
    public static string Rule(string id) => $"rule/{id}";

    /// <summary>An incident.</summary>
    public static string Incident(int number) => $"incident/{number.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>A channel that incidents are told by.</summary>
    public static string Channel(string id) => $"channel/{id}";

    /// <summary>A dashboard.</summary>
    public static string Dashboard(string id) => $"dashboard/{id}";

    /// <summary>A projection of the log.</summary>
    public static string Projection(string name) => $"projection/{name}";

    /// <summary>A setting of the portal.</summary>
    public static string Setting(string name) => $"setting/{name}";
}
