using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Catalogue;
using Portal.Catalogue.Feeds;
using Portal.Events;
using Portal.Web.Shared.Choices;

namespace Portal.Web.Features.Catalogue;

/// <summary>What is typed on the page, as text; the rules are the catalogue's.</summary>
internal sealed partial class AddFeedForm
{
    private bool _idChosen;

    public string Id { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string Summary { get; set; } = "";

    public string Owner { get; set; } = "";

    public string Domain { get; set; } = "";

    public string Tags { get; set; } = "";

    public FeedVisibility Visibility { get; set; } = FeedVisibility.Internal;

    public string Url { get; set; } = "";

    public string PollSeconds { get; set; } = "60";

    public string MaxEntryBytes { get; set; } = FeedChannel.Hosted.DefaultMaxEntryBytes.ToString(CultureInfo.InvariantCulture);

    public bool AllowClientIds { get; set; } = true;

    public bool AllowClientDates { get; set; } = true;

    /// <summary>The title; the id follows it until somebody chooses one.</summary>
    public void SetTitle(string title)
    {
        Title = title;
        if (!_idChosen)
        {
            Id = Suggest(title);
        }
    }

    public void SetId(string id)
    {
        Id = id;
        _idChosen = id.Length > 0;
    }

    /// <summary>The draft, or what cannot even be read as the number that it should be.</summary>
    public (FeedDraft? Draft, Refusal? Refusal) ToDraft(bool follow)
    {
        FeedChannel channel;
        if (follow)
        {
            if (!double.TryParse(PollSeconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) || seconds is not (>= 0 and <= 1e9))
            {
                return (null, FormRefusal.NotANumber("channel.pollInterval", PollSeconds));
            }

            channel = new FeedChannel.Http { Url = Url.Trim(), PollInterval = TimeSpan.FromSeconds(seconds) };
        }
        else
        {
            if (!int.TryParse(MaxEntryBytes, NumberStyles.Integer, CultureInfo.InvariantCulture, out var bytes))
            {
                return (null, FormRefusal.NotANumber("channel.maxEntryBytes", MaxEntryBytes));
            }

            channel = new FeedChannel.Hosted { AllowClientIds = AllowClientIds, AllowClientDates = AllowClientDates, MaxEntryBytes = bytes };
        }

        return (
            new FeedDraft
            {
                Id = Id,
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

    private static string Suggest(string title)
    {
        var id = OtherCharacters().Replace(title.ToLowerInvariant(), "-").Trim('-');
        return id.Length > FeedId.MaxLength ? id[..FeedId.MaxLength] : id;
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex OtherCharacters();
}
