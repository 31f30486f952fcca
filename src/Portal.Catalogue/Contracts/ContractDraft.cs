using Portal.Contracts;
using Portal.Contracts.Comparison;
using Portal.Events;

namespace Portal.Catalogue.Contracts;

/// <summary>The fields of a new contract version, as somebody gave them.</summary>
public sealed record ContractDraft
{
    private const int MaxSchemaLength = 2_000_000;
    private const int MaxImports = 200;
    private const int MaxRules = 200;

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

    /// <summary>What it must keep of the earlier versions for the same event type.</summary>
    public CompatibilityMode Compatibility { get; init; }

    /// <summary>What it says, for the compiler.</summary>
    public ContractSource ToSource() => new(Language ?? "", Schema ?? "", Imports, Rules);

    /// <summary>Every rule that the fields break; the schema itself is judged by its language.</summary>
    internal FieldErrors Check()
    {
        var errors = new FieldErrors();
        if (!SemanticVersion.TryParse(Version, out _))
        {
            errors.Add("version", $"'{Version}' is not a version like 1.0.0.");
        }

        if (Language is not (ContractLanguages.Xsd or ContractLanguages.JsonSchema))
        {
            errors.Add("language", $"'{Language}' is not a contract language: use '{ContractLanguages.Xsd}' or '{ContractLanguages.JsonSchema}'.");
        }

        errors.Require("schema", Schema, MaxSchemaLength);
        errors.AtMost("eventType", EventType, 200);
        if (Imports.Count > MaxImports || Imports.Sum(i => (long)i.Schema.Length) > MaxSchemaLength * 2)
        {
            errors.Add("imports", $"At most {MaxImports} imports with {MaxSchemaLength * 2} characters in all.");
        }

        if (Rules.Count > MaxRules)
        {
            errors.Add("rules", $"At most {MaxRules} rules.");
        }

        return errors;
    }

    /// <summary>The version; the draft must have passed <see cref="Check"/> and the compiler.</summary>
    internal ContractVersion ToVersion(FeedId feed, string publishedBy, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Feed = feed,
        Version = SemanticVersion.Parse(Version),
        EventType = string.IsNullOrWhiteSpace(EventType) ? null : EventType.Trim(),
        Source = ToSource(),
        Enforcement = Enforcement,
        Published = now,
        PublishedBy = publishedBy,
    };
}
