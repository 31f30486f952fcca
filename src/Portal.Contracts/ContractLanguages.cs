using Portal.Contracts.JsonSchema;
using Portal.Contracts.Xsd;

namespace Portal.Contracts;

/// <summary>The languages that contracts may be written in.</summary>
public static class ContractLanguages
{
    /// <summary>XML Schema 1.0.</summary>
    public const string Xsd = "xsd";

    /// <summary>JSON Schema; the draft is the one that <c>$schema</c> names.</summary>
    public const string JsonSchema = "json-schema";

    private static readonly IContractLanguage[] Languages = [new XsdLanguage(), new JsonSchemaLanguage()];

    /// <summary>Compiles a contract in whichever language it says it is in.</summary>
    public static CompileResult Compile(ContractSource source) =>
        Array.Find(Languages, language => language.Name == source.Language) is { } known
            ? known.Compile(source)
            : CompileResult.Failure(new SchemaError($"'{source.Language}' is not a contract language: use '{Xsd}' or '{JsonSchema}'."));
}
