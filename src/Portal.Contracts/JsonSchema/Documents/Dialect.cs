namespace Portal.Contracts.JsonSchema.Documents;

/// <summary>The drafts of JSON Schema, oldest first.</summary>
internal enum Draft
{
    V4,
    V6,
    V7,
    V201909,
    V202012,
}

/// <summary>What the keywords of a schema mean: its draft and the vocabularies that its metaschema turns on.</summary>
/// <param name="Draft">The draft.</param>
/// <param name="MetaSchema">The address of the metaschema, without an empty fragment.</param>
/// <param name="Applicators">Whether keywords that apply subschemas count.</param>
/// <param name="Unevaluated">Whether <c>unevaluatedItems</c> and <c>unevaluatedProperties</c> count.</param>
/// <param name="Validation">Whether keywords such as <c>type</c> and <c>minimum</c> count.</param>
/// <param name="AssertsFormats">Whether <c>format</c> is checked rather than only noted.</param>
internal sealed record Dialect(
    Draft Draft, string MetaSchema, bool Applicators = true, bool Unevaluated = true, bool Validation = true, bool AssertsFormats = false)
{
    private const string Vocabulary201909 = "https://json-schema.org/draft/2019-09/vocab/";
    private const string Vocabulary202012 = "https://json-schema.org/draft/2020-12/vocab/";

    private static readonly bool AllAssertFormats = AppContext.TryGetSwitch(ContractLanguages.AssertFormatsSwitch, out var isOn) && isOn;

    // Until draft 7 a format was to be checked; since 2019-09 it is a note unless a vocabulary or the operator says otherwise
    // (draft 2020-12, validation, section 7.2.1: there is to be an option, and it is to be off by default).
    private static readonly Dictionary<string, Dialect> Known = new Dialect[]
    {
        new(Draft.V4, "http://json-schema.org/draft-04/schema", AssertsFormats: true),
        new(Draft.V6, "http://json-schema.org/draft-06/schema", AssertsFormats: true),
        new(Draft.V7, "http://json-schema.org/draft-07/schema", AssertsFormats: true),
        new(Draft.V201909, "https://json-schema.org/draft/2019-09/schema", AssertsFormats: AllAssertFormats),
        new(Draft.V202012, "https://json-schema.org/draft/2020-12/schema", AssertsFormats: AllAssertFormats),
    }.ToDictionary(dialect => dialect.MetaSchema);

    /// <summary>The dialect of schemas that name none.</summary>
    public static Dialect Default => Known["https://json-schema.org/draft/2020-12/schema"];

    /// <summary>Whether siblings of <c>$ref</c> are ignored, as they were until draft 7.</summary>
    public bool RefStandsAlone => Draft <= Draft.V7;

    public string IdKeyword => Draft == Draft.V4 ? "id" : "$id";

    /// <summary>A published dialect by the address of its metaschema; null for others.</summary>
    public static Dialect? Find(string metaSchema) => Known.GetValueOrDefault(metaSchema.TrimEnd('#'));

    /// <summary>The dialect that a metaschema of one's own defines; an error when it needs what is not known.</summary>
    public static (Dialect? Dialect, SchemaError? Error) FromMetaSchema(string address, SchemaValue metaSchema, Dialect basis)
    {
        if (!metaSchema.TryGet("$vocabulary", out var vocabulary) || basis.RefStandsAlone)
        {
            return (basis with { MetaSchema = address }, null);
        }

        var prefix = basis.Draft == Draft.V201909 ? Vocabulary201909 : Vocabulary202012;
        string[] names = basis.Draft == Draft.V201909
            ? ["core", "applicator", "validation", "meta-data", "format", "content"]
            : ["core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation", "format-assertion", "content"];
        var unknown = vocabulary.Members.FirstOrDefault(member =>
            member.Value.Element.ValueKind == System.Text.Json.JsonValueKind.True && !names.Any(name => member.Key == prefix + name));
        if (unknown.Value is not null)
        {
            return (null, unknown.Value.Error($"The vocabulary '{unknown.Key}' is required and not known."));
        }

        var applicators = vocabulary.TryGet(prefix + "applicator", out _);
        var asserts = basis.Draft == Draft.V201909
            ? vocabulary.TryGet(prefix + "format", out var format) && format.Element.ValueKind == System.Text.Json.JsonValueKind.True
            : vocabulary.TryGet(prefix + "format-assertion", out _);
        return (new Dialect(
            basis.Draft,
            address,
            applicators,
            basis.Draft == Draft.V201909 ? applicators : vocabulary.TryGet(prefix + "unevaluated", out _),
            vocabulary.TryGet(prefix + "validation", out _),
            asserts), null);
    }
}
