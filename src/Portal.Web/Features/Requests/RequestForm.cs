using System.Globalization;
using Portal.Catalogue.Contracts;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Requests;
using Portal.Events.Log;
using Portal.Web.Shared.FeedParts;

namespace Portal.Web.Features.Requests;

/// <summary>The fields of the form for a request, as they are typed.</summary>
public sealed class RequestForm
{
    private const string Day = "yyyy-MM-dd";
    private string _title = "";
    private RetentionLimits? _kept;
    private bool _ownId;

    /// <summary>What kind of thing is asked for.</summary>
    public RequestKind Kind { get; set; }

    /// <summary>The title. Until somebody types an id, it suggests one.</summary>
    public string Title
    {
        get => _title;
        set
        {
            _title = value;
            Id = _ownId || !IsNew ? Id : FeedIdSuggestion.From(value);
        }
    }

    /// <summary>The id.</summary>
    public string Id { get; private set; } = "";

    /// <summary>What it means.</summary>
    public string Summary { get; set; } = "";

    /// <summary>Why it is needed.</summary>
    public string Justification { get; set; } = "";

    /// <summary>The owning team.</summary>
    public string Owner { get; set; } = "";

    /// <summary>The business domain.</summary>
    public string Domain { get; set; } = "";

    /// <summary>Tags, separated by commas.</summary>
    public string Tags { get; set; } = "";

    /// <summary>The contract's language; empty for no contract.</summary>
    public string Language { get; set; } = "";

    /// <summary>The contract's version.</summary>
    public string Version { get; set; } = "1.0.0";

    /// <summary>The event type that the contract is for.</summary>
    public string EventType { get; set; } = "";

    /// <summary>What happens to entries that break it.</summary>
    public Enforcement Enforcement { get; set; }

    /// <summary>The schema's text.</summary>
    public string Schema { get; set; } = "";

    /// <summary>A payload as it will be published.</summary>
    public string Sample { get; set; } = "";

    /// <summary>How many entries a minute are expected.</summary>
    public double? ExpectedPerMinute { get; set; }

    /// <summary>The most bytes of an entry.</summary>
    public int? MaxPayloadBytes { get; set; }

    /// <summary>How soon consumers need an entry.</summary>
    public string LatencyNeed { get; set; } = "";

    /// <summary>The most entries a minute that are taken.</summary>
    public int? MaxEntriesPerMinute { get; set; }

    /// <summary>Who may see it.</summary>
    public FeedVisibility Visibility { get; set; } = FeedVisibility.Internal;

    /// <summary>How carefully its content is to be handled.</summary>
    public Classification Classification { get; set; }

    /// <summary>For how many days entries are kept; null for ever, and in a change for as long as they are.</summary>
    public int? KeepDays { get; set; }

    /// <summary>How many entries are kept; null for all, and in a change for as many as are.</summary>
    public long? KeepEntries { get; set; }

    /// <summary>The address of a feed that is to be followed.</summary>
    public string Url { get; set; } = "";

    /// <summary>How often it is polled, in seconds.</summary>
    public int? PollSeconds { get; set; }

    /// <summary>For which team access is asked; empty for the requester alone.</summary>
    public string Team { get; set; } = "";

    /// <summary>The last day of access, <c>yyyy-MM-dd</c>; empty without end.</summary>
    public string Until { get; set; } = "";

    /// <summary>What to use instead of a feed that is retired.</summary>
    public string Successor { get; set; } = "";

    /// <summary>How many applications are expected to listen.</summary>
    public int? Consumers { get; set; }

    /// <summary>Whether who sends needs an answer.</summary>
    public bool NeedsAnswer { get; set; }

    /// <summary>From where consumers read.</summary>
    public ConsumerNetwork Network { get; set; }

    /// <summary>What the adviser is asked about.</summary>
    public ChannelNeeds Needs => DraftNeeds.Of(Draft);

    /// <summary>Whether the feed is made by the request, or is there already.</summary>
    public bool IsNew => Kind is RequestKind.NewFeed or RequestKind.FollowFeed;

