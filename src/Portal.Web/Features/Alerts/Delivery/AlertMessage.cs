using System.Text.Json;
using Portal.Monitoring.Incidents;
using Portal.Monitoring.Rules;

namespace Portal.Web.Features.Alerts.Delivery;

/// <summary>What is told of an incident, in the form of a webhook's body.</summary>
/// <param name="Id">The message's id: a repetition has the same.</param>
/// <param name="News">What is told: opened, acknowledged, resolved or test.</param>
/// <param name="Incident">The incident's number.</param>
/// <param name="Title">The rule's title.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="Text">What happened last.</param>
/// <param name="Opened">When it happened first.</param>
/// <param name="Count">How often it happened.</param>
/// <param name="Owner">Who looks after it.</param>
/// <param name="Runbook">Where it says what to do.</param>
/// <param name="Feeds">The feeds.</param>
internal sealed record AlertMessage(
    string Id,
    string News,
    int Incident,
    string Title,
    Severity Severity,
    IncidentState State,
    string Text,
    DateTimeOffset Opened,
    int Count,
    string Owner,
    string Runbook,
    IReadOnlyList<string> Feeds)
{
    private static readonly JsonSerializerOptions Options = Made();

    public string Subject => $"[{Severity}] {Title}: {News}";

    public static AlertMessage Of(AlertDelivery delivery, Incident incident) => new(
        delivery.Id,
        delivery.News.ToString().ToLowerInvariant(),
        incident.Number,
        incident.Title,
        incident.Severity,
        incident.State,
        incident.Text,
        incident.Opened,
        incident.Count,
        incident.Assignee ?? incident.Owner,
        incident.Runbook,
        [.. incident.Feeds.Select(feed => feed.Value)]);

    /// <summary>What the test button of a channel sends.</summary>
    public static AlertMessage Test(string id, DateTimeOffset now, string by) => new(
        id, "test", 0, "Test", Severity.Info, IncidentState.Resolved, $"{by} tried whether this channel works.", now, 0, "", "", []);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    public string ToText() => string.Join(
        '\n',
        ((IEnumerable<string>)[Text, "", $"Incident {Incident}, {News}, {Severity}", $"First seen {Opened.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, {Count} times"])
            .Concat(Owner.Length > 0 ? [$"Looked after by {Owner}"] : [])
            .Concat(Runbook.Length > 0 ? [$"What to do: {Runbook}"] : []));

    private static JsonSerializerOptions Made()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Operations.PortalHosting.Configure(options);
        return options;
    }
}
