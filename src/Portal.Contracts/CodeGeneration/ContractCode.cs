using System.Text.RegularExpressions;
using Portal.Contracts.JsonSchema;
using Portal.Contracts.Xsd;

namespace Portal.Contracts.CodeGeneration;

/// <summary>Writes the types of a contract in programming languages. The same contract gives the same text every time.</summary>
public static partial class ContractCode
{
    /// <summary>C# records, for System.Text.Json or XmlSerializer.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="space">The namespace; what is no namespace becomes <c>Events</c>.</param>
    /// <param name="rootName">What the payload is called when the schema does not say, for example the event type.</param>
    public static string CSharp(ICompiledContract contract, string space, string rootName) =>
        CSharpCode.Write(ModelOf(contract, rootName), Namespace().IsMatch(space) ? space : "Events");

    /// <summary>TypeScript interfaces.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="rootName">What the payload is called when the schema does not say.</param>
    public static string TypeScript(ICompiledContract contract, string rootName) => TypeScriptCode.Write(ModelOf(contract, rootName));

    private static CodeModel ModelOf(ICompiledContract contract, string rootName) => contract switch
    {
        CompiledJsonSchema json => JsonCodeModel.Of(json.Source, rootName),
        CompiledXsd xsd => XsdCodeModel.Of(xsd.Set),
        _ => new CodeModel([], IsXml: false, IsCut: false),
    };

    // Capitals first, so that no part is a keyword.
    [GeneratedRegex(@"^[A-Z][A-Za-z0-9_]{0,60}(\.[A-Z][A-Za-z0-9_]{0,60}){0,8}$")]
    private static partial Regex Namespace();
}
