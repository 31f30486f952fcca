using System.Text.Json;
using Portal.Catalogue.Notifications;

namespace Portal.Web.Notifications;

/// <summary>What somebody is told, in the form of a webhook's body.</summary>
/// <param name="Id">The message's id: a repetition has the same.</param>
/// <param name="Kind">What about.</param>
/// <param name="Title">It in a line.</param>
/// <param name="Text">More of it.</param>
/// <param name="Link">Where it leads.</param>
/// <param name="At">When it happened.</param>
internal sealed record NotificationMessage(string Id, string Kind, string Title, string Text, string Link, DateTimeOffset At)
{
    private static readonly JsonSerializerOptions Options = Made();

    public static NotificationMessage Of(string id, Notification notification, string address) => new(
        id, JsonNamingPolicy.CamelCase.ConvertName(notification.Kind.ToString()), notification.Title, notification.Text, $"{address}/{notification.Link}", notification.At);

    /// <summary>What the test button sends.</summary>
    public static NotificationMessage Test(string name, string address, DateTimeOffset now) => new(
        Guid.CreateVersion7(now).ToString("N"), "test", "A test of your notifications", $"{name} tried whether notifications arrive here.", $"{address}/settings", now);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    public string ToText() => string.Join("\n\n", ((IEnumerable<string>)[Text, Link]).Where(part => part.Length > 0));

    private static JsonSerializerOptions Made()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Operations.PortalHosting.Configure(options);
        return options;
    }
}
