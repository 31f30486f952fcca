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

    /// <summary>The most characters of a schema together with its imports. What people write has a tenth of them.</summary>
    public const int MaxLength = 4_000_000;

    /// <summary>
    /// The switch of the process (<see cref="AppContext"/>) by which <c>format</c> is checked in every draft, also in those for which
    /// it is a note. Set before the first contract is compiled.
    /// </summary>
    public const string AssertFormatsSwitch = "Portal.Contracts.AssertFormats";

    private static readonly IContractLanguage[] Languages = [new XsdLanguage(), new JsonSchemaLanguage()];

    /// <summary>Compiles a contract in whichever language it says it is in.</summary>
    public static CompileResult Compile(ContractSource source)
    {
        if (Array.Find(Languages, language => language.Name == source.Language) is not { } known)
        {
            return CompileResult.Failure(new SchemaError($"'{source.Language}' is not a contract language: use '{Xsd}' or '{JsonSchema}'."));
        }

        return TooLong(source) is { } error ? CompileResult.Failure(error) : known.Compile(source);
    }

    // Told at the place where it gets too long.
    private static SchemaError? TooLong(ContractSource source)
    {
        var left = MaxLength;
        foreach (var (location, text) in source.Imports.Select(import => ((string?)import.Location, import.Schema)).Prepend((null, source.Schema)))
        {
            if (text.Length > left)
            {
                var before = text.AsSpan(0, left);
                return new SchemaError(
                    $"A schema and its imports have {MaxLength / 1_000_000} million characters at most.", before.Count('\n') + 1, left - before.LastIndexOf('\n'), location);
            }

            left -= text.Length;
        }

        return null;
    }
}
