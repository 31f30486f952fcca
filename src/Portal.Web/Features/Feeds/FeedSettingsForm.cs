using System.Globalization;
using Portal.Catalogue;
using Portal.Catalogue.Feeds;
using Portal.Web.Catalogue;
using Portal.Web.Features.Following;
using Portal.Web.Shared.Choices;

namespace Portal.Web.Features.Feeds;

/// <summary>A feed's description as it is typed; the rules are the catalogue's.</summary>
internal sealed class FeedSettingsForm
{
    /// <summary>What was read: a change by somebody else since then is not overwritten.</summary>
    public int Revision { get; set; }

    public FeedVisibility Visibility { get; set; }

    public string Url { get; set; } = "";

    public string PollSeconds { get; set; } = "";

    public CredentialForm Credentials { get; } = new();

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
            Revision = feed.Revision,
            Credentials = { Kind = http?.Credentials is null ? CredentialDesk.None : CredentialForm.Keep },
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

    /// <summary>The change, or what cannot even be read as what it should be.</summary>
    public (FeedChange? Change, Refusal? Refusal) ToChange(FeedChannel current, CredentialDesk desk)
    {
        FeedChannel? channel = null;
        switch (current)
        {
            case FeedChannel.Http http:
                if (!double.TryParse(PollSeconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) || seconds is not (>= 0 and <= 1e9))
                {
                    return (null, FormRefusal.NotANumber("channel.pollInterval", PollSeconds));
                }

                var entered = desk.Enter(http.At(Url.Trim()) with { PollInterval = TimeSpan.FromSeconds(seconds) }, Credentials.ToInput());
                if (!entered.Succeeded)
                {
                    return (null, entered.Refusal);
                }

                channel = entered.Value;
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
                Revision = Revision,
                Visibility = Visibility,
                Channel = channel,
            },
            null);
    }
}
