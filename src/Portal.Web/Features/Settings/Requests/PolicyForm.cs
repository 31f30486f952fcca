using System.Globalization;
using Portal.Catalogue.Requests.Policy;

namespace Portal.Web.Features.Settings.Requests;

/// <summary>The policy of requests as it is typed.</summary>
internal sealed class PolicyForm(RequestPolicy policy)
{
    private readonly Dictionary<string, CheckMode> _modes = new(policy.Checks);

    /// <summary>The pattern of new ids; empty for any.</summary>
    public string NamePattern { get; set; } = policy.NamePattern ?? "";

    /// <summary>The most entries a minute.</summary>
    public int MaxEntriesPerMinute { get; set; } = policy.MaxEntriesPerMinute;

    /// <summary>The most bytes of an entry.</summary>
    public int MaxEntryBytes { get; set; } = policy.MaxEntryBytes;

    /// <summary>The longest retention; null for any.</summary>
    public int? MaxRetentionDays { get; set; } = policy.MaxRetentionDays;

    /// <summary>How long deciders have.</summary>
    public int DueHours { get; set; } = policy.DueHours;

    /// <summary>When requests expire that nobody touches.</summary>
    public int ExpireDays { get; set; } = policy.ExpireDays;

    /// <summary>After how many months owners confirm their feeds; null for never.</summary>
    public int? AttestMonths { get; set; } = policy.AttestMonths;

    /// <summary>How many days before people are told.</summary>
    public int NoticeDays { get; set; } = policy.NoticeDays;

    /// <summary>A line a domain: its name, then how many a day.</summary>
    public string AutoApprovals { get; set; } = string.Join('\n', policy.AutoApprovals.Select(auto => $"{auto.Domain} {auto.PerDay.ToString(CultureInfo.InvariantCulture)}"));

    /// <summary>What a check means.</summary>
    public CheckMode ModeOf(string check) => _modes.GetValueOrDefault(check);

    /// <summary>Has a check mean something else.</summary>
    public void SetMode(string check, CheckMode mode) => _modes[check] = mode;

    /// <summary>The policy.</summary>
    public RequestPolicy ToPolicy() => policy with
    {
        Checks = _modes.Where(mode => mode.Value != CheckMode.Advisory).ToDictionary(),
        NamePattern = string.IsNullOrWhiteSpace(NamePattern) ? null : NamePattern,
        MaxEntriesPerMinute = MaxEntriesPerMinute,
        MaxEntryBytes = MaxEntryBytes,
        MaxRetentionDays = MaxRetentionDays,
        DueHours = DueHours,
        ExpireDays = ExpireDays,
        AttestMonths = AttestMonths,
        NoticeDays = NoticeDays,
        AutoApprovals = [.. AutoApprovals.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Read)],
    };

    // A line without a number is refused by the desk, with its text.
    private static AutoApproval Read(string line)
    {
        var at = line.LastIndexOf(' ');
        return at > 0 && int.TryParse(line.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var perDay)
            ? new AutoApproval(line[..at].Trim(), perDay)
            : new AutoApproval(line, 0);
    }
}
