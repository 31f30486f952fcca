using Portal.Catalogue;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Requests;
using Portal.Catalogue.Requests.Policy;

namespace Portal.Web.Api;

/// <summary>A request as a caller gives it; which fields count depends on the kind.</summary>
internal sealed record RequestBody
{
    /// <summary><c>newFeed</c> (default), <c>followFeed</c>, <c>access</c>, <c>newContract</c>, <c>change</c> or <c>retire</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>The id wanted for a new feed, or the feed that it is about.</summary>
    public string? Id { get; init; }

    public string? Title { get; init; }

    public string? Summary { get; init; }

    /// <summary>The team that will own the feed; of a change, the new owner.</summary>
    public string? Owner { get; init; }

    public string? Domain { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public FeedVisibility? Visibility { get; init; }

    public Classification? Classification { get; init; }

    public RetentionBody? Retention { get; init; }

    /// <summary>Of a feed to follow: its <c>url</c> and <c>pollInterval</c>.</summary>
    public ChannelBody? Channel { get; init; }

    public string? Justification { get; init; }

    public ContractBody? Contract { get; init; }

    public string? Sample { get; init; }

    public double? ExpectedPerMinute { get; init; }

    public int? MaxEntriesPerMinute { get; init; }

    public int? MaxPayloadBytes { get; init; }

    public string? LatencyNeed { get; init; }

    /// <summary>How many applications are expected to listen.</summary>
    public int? Consumers { get; init; }

    /// <summary>Whether who sends waits for an answer: then a synchronous call serves better, and the deciders are told.</summary>
    public bool? NeedsAnswer { get; init; }

    /// <summary>From where consumers will read: <c>same</c> (default) or <c>outside</c>.</summary>
    public ConsumerNetwork? Network { get; init; }

    /// <summary>For which of the caller's teams access is asked; without it, for the caller alone.</summary>
    public string? Team { get; init; }

    /// <summary>When access is to end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What to use instead of a feed that is to be retired.</summary>
    public string? Successor { get; init; }

    public Outcome<RequestDraft> ToDraft()
    {
        if (!TryKind(out var kind))
        {
            return Refuse("kind", $"'{Kind}' is not a kind of request: use {string.Join(", ", Kinds.Keys)}.");
        }

        if (Contract?.ToDraft() is { Succeeded: false } contract)
        {
            return contract.Refusal;
        }

        TimeSpan? interval = null;
        if (Channel?.PollInterval is { } text)
        {
            if (!ChannelBody.TryDuration(text, out var read))
            {
                return Refuse("channel.pollInterval", $"'{text}' is not a duration like PT30S (ISO 8601).");
            }

            interval = read;
        }

        return new RequestDraft
        {
            Kind = kind,
            Id = Id,
            Title = Title,
            Summary = Summary,
            Owner = Owner,
            Domain = Domain,
            Tags = Tags ?? [],
            Visibility = Visibility,
            Classification = Classification,
            Retention = Retention?.ToLimits(),
            Url = Channel?.Url,
            PollInterval = interval,
            Justification = Justification,
            Contract = Contract?.ToDraft().Value,
            Sample = Sample,
            ExpectedPerMinute = ExpectedPerMinute,
            MaxEntriesPerMinute = MaxEntriesPerMinute,
            MaxPayloadBytes = MaxPayloadBytes,
            LatencyNeed = LatencyNeed,
            Consumers = Consumers,
            NeedsAnswer = NeedsAnswer ?? false,
            Network = Network ?? ConsumerNetwork.Same,
            Team = Team,
            Until = Until,
            Successor = Successor,
        };
    }

    internal static IReadOnlyDictionary<string, RequestKind> Kinds { get; } = Enum.GetValues<RequestKind>().ToDictionary(NameOf);

    internal static string NameOf(RequestKind kind)
    {
        var name = kind.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    // What is asked for of a channel over HTTP is that it is followed, whether the kind says so or not.
    private bool TryKind(out RequestKind kind)
    {
        kind = Channel?.Type == "http" ? RequestKind.FollowFeed : RequestKind.NewFeed;
        return Kind is null || Kinds.TryGetValue(Kind, out kind);
    }

    private static Refusal Refuse(string field, string message) =>
        new(RefusalKind.Invalid, $"{field}: {message}", new Dictionary<string, string[]> { [field] = [message] });
}

/// <summary>A request in an answer.</summary>
internal sealed record RequestItem(
    string Id,
    string Kind,
    RequestState State,
    string Requester,
    RequestDraft Draft,
    IReadOnlyList<RequestCheck> Checks,
    IReadOnlyList<RequestStep> History,
    IReadOnlyList<RequestComment> Comments,
    IReadOnlyList<ProvisioningProgress> Progress,
    string? Failure,
    DateTimeOffset Created,
    DateTimeOffset Changed,
    DateTimeOffset? Due,
    string? Feed)
{
    public static RequestItem Of(FeedRequest r) => new(
        r.Id, RequestBody.NameOf(r.Kind), r.State, r.RequesterName, r.Draft, r.Checks, r.History, r.Comments, r.Progress, r.Failure, r.Created, r.Changed, r.Due, r.Feed?.Value);
}

/// <summary>A decision as a caller gives it.</summary>
internal sealed record DecisionBody(string? Decision, string? Comment);

/// <summary>A decision on several requests.</summary>
internal sealed record BulkDecisionBody(IReadOnlyList<string>? Ids, string? Decision, string? Comment);

/// <summary>What became of one of them: where it is now, or why it was not decided.</summary>
internal sealed record BulkDecisionItem(string Id, RequestState? State, string? Problem)
{
    public static BulkDecisionItem Of(BulkDecision one) => new(one.Id, one.Request?.State, one.Refusal?.Detail);
}

/// <summary>Something that a caller says about a request, or why it is taken back.</summary>
internal sealed record SaidBody(string? Comment);

/// <summary>A decided request; the key stands in the answer to an approval only, once.</summary>
internal sealed record DecidedItem(string Id, RequestState State, string? Feed, string? Endpoint, string? PublisherKey, string? Failure);

/// <summary>The publisher's key, which is shown once.</summary>
internal sealed record CollectedKeyItem(string Id, string? Feed, string? Endpoint, string PublisherKey);

/// <summary>The policy of requests as a caller gives it; what is not given is as it is by default.</summary>
internal sealed record RequestPolicyBody
{
    /// <summary>Each of the checks: <c>advisory</c>, <c>blocking</c> or <c>off</c>.</summary>
    public IReadOnlyDictionary<string, CheckMode>? Checks { get; init; }

    public string? NamePattern { get; init; }

    public int? MaxEntriesPerMinute { get; init; }

    public int? MaxEntryBytes { get; init; }

    public int? MaxRetentionDays { get; init; }

    public int? DueHours { get; init; }

    public int? ExpireDays { get; init; }

    /// <summary>After how many months owners confirm their feeds; 0 for never, and 12 when it is not given.</summary>
    public int? AttestMonths { get; init; }

    public int? NoticeDays { get; init; }

    public IReadOnlyList<AutoApproval>? AutoApprovals { get; init; }

    /// <summary>The revision that was read; with another one in force the change is refused with 412.</summary>
    public int? Revision { get; init; }

    public RequestPolicy ToPolicy() => new()
    {
        Checks = Checks ?? RequestPolicy.Default.Checks,
        NamePattern = NamePattern,
        MaxEntriesPerMinute = MaxEntriesPerMinute ?? RequestPolicy.Default.MaxEntriesPerMinute,
        MaxEntryBytes = MaxEntryBytes ?? RequestPolicy.Default.MaxEntryBytes,
        MaxRetentionDays = MaxRetentionDays,
        DueHours = DueHours ?? RequestPolicy.Default.DueHours,
        ExpireDays = ExpireDays ?? RequestPolicy.Default.ExpireDays,
        AttestMonths = AttestMonths == 0 ? null : AttestMonths ?? RequestPolicy.Default.AttestMonths,
        NoticeDays = NoticeDays ?? RequestPolicy.Default.NoticeDays,
        AutoApprovals = AutoApprovals ?? [],
        Revision = Revision ?? 0,
    };
}
