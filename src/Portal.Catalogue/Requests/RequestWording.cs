using System.Globalization;
using Portal.Catalogue.Feeds;
using Portal.Events.Log;

namespace Portal.Catalogue.Requests;

/// <summary>How values of a request read to people. Pure.</summary>
internal static class RequestWording
{
    public static string Of(FeedVisibility visibility) => visibility switch
    {
        FeedVisibility.Public => "everybody",
        FeedVisibility.Internal => "everybody who is signed in",
        _ => "the owning team and whom it lets in",
    };

    public static string Of(RetentionLimits? limits)
    {
        List<string> parts = [];
        if (limits?.MaxAge is { } age)
        {
            parts.Add(age.TotalDays >= 1 ? Plural(age.TotalDays, "day") : Plural(age.TotalHours, "hour"));
        }

        if (limits?.MaxEntries is { } entries)
        {
            parts.Add(Plural(entries, "entry", "entries"));
        }

        if (limits?.MaxBytes is { } bytes)
        {
            parts.Add(Plural(bytes, "byte"));
        }

        return parts.Count == 0 ? "everything, for ever" : "at most " + string.Join(", ", parts);
    }

    public static string Date(DateTimeOffset? at) => at is { } time ? time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) : "without end";

    private static string Plural(double count, string one, string? many = null) =>
        $"{count.ToString("0.##", CultureInfo.InvariantCulture)} {(count == 1 ? one : many ?? one + "s")}";
}
