using Portal.Catalogue.Contracts;
using Portal.Catalogue.Requests;
using Portal.Web.Shared.FeedParts;

namespace Portal.Web.Features.Requests;

/// <summary>The fields of the form for a request, as they are typed.</summary>
public sealed class RequestForm
{
    private string _title = "";
    private bool _ownId;

    /// <summary>The title. Until somebody types an id, it suggests one.</summary>
    public string Title
    {
        get => _title;
        set
        {
            _title = value;
            Id = _ownId ? Id : FeedIdSuggestion.From(value);
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

    /// <summary>What the form asks for.</summary>
    public RequestDraft Draft => new()
    {
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
        Id = _ownId ? id.Trim() : FeedIdSuggestion.From(Title);
    }

    /// <summary>The form of a request that is to be changed.</summary>
    public static RequestForm Of(RequestDraft draft)
    {
        var form = new RequestForm
        {
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
            Kept = draft.Contract ?? new ContractDraft(),
        };
        form.ChooseId(draft.Id ?? "");
        form.Title = draft.Title ?? "";
        return form;
    }

    private static string? NullIfBlank(string text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
