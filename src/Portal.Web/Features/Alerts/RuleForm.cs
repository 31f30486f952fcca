using System.Globalization;
using Portal.Events;
using Portal.Events.Payloads;
using Portal.Monitoring.Fields;
using Portal.Monitoring.Rules;
using Portal.Web.Features.Kpis;

namespace Portal.Web.Features.Alerts;

/// <summary>A step of a rule as it is edited.</summary>
public sealed class StepRow
{
    /// <summary>The feed.</summary>
    public string? Feed { get; set; }

    /// <summary>The path of the business key.</summary>
    public string Key { get; set; } = "";

    /// <summary>Whether that is a path of XML.</summary>
    public bool IsXml { get; set; }

    /// <summary>The event type; empty for any.</summary>
    public string EventType { get; set; } = "";

    internal RuleStep? ToStep() => Feed is null || KpiForm.FieldOf(Key, IsXml) is not { } key ? null : new RuleStep(
        FeedId.Parse(Feed), key,
        EventType.Trim().Length == 0 ? [] : [new FieldCondition(new EntryField(EntryFieldKind.EventType), Comparison.Is, EventType.Trim())]);

    internal static StepRow Of(RuleStep step) => new()
    {
        Feed = step.Feed.Value,
        Key = KpiForm.TextOf(step.Key),
        IsXml = step.Key.Form == PayloadForm.Xml,
        EventType = step.Where.FirstOrDefault(condition => condition.Field.Kind == EntryFieldKind.EventType)?.Values is [var first, ..] ? first : "",
    };
}

/// <summary>An alert rule as it is edited: every field as its control has it.</summary>
public sealed class RuleForm
{
    /// <summary>The title.</summary>
    public string Title { get; set; } = "";

    /// <summary>What it looks for.</summary>
    public RuleKind Kind { get; set; }

    /// <summary>The id of the KPI.</summary>
    public string? Kpi { get; set; }

    /// <summary>The ids of the feeds.</summary>
    public IReadOnlyCollection<string> Feeds { get; set; } = [];

    /// <summary>Whether below, or falling, is bad.</summary>
    public bool Below { get; set; }

    /// <summary>The limit.</summary>
    public double? Limit { get; set; }

    /// <summary>The time that it is about, in minutes.</summary>
    public double WithinMinutes { get; set; } = 10;

    /// <summary>The least number of values.</summary>
    public int AtLeast { get; set; } = 1;

    /// <summary>The path of the key.</summary>
    public string Key { get; set; } = "";

    /// <summary>Whether that is a path of XML.</summary>
    public bool IsXml { get; set; }

    /// <summary>The steps.</summary>
    public List<StepRow> Steps { get; } = [new(), new()];

    /// <summary>The conditions.</summary>
    public List<ConditionRow> Conditions { get; } = [];

    /// <summary>How bad it is.</summary>
    public Severity Severity { get; set; } = Severity.Warning;

    /// <summary>Who looks after it.</summary>
    public string Owner { get; set; } = "";

    /// <summary>Where it says what to do.</summary>
    public string Runbook { get; set; } = "";

    /// <summary>Whether it looks.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>After so many minutes without another occurrence an incident resolves by itself; null for never.</summary>
    public double? ResolveMinutes { get; set; } = 60;

    /// <summary>Whether it looks in business hours only.</summary>
    public bool HasHours { get; set; }

    /// <summary>The days of the week.</summary>
    public IReadOnlyCollection<DayOfWeek> Days { get; set; } = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>From when on: 09:00.</summary>
    public string HoursFrom { get; set; } = "09:00";

    /// <summary>Until when: 17:30.</summary>
    public string HoursTo { get; set; } = "17:30";

    /// <summary>The time zone.</summary>
    public string TimeZone { get; set; } = "Europe/Amsterdam";

    /// <summary>Holidays as dates with commas between.</summary>
    public string Holidays { get; set; } = "";

