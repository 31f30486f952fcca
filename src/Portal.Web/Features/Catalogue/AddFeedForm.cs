using System.Globalization;
using Portal.Catalogue;
using Portal.Catalogue.Feeds;
using Portal.Events.Entries;
using Portal.Ingestion.Channels.Credentials;
using Portal.Ingestion.Discovery;
using Portal.Web.Catalogue;
using Portal.Web.Features.Following;
using Portal.Web.Shared.Choices;

namespace Portal.Web.Features.Catalogue;

/// <summary>What is typed on the page, as text; the rules are the catalogue's.</summary>
internal sealed class AddFeedForm
{
    // The catalogue's own bound: a longer title of a source is cut, not refused.
    private const int MaxTitle = 200;

    private bool _idChosen;
    private bool _titleChosen;
    private bool _intervalChosen;

    public string Id { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string Summary { get; set; } = "";

    public string Owner { get; set; } = "";

    public string Domain { get; set; } = "";

    public string Subdomain { get; set; } = "";

    public string Tags { get; set; } = "";

    public FeedVisibility Visibility { get; set; } = FeedVisibility.Internal;

    public string Url { get; set; } = "";

    public string PollSeconds { get; private set; } = "60";

    public CredentialForm Credentials { get; private set; } = new();

    public string MaxEntryBytes { get; set; } = FeedChannel.Hosted.DefaultMaxEntryBytes.ToString(CultureInfo.InvariantCulture);

    public bool AllowClientIds { get; set; } = true;

    public bool AllowClientDates { get; set; } = true;

    /// <summary>What a look at the source depends on: what was found is shown while this is the same.</summary>
    public (string Url, CredentialInput? Credentials) Asked => (Url.Trim(), Credentials.ToInput());

    /// <summary>Takes an address that a look offered. A server other than the one they were typed for does not get the credentials.</summary>
    public void Choose(string address)
    {
        if (!AreOfOneServer(Url, address))
        {
            Credentials = new CredentialForm();
        }

        Url = address;
    }

    /// <summary>Fills in what a look at the feed suggests, where nobody has chosen anything else.</summary>
    public void Suggest(FeedPreview preview)
    {
        if (!_titleChosen && preview.Source?.Title?.Trim() is { Length: > 0 } title)
        {
            Title = ShortText.Cut(title, MaxTitle);
            Id = _idChosen ? Id : SuggestedId.Of(Title);
        }

        if (!_intervalChosen && preview.SuggestedInterval is { } interval)
        {
            PollSeconds = interval.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        }
    }

    public void SetInterval(string seconds) => (PollSeconds, _intervalChosen) = (seconds, true);

    /// <summary>The title; the id follows it until somebody chooses one.</summary>
    public void SetTitle(string title)
    {
        (Title, _titleChosen) = (title, title.Length > 0);
        if (!_idChosen)
        {
            Id = SuggestedId.Of(title);
        }
    }

    public void SetId(string id)
    {
        Id = id;
        _idChosen = id.Length > 0;
    }

    /// <summary>The draft, or what cannot even be read as what it should be.</summary>
    public (FeedDraft? Draft, Refusal? Refusal) ToDraft(bool follow, CredentialDesk desk)
    {
        FeedChannel channel;
        if (follow)
        {
            if (!double.TryParse(PollSeconds, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) || seconds is not (>= 0 and <= 1e9))
            {
                return (null, FormRefusal.NotANumber("channel.pollInterval", PollSeconds));
            }

            var entered = desk.Enter(new FeedChannel.Http { Url = Url.Trim(), PollInterval = TimeSpan.FromSeconds(seconds) }, Credentials.ToInput());
            if (!entered.Succeeded)
            {
                return (null, entered.Refusal);
            }

            channel = entered.Value;
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
                Subdomain = Subdomain,
                Tags = Tags.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                Visibility = Visibility,
                Channel = channel,
            },
            null);
    }

    private static bool AreOfOneServer(string left, string right) =>
        Uri.TryCreate(left.Trim(), UriKind.Absolute, out var one) && Uri.TryCreate(right.Trim(), UriKind.Absolute, out var other)
        && Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
}
