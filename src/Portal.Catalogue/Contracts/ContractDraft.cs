using System.Text.Json.Serialization;
using Portal.Contracts;
using Portal.Contracts.Comparison;
using Portal.Events;

namespace Portal.Catalogue.Contracts;

/// <summary>The fields of a new contract version, as somebody gave them.</summary>
public sealed record ContractDraft
{
    /// <summary>The most characters of a schema.</summary>
    public const int MaxSchemaLength = 2_000_000;

    private const int MaxImports = 200;
    private const int MaxRules = 200;
    private const int MaxRuleLength = 10_000;

    /// <summary>The version, <c>major.minor.patch</c>.</summary>
    public string? Version { get; init; }

    /// <summary>The category term of the entries that it is for.</summary>
    public string? EventType { get; init; }

    /// <summary>The language, <see cref="ContractLanguages"/>.</summary>
    public string? Language { get; init; }

    /// <summary>The schema's text.</summary>
    public string? Schema { get; init; }

    /// <summary>The documents that the schema refers to.</summary>
    public IReadOnlyList<SchemaImport> Imports { get; init; } = [];

    /// <summary>What the schema cannot say.</summary>
    public IReadOnlyList<ContractRule> Rules { get; init; } = [];

    /// <summary>What happens to hosted entries that break it.</summary>
    public Enforcement Enforcement { get; init; }

    /// <summary>What it must keep of the earlier versions for the same event type, beside what its feed asks for; null for that alone.</summary>
    public CompatibilityMode? Compatibility { get; init; }

    /// <summary>The event type without spaces around it; null for none.</summary>
    [JsonIgnore]
    public string? CleanEventType => string.IsNullOrWhiteSpace(EventType) ? null : EventType.Trim();

    /// <summary>What it says, for the compiler.</summary>
    public ContractSource ToSource() => new(Language ?? "", Schema ?? "", Imports, Rules);

    /// <summary>Every rule that the fields break; the schema itself is judged by its language.</summary>
    internal FieldErrors Check()
    {
        var errors = CheckSizes();
        if (!SemanticVersion.TryParse(Version, out _))
        {
            errors.Add("version", $"'{Version}' is not a version like 1.0.0.");
        }

        if (Language is not (ContractLanguages.Xsd or ContractLanguages.JsonSchema))
        {
            errors.Add("language", $"'{Language}' is not a contract language: use '{ContractLanguages.Xsd}' or '{ContractLanguages.JsonSchema}'.");
        }

        if (string.IsNullOrWhiteSpace(Schema))
        {
            errors.Add("schema", "This is required.");
        }

        return errors;
    }

    /// <summary>The rules that a draft keeps too, however unfinished it is: it has to be stored.</summary>
    internal FieldErrors CheckSizes()
    {
        var errors = new FieldErrors();
        errors.AtMost("version", Version, 32);
        errors.AtMost("language", Language, 32);
        errors.AtMost("schema", Schema, MaxSchemaLength);
        errors.AtMost("eventType", EventType, 200);
        if (Imports.Count > MaxImports || Imports.Sum(i => (long)i.Schema.Length) > MaxSchemaLength * 2)
        {
            errors.Add("imports", $"At most {MaxImports} imports with {MaxSchemaLength * 2} characters in all.");
        }

        if (Rules.Count > MaxRules)
        {
            errors.Add("rules", $"At most {MaxRules} rules.");
        }

        if (Rules.Any(rule => rule.Id?.Length > MaxRuleLength || rule.Expression?.Length > MaxRuleLength || rule.Message?.Length > MaxRuleLength))
        {
            errors.Add("rules", $"A rule's id, expression and message have at most {MaxRuleLength} characters each.");
        }

        return errors;
    }

    /// <summary>The version; the draft must have passed <see cref="Check"/> and the compiler.</summary>
    internal ContractVersion ToVersion(FeedId feed, string publishedBy, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Feed = feed,
        Version = SemanticVersion.Parse(Version),
        EventType = CleanEventType,
        Source = ToSource(),
        Enforcement = Enforcement,
        Published = now,
        PublishedBy = publishedBy,
    };
}
