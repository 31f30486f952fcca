using Portal.Catalogue.Feeds;

namespace Portal.Catalogue.Requests.Policy;

/// <summary>What a check that does not pass means.</summary>
public enum CheckMode
{
    /// <summary>The deciders see it.</summary>
    Advisory,

    /// <summary>The request can be neither handed in nor approved.</summary>
    Blocking,

    /// <summary>It is not made.</summary>
    Off,
}

/// <summary>That requests for feeds of a domain which pass every check need nobody's decision.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="PerDay">How many a day (UTC); the next ones wait for a decision.</param>
public sealed record AutoApproval(string Domain, int PerDay);

/// <summary>What the portal asks of requests. Operators change it; every change is audited.</summary>
public sealed record RequestPolicy
{
    /// <summary>The most domains with automatic approval.</summary>
    public const int MaxAutoApprovals = 100;

    private const int MaxPattern = 200;

    /// <summary>What applies until operators say otherwise: everything is shown, nothing blocks, a person decides.</summary>
    public static RequestPolicy Default { get; } = new();

    /// <summary>Checks that are not advisory, by <see cref="RequestChecks.Names"/>.</summary>
    public IReadOnlyDictionary<string, CheckMode> Checks { get; init; } = new Dictionary<string, CheckMode>();

    /// <summary>The pattern of new ids, a regular expression for the whole id; null for any that is well formed.</summary>
    public string? NamePattern { get; init; }

    /// <summary>The most entries a minute that may be asked for.</summary>
    public int MaxEntriesPerMinute { get; init; } = 60_000;

    /// <summary>The most bytes of an entry that may be asked for.</summary>
    public int MaxEntryBytes { get; init; } = FeedChannel.Hosted.DefaultMaxEntryBytes;

    /// <summary>The longest retention that may be asked for, in days; null for any.</summary>
    public int? MaxRetentionDays { get; init; }

    /// <summary>How long deciders have, in hours; then they are reminded, every such time again.</summary>
    public int DueHours { get; init; } = 24;

    /// <summary>After how many days without a change a request or a draft expires.</summary>
    public int ExpireDays { get; init; } = 60;

    /// <summary>After how many months owners confirm that a feed is needed and described as it is; null for never.</summary>
    public int? AttestMonths { get; init; } = 12;

    /// <summary>How many days before something ends or is to be done people are told.</summary>
    public int NoticeDays { get; init; } = 14;

    /// <summary>Where nobody needs to decide.</summary>
    public IReadOnlyList<AutoApproval> AutoApprovals { get; init; } = [];

    /// <summary>Grows with each change, so that nobody overwrites what they have not seen.</summary>
    public int Revision { get; init; }

    /// <summary>What a check means.</summary>
    public CheckMode ModeOf(string check) => Checks.GetValueOrDefault(check);

    /// <summary>How many requests a day for feeds of a domain are approved by the portal itself.</summary>
    public int AutoApprovedPerDay(string? domain) =>
        AutoApprovals.FirstOrDefault(auto => auto.Domain.Equals(domain?.Trim(), StringComparison.OrdinalIgnoreCase))?.PerDay ?? 0;

    /// <summary>Every rule that it breaks itself.</summary>
    internal FieldErrors Check()
    {
        var errors = new FieldErrors();
        foreach (var unknown in Checks.Where(check => !RequestChecks.Names.Contains(check.Key) || !Enum.IsDefined(check.Value)))
        {
            errors.Add("checks", $"'{unknown.Key}' is not a check: use {string.Join(", ", RequestChecks.Names)}, each advisory, blocking or off.");
        }

        if (NamePattern is not null && (NamePattern.Length > MaxPattern || !NameRule.IsUsable(NamePattern)))
        {
            errors.Add("namePattern", $"Not a regular expression of at most {MaxPattern} characters without back references and look-around.");
        }

        Between(errors, "maxEntriesPerMinute", MaxEntriesPerMinute, 1, 1_000_000);
        Between(errors, "maxEntryBytes", MaxEntryBytes, 1024, 16 * 1_048_576);
        Between(errors, "maxRetentionDays", MaxRetentionDays ?? 1, 1, 36_500);
        Between(errors, "dueHours", DueHours, 1, 24 * 90);
        Between(errors, "expireDays", ExpireDays, 1, 3650);
        Between(errors, "attestMonths", AttestMonths ?? 1, 1, 120);
        Between(errors, "noticeDays", NoticeDays, 1, 90);
        if (AutoApprovals.Count > MaxAutoApprovals)
        {
            errors.Add("autoApprovals", $"At most {MaxAutoApprovals} domains.");
        }

        foreach (var auto in AutoApprovals.Where(auto => string.IsNullOrWhiteSpace(auto.Domain) || auto.Domain.Length > FeedLimits.Name || auto.PerDay is < 1 or > 1000))
        {
            errors.Add("autoApprovals", $"'{auto.Domain}': a domain of 1 to {FeedLimits.Name} characters, with 1 to 1000 a day.");
        }

        return errors;
    }

    private static void Between(FieldErrors errors, string field, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            errors.Add(field, $"Between {least} and {most}.");
        }
    }
}