    /// <summary>What the form asks for.</summary>
    public RequestDraft Draft => new()
    {
        Kind = Kind,
        Id = Id,
        Title = Title,
        Summary = Summary,
        Owner = Owner,
        Domain = Domain,
        Tags = Tags.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        Justification = Justification,
        Contract = Contract,
        Sample = NullIfBlank(Sample),
        ExpectedPerMinute = ExpectedPerMinute,
        MaxPayloadBytes = MaxPayloadBytes,
        LatencyNeed = NullIfBlank(LatencyNeed),
        Consumers = Consumers,
        NeedsAnswer = NeedsAnswer,
        Network = Network,
        MaxEntriesPerMinute = MaxEntriesPerMinute,
        Visibility = IsNew && Visibility != FeedVisibility.Internal ? Visibility : null,
        Classification = IsNew && Classification != Classification.Internal ? Classification : null,
        Retention = (KeepDays, KeepEntries) is (null, null)
            ? null
            : new RetentionLimits(KeepDays is { } days ? TimeSpan.FromDays(days) : null, KeepEntries, _kept?.MaxBytes, _kept?.KeepArchives ?? true),
        Url = NullIfBlank(Url),
        PollInterval = PollSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Team = NullIfBlank(Team),
        Until = EndOf(Until),
        Successor = NullIfBlank(Successor),
    };

    /// <summary>The contract; null when there is to be none.</summary>
    public ContractDraft? Contract => Language.Length == 0
        ? null
        : Kept with
        {
            Version = Version,
            EventType = NullIfBlank(EventType),
            Language = Language,
            Schema = Schema,
            Enforcement = Enforcement,
        };

    // Imports and rules come over the API only; a change of the rest does not lose them.
    private ContractDraft Kept { get; init; } = new();

    /// <summary>Somebody types an id of their own; an empty one goes back to the suggestion.</summary>
    public void ChooseId(string id)
    {
        _ownId = id.Trim().Length > 0;
        Id = _ownId || !IsNew ? id.Trim() : FeedIdSuggestion.From(Title);
    }

    /// <summary>The form of a request that is to be changed.</summary>
    public static RequestForm Of(RequestDraft draft)
    {
        var form = new RequestForm
        {
            _kept = draft.Retention,
            Kind = draft.Kind,
            MaxEntriesPerMinute = draft.MaxEntriesPerMinute,
            Visibility = draft.Visibility ?? FeedVisibility.Internal,
            Classification = draft.Classification ?? Classification.Internal,
            KeepDays = draft.Retention?.MaxAge is { } age ? (int)Math.Ceiling(age.TotalDays) : null,
            KeepEntries = draft.Retention?.MaxEntries,
            Url = draft.Url ?? "",
            PollSeconds = draft.PollInterval is { } interval ? (int)interval.TotalSeconds : null,
            Team = draft.Team ?? "",
            Until = draft.Until?.UtcDateTime.ToString(Day, CultureInfo.InvariantCulture) ?? "",
            Successor = draft.Successor ?? "",
            Summary = draft.Summary ?? "",
            Justification = draft.Justification ?? "",
            Owner = draft.Owner ?? "",
            Domain = draft.Domain ?? "",
            Tags = string.Join(", ", draft.Tags),
            Language = draft.Contract?.Language ?? "",
            Version = draft.Contract?.Version ?? "1.0.0",
            EventType = draft.Contract?.EventType ?? "",
            Enforcement = draft.Contract?.Enforcement ?? Enforcement.Reject,
            Schema = draft.Contract?.Schema ?? "",
            Sample = draft.Sample ?? "",
            ExpectedPerMinute = draft.ExpectedPerMinute,
            MaxPayloadBytes = draft.MaxPayloadBytes,
            LatencyNeed = draft.LatencyNeed ?? "",
            Consumers = draft.Consumers,
            NeedsAnswer = draft.NeedsAnswer,
            Network = draft.Network,
            Kept = draft.Contract ?? new ContractDraft(),
        };
        form.ChooseId(draft.Id ?? "");
        form.Title = draft.Title ?? "";
        return form;
    }

    // Until the end of that day, in UTC.
    private static DateTimeOffset? EndOf(string day) =>
        DateTimeOffset.TryParseExact(day, Day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var begin) ? begin.AddDays(1).AddSeconds(-1) : null;

    private static string? NullIfBlank(string text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
