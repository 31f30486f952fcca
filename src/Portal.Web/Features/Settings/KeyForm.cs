using System.Globalization;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Events;

namespace Portal.Web.Features.Settings;

/// <summary>The fields of the form for an API key, as they are typed.</summary>
internal sealed class KeyForm
{
    /// <summary>What the key is for.</summary>
    public string Name { get; set; } = "";

    /// <summary>Its roles.</summary>
    public IReadOnlySet<string> Roles { get; set; } = new HashSet<string> { PortalRoles.Publisher };

    /// <summary>What it is limited to of what its roles allow; empty for all of it.</summary>
    public IReadOnlySet<string> Scopes { get; set; } = new HashSet<string>();

    /// <summary>Names of the teams that it works for, separated by commas.</summary>
    public string Teams { get; set; } = "";

    /// <summary>Ids of the only feeds it is for, separated by commas or spaces; empty for all.</summary>
    public string Feeds { get; set; } = "";

    /// <summary>The last day of the key, yyyy-MM-dd; empty for no end.</summary>
    public string LastDay { get; set; } = "";

    /// <summary>How many entries a minute it may publish; empty for any number.</summary>
    public string EntriesPerMinute { get; set; } = "";

    /// <summary>The draft; refused when ids or the day cannot be read.</summary>
    public Outcome<ApiKeyDraft> ToDraft()
    {
        var teams = Teams.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var ids = Feeds.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries);
        if (ids.FirstOrDefault(id => !FeedId.TryParse(id, out _)) is { } wrong)
        {
            return Wrong("feeds", $"'{wrong}' is not a feed id: {FeedId.Rule}.");
        }

        DateTimeOffset? expires = null;
        if (LastDay.Length > 0)
        {
            if (!DateOnly.TryParseExact(LastDay, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day == DateOnly.MaxValue)
            {
                return Wrong("expires", $"'{LastDay}' is not a day like 2027-01-31.");
            }

            // The key works on its last day, to the end of it in UTC.
            expires = new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        }

        int? perMinute = null;
        if (EntriesPerMinute.Trim() is { Length: > 0 } given)
        {
            if (!int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return Wrong("entriesPerMinute", $"'{given}' is not a number.");
            }

            perMinute = number;
        }

        return new ApiKeyDraft(
            Name, [.. Roles], ids.Length == 0 ? null : [.. ids.Select(FeedId.Parse)], expires, new KeyLimits(perMinute, EntryBytes: null),
            Scopes.Count == 0 ? null : [.. Scopes], teams.Length == 0 ? null : teams);
    }

    private static Refusal Wrong(string field, string message) =>
        new(RefusalKind.Invalid, message, new Dictionary<string, string[]> { [field] = [message] });
}
