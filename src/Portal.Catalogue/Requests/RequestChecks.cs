using System.Text;
using Portal.Catalogue.Feeds;
using Portal.Catalogue.Requests.Policy;
using Portal.Contracts;

namespace Portal.Catalogue.Requests;

/// <summary>The checks made of requests, in the order in which a decider reads them. Pure.</summary>
public static class RequestChecks
{
    /// <summary>The names of the checks.</summary>
    public static IReadOnlyList<string> Names { get; } = ["name", "owner", "domain", "contract", "sample", "audience", "limits"];

    /// <summary>The verdicts on a draft that can be asked for.</summary>
    public static IReadOnlyList<RequestCheck> Run(RequestDraft draft, IReadOnlyList<Feed> catalogue, IReadOnlyList<string> teams, RequestPolicy policy)
    {
        var target = catalogue.FirstOrDefault(feed => feed.Id.Value == draft.Id?.Trim());
        IEnumerable<RequestCheck?> made = draft.Kind switch
        {
            RequestKind.NewFeed or RequestKind.FollowFeed =>
            [
                Name(draft, policy),
                Known("owner", "owner", draft.Owner!, catalogue.Select(f => f.Owner).Concat(teams)),
                Known("domain", "domain", draft.Domain!, catalogue.Select(f => f.Domain)),
                Contract(draft),
                Sample(draft),
                Audience(draft.Classification ?? Classification.Internal, draft.Visibility ?? FeedVisibility.Internal),
                Limits(draft, policy),
            ],
            RequestKind.NewContract => [Contract(draft), Sample(draft)],
            RequestKind.Change =>
            [
                string.IsNullOrWhiteSpace(draft.Owner) ? null : Known("owner", "owner", draft.Owner, catalogue.Select(f => f.Owner).Concat(teams)),
                target is null ? null : Audience(target.Details.Classification, target.Visibility),
                Limits(draft, policy),
            ],
            // Nothing is checked of a feed that the requester must not learn of.
            _ => [],
        };
        return
        [
            .. made.OfType<RequestCheck>()
                .Where(check => policy.ModeOf(check.Id) != CheckMode.Off)
                .Select(check => check with { Blocking = policy.ModeOf(check.Id) == CheckMode.Blocking }),
        ];
    }

    /// <summary>Why a request cannot be handed in or approved; null when no blocking check is against it.</summary>
    public static Refusal? Block(IReadOnlyList<RequestCheck> checks)
    {
        var blocking = checks.Where(check => check is { Blocking: true, Passed: false }).ToList();
        return blocking.Count == 0
            ? null
            : new Refusal(RefusalKind.Invalid, blocking[0].Message, blocking.ToDictionary(check => FieldOf(check.Id), check => new[] { check.Message }));
    }

    private static RequestCheck Name(RequestDraft draft, RequestPolicy policy) =>
        policy.NamePattern is { } pattern && !NameRule.Matches(pattern, draft.Id!.Trim())
            ? new("name", false, $"The id '{draft.Id}' does not follow the pattern {pattern}")
            : new("name", true, $"The id '{draft.Id}' is free and well formed");

    private static RequestCheck Known(string id, string what, string value, IEnumerable<string> known) =>
        known.Contains(value.Trim(), StringComparer.OrdinalIgnoreCase)
            ? new(id, true, $"The {what} '{value}' is known")
            : new(id, false, $"The {what} '{value}' is new: approving creates it");

    private static RequestCheck Contract(RequestDraft draft) => draft.Contract is null
        ? new("contract", false, "No contract: entries will be stored unchecked")
        : new("contract", true, $"The {draft.Contract.Language} contract {draft.Contract.Version} can be used");

    private static RequestCheck? Sample(RequestDraft draft)
    {
        if (string.IsNullOrWhiteSpace(draft.Sample))
        {
            // What a feed from elsewhere will hold is seen there.
            return draft.Kind == RequestKind.FollowFeed ? null : new("sample", false, "No sample payload was given");
        }

        if (draft.Contract is null)
        {
            return new("sample", true, "A sample is given; there is no contract to hold it against");
        }

        var contract = ContractLanguages.Compile(draft.Contract.ToSource()).Contract;
        var violations = contract?.Validate(Encoding.UTF8.GetBytes(draft.Sample)) ?? [];
        return violations.Count == 0
            ? new("sample", true, "The sample is valid against the contract")
            : new("sample", false, $"The sample breaks the contract at {(violations[0].Path.Length == 0 ? "/" : violations[0].Path)}: {violations[0].Message}");
    }

    private static RequestCheck Audience(Classification classification, FeedVisibility visibility) => (classification, visibility) switch
    {
        (Classification.Confidential or Classification.PersonalData, not FeedVisibility.Restricted) =>
            new("audience", false, $"The content is {Word(classification)}: only a restricted audience fits, not {RequestWording.Of(visibility)}"),
        (Classification.Internal, FeedVisibility.Public) => new("audience", false, "The content is internal: it is not for everybody"),
        _ => new("audience", true, $"{Capital(Word(classification))} content may be seen by {RequestWording.Of(visibility)}"),
    };

    private static RequestCheck Limits(RequestDraft draft, RequestPolicy policy)
    {
        var rate = Math.Max(draft.ExpectedPerMinute ?? 0, draft.MaxEntriesPerMinute ?? 0);
        return rate > policy.MaxEntriesPerMinute ? new("limits", false, $"{rate:0} entries a minute are more than the {policy.MaxEntriesPerMinute} that may be asked for")
            : draft.MaxPayloadBytes > policy.MaxEntryBytes ? new("limits", false, $"Entries of {draft.MaxPayloadBytes} bytes are larger than the {policy.MaxEntryBytes} that may be asked for")
            : policy.MaxRetentionDays is { } days && draft.Kind != RequestKind.Change && !(draft.Retention?.MaxAge?.TotalDays <= days)
                ? new("limits", false, $"Entries are to be kept for {days} days at most")
            : policy.MaxRetentionDays is { } most && draft.Retention is not null && !(draft.Retention.MaxAge?.TotalDays <= most)
                ? new("limits", false, $"Entries are to be kept for {most} days at most")
            : new("limits", true, rate > 0 ? $"{rate:0.##} entries a minute are within the quota" : "No volume given: the portal's limits apply");
    }

    private static string FieldOf(string check) => check switch
    {
        "name" => "id",
        "audience" => "visibility",
        "limits" => "expectedPerMinute",
        "contract" => "schema",
        _ => check,
    };

    private static string Word(Classification classification) => classification switch
    {
        Classification.PersonalData => "about people",
        _ => classification.ToString().ToLowerInvariant(),
    };

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
