using Portal.Catalogue.Contracts;
using Portal.Contracts;
using Portal.Contracts.Comparison;

namespace Portal.Web.Features.Contracts;

/// <summary>A draft as a form holds it.</summary>
public sealed class DraftFields
{
    /// <summary>The version.</summary>
    public string Version { get; set; } = "1.0.0";

    /// <summary>Whether somebody chose the version, be it the one that was proposed.</summary>
    public bool IsVersionChosen { get; private set; }

    /// <summary>The event type; empty for all entries.</summary>
    public string EventType { get; set; } = "";

    /// <summary>The language.</summary>
    public string Language { get; set; } = ContractLanguages.JsonSchema;

    /// <summary>The schema.</summary>
    public string Schema { get; set; } = "";

    /// <summary>What happens to entries that break it.</summary>
    public Enforcement Enforcement { get; set; } = Enforcement.Reject;

    /// <summary>What it must keep beside what its feed asks for; null for that alone.</summary>
    public CompatibilityMode? Compatibility { get; set; }

    /// <summary>The documents that it refers to.</summary>
    public List<ImportFields> Imports { get; } = [];

    /// <summary>The rules beside it.</summary>
    public List<RuleFields> Rules { get; } = [];

    /// <summary>Takes the version that somebody chose.</summary>
    public void ChooseVersion(string version) => (Version, IsVersionChosen) = (version, true);

    /// <summary>The fields of a draft.</summary>
    public static DraftFields Of(ContractDraft draft)
    {
        var fields = new DraftFields
        {
            Version = draft.Version ?? "",
            EventType = draft.EventType ?? "",
            Language = draft.Language ?? ContractLanguages.JsonSchema,
            Schema = draft.Schema ?? "",
            Enforcement = draft.Enforcement,
            Compatibility = draft.Compatibility,
        };
        fields.Imports.AddRange(draft.Imports.Select(i => new ImportFields { Location = i.Location, Schema = i.Schema }));
        fields.Rules.AddRange(draft.Rules.Select(r => new RuleFields { Id = r.Id, Expression = r.Expression, Message = r.Message }));
        return fields;
    }

    /// <summary>A draft that starts from a version: what it says, with the number still to be chosen.</summary>
    public static DraftFields After(ContractVersion version) => Of(new ContractDraft
    {
        Version = VersionAdvice.Next(version.Version, VersionBump.Minor).ToString(),
        EventType = version.EventType,
        Language = version.Source.Language,
        Schema = version.Source.Schema,
        Imports = version.Source.Imports,
        Rules = version.Source.Rules,
        Enforcement = version.Enforcement,
    });

    /// <summary>The draft of the fields.</summary>
    public ContractDraft ToDraft() => new()
    {
        Version = Version.Trim(),
        EventType = EventType.Trim(),
        Language = Language,
        Schema = Schema,
        Enforcement = Enforcement,
        Compatibility = Compatibility,
        Imports = [.. Imports.Select(i => new SchemaImport(i.Location.Trim(), i.Schema))],
        Rules = [.. Rules.Select(r => new ContractRule(r.Id.Trim(), r.Expression, r.Message))],
    };
}

/// <summary>A document that a schema refers to, in a form.</summary>
public sealed class ImportFields
{
    /// <summary>The location by which the schema names it.</summary>
    public string Location { get; set; } = "";

    /// <summary>Its text.</summary>
    public string Schema { get; set; } = "";
}

/// <summary>A rule in a form.</summary>
public sealed class RuleFields
{
    /// <summary>Its name.</summary>
    public string Id { get; set; } = "";

    /// <summary>The condition.</summary>
    public string Expression { get; set; } = "";

    /// <summary>What to tell people when it does not hold.</summary>
    public string Message { get; set; } = "";
}