    /// <summary>What of the form itself is wrong, by field.</summary>
    internal Dictionary<string, string[]> Problems()
    {
        Dictionary<string, string[]> problems = [];
        if (HasHours && (!TimeOnly.TryParse(HoursFrom, CultureInfo.InvariantCulture, out _) || !TimeOnly.TryParse(HoursTo, CultureInfo.InvariantCulture, out _)))
        {
            problems["definition.hours"] = ["Times look like 09:00."];
        }

        if (HasHours && HolidayTexts().Any(text => !DateOnly.TryParse(text, CultureInfo.InvariantCulture, out _)))
        {
            problems["definition.hours"] = ["Holidays look like 2026-12-25, with commas between."];
        }

        // Left out without a word, it would be another rule than the one that is on the screen.
        if (RuleRules.HasSteps(Kind) && Steps.FindIndex(step => step.ToStep() is null) is var at and >= 0)
        {
            problems["definition.steps"] = [$"Step {at + 1} wants a feed and a business key."];
        }

        return problems;
    }

    internal RuleDraft ToDraft() => new()
    {
        Title = Title,
        Severity = Severity,
        Owner = Owner,
        Runbook = Runbook,
        Enabled = Enabled,
        Definition = new RuleDefinition
        {
            Kind = Kind,
            Kpi = RuleRules.IsAboutKpi(Kind) ? Kpi : null,
            Feeds = RuleRules.IsAboutKpi(Kind) || RuleRules.HasSteps(Kind) ? [] : [.. Feeds.Select(FeedId.Parse)],
            Where = RuleRules.IsAboutKpi(Kind) || RuleRules.HasSteps(Kind) ? [] : [.. Conditions.Select(row => row.ToCondition())],
            Below = Below && Kind is (RuleKind.Threshold or RuleKind.RateOfChange),
            Limit = RuleRules.HasLimit(Kind) ? Limit : null,
            Within = RuleRules.HasWithin(Kind) && double.IsFinite(WithinMinutes) ? TimeSpan.FromMinutes(Math.Clamp(WithinMinutes, -1, 100_000)) : null,
            AtLeast = AtLeast,
            Key = Kind == RuleKind.Duplicates ? KpiForm.FieldOf(Key, IsXml) : null,
            Steps = RuleRules.HasSteps(Kind) ? [.. Steps.Select(step => step.ToStep()).OfType<RuleStep>()] : [],
            Hours = HasHours ? Hours() : null,
            ResolveAfter = ResolveMinutes is { } minutes && double.IsFinite(minutes) ? TimeSpan.FromMinutes(Math.Clamp(minutes, -1, 100_000)) : null,
        },
    };

    internal static RuleForm Of(AlertRule rule)
    {
        var definition = rule.Definition;
        var form = new RuleForm
        {
            Title = rule.Title,
            Kind = definition.Kind,
            Kpi = definition.Kpi,
            Feeds = [.. definition.Feeds.Select(feed => feed.Value)],
            Below = definition.Below,
            Limit = definition.Limit,
            WithinMinutes = definition.Within?.TotalMinutes ?? 10,
            AtLeast = definition.AtLeast,
            Key = KpiForm.TextOf(definition.Key),
            IsXml = definition.Key?.Form == PayloadForm.Xml || definition.Where.Any(condition => condition.Field.Form == PayloadForm.Xml),
            Severity = rule.Severity,
            Owner = rule.Owner,
            Runbook = rule.Runbook,
            Enabled = rule.Enabled,
            ResolveMinutes = definition.ResolveAfter?.TotalMinutes,
            HasHours = definition.Hours is not null,
        };
        form.Conditions.AddRange(definition.Where.Select(condition => ConditionRow.Of(condition, ConditionScope.Both)));
        if (definition.Steps.Count > 0)
        {
            form.Steps.Clear();
            form.Steps.AddRange(definition.Steps.Select(StepRow.Of));
        }

        if (definition.Hours is { } hours)
        {
            (form.Days, form.TimeZone) = ([.. hours.Days], hours.TimeZone);
            form.HoursFrom = hours.From.ToString("HH:mm", CultureInfo.InvariantCulture);
            form.HoursTo = hours.To.ToString("HH:mm", CultureInfo.InvariantCulture);
            form.Holidays = string.Join(", ", hours.Holidays.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        }

        return form;
    }

    private string[] HolidayTexts() => Holidays.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private BusinessHours Hours() => new(
        [.. Days],
        TimeOnly.TryParse(HoursFrom, CultureInfo.InvariantCulture, out var from) ? from : default,
        TimeOnly.TryParse(HoursTo, CultureInfo.InvariantCulture, out var to) ? to : default,
        TimeZone.Trim(),
        [.. HolidayTexts().Select(text => DateOnly.TryParse(text, CultureInfo.InvariantCulture, out var day) ? day : default).Where(day => day != default)]);
}
