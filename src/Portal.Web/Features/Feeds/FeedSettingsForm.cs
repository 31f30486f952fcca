using System.Globalization;
using Portal.Catalogue;
using Portal.Catalogue.Feeds;
using Portal.Web.Shared.Choices;

namespace Portal.Web.Features.Feeds;

/// <summary>A feed's description as it is typed; the rules are the catalogue's.</summary>
internal sealed class FeedSettingsForm
{
    public string Title { get; set; } = "";

    public string Summary { get; set; } = "";

    public string Owner { get; set; } = "";

    public string Domain { get; set; } = "";

    public string Tags { get; set; } = "";

    public FeedVisibility Visibility { get; set; }

    public string Url { get; set; } = "";

    public string PollSeconds { get; set; } = "";

    public string MaxEntryBytes { get; set; } = "";

    public string MaxEntriesPerMinute { get; set; } = "";

    public bool AllowClientIds { get; set; }

    public bool AllowClientDates { get; set; }

    public bool AllowEdits { get; set; }

    public static FeedSettingsForm Of(Feed feed)
    {
        var hosted = feed.Channel as FeedChannel.Hosted;
        var http = feed.Channel as FeedChannel.Http;
        return new FeedSettingsForm
        {
            Title = feed.Title,
            Summary = feed.Summary,
            Owner = feed.Owner,
            Domain = feed.Domain,
            Tags = string.Join(", ", feed.Tags),
            Visibility = feed.Visibility,
            Url = http?.Url ?? "",
            PollSeconds = http?.PollInterval.TotalSeconds.ToString(CultureInfo.InvariantCulture) ?? "",
            MaxEntryBytes = hosted?.MaxEntryBytes.ToString(CultureInfo.InvariantCulture) ?? "",
            MaxEntriesPerMinute = hosted?.MaxEntriesPerMinute?.ToString(CultureInfo.InvariantCulture) ?? "",
            AllowClientIds = hosted?.AllowClientIds ?? false,
            AllowClientDates = hosted?.AllowClientDates ?? false,
            AllowEdits = hosted?.AllowEdits ?? false,
        };
    }

    /// <summary>The change, or what cannot even be read as the number that it should be.</summary>
    public (FeedChange? Change, Refusal? Refusal) ToChange(FeedChannel current)
    {
        FeedChannel? channel = null;
        switch (current)
        {
            case FeedChannel.Http http:
                if (!double.TryParse(PollSeconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) || seconds is not (>= 0 and <= 1e9))
                {
                    return (null, FormRefusal.NotANumber("channel.pollInterval", PollSeconds));
                }

                channel = http with { Url = Url.Trim(), PollInterval = TimeSpan.FromSeconds(seconds) };
                break;
            case FeedChannel.Hosted hosted:
                if (!int.TryParse(MaxEntryBytes, NumberStyles.Integer, CultureInfo.InvariantCulture, out var bytes))
                {
                    return (null, FormRefusal.NotANumber("channel.maxEntryBytes", MaxEntryBytes));
                }

                int? perMinute = null;
                if (MaxEntriesPerMinute.Trim() is { Length: > 0 } limit)
                {
                    if (!int.TryParse(limit, NumberStyles.Integer, CultureInfo.InvariantCulture, out var entries))
                    {
                        return (null, FormRefusal.NotANumber("channel.maxEntriesPerMinute", limit));
                    }

                    perMinute = entries;
                }

                channel = hosted with { MaxEntryBytes = bytes, MaxEntriesPerMinute = perMinute, AllowClientIds = AllowClientIds, AllowClientDates = AllowClientDates, AllowEdits = AllowEdits };
                break;
            default:
                break;
        }

        return (
            new FeedChange
            {
                Title = Title,
                Summary = Summary,
                Owner = Owner,
                Domain = Domain,
                Tags = Tags.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                Visibility = Visibility,
                Channel = channel,
            },
            null);
    }
}
