using Portal.Catalogue.Contracts;
using Portal.Contracts;
using Portal.Contracts.CodeGeneration;

namespace Portal.Web.Features.Contracts;

/// <summary>The types of a version in a programming language. Pure.</summary>
/// <param name="FileName">What a file of it is called.</param>
/// <param name="Text">The code.</param>
internal sealed record VersionCode(string FileName, string Text)
{
    /// <summary>C#.</summary>
    public const string CSharp = "csharp";

    /// <summary>TypeScript.</summary>
    public const string TypeScript = "typescript";

    /// <summary>The namespace of C# when nobody asks for another.</summary>
    public const string AnyNamespace = "Events";

    /// <summary>The code; null when the language is none of ours.</summary>
    /// <param name="version">The version.</param>
    /// <param name="contract">The same, compiled.</param>
    /// <param name="language"><see cref="CSharp"/> or <see cref="TypeScript"/>.</param>
    /// <param name="space">The namespace of C#.</param>
    public static VersionCode? Of(ContractVersion version, ICompiledContract contract, string language, string space = AnyNamespace)
    {
        var root = version.EventType ?? version.Feed.ToString();
        var name = $"{root}-{version.Version}";
        return language switch
        {
            CSharp => new VersionCode(name + ".cs", ContractCode.CSharp(contract, space, root)),
            TypeScript => new VersionCode(name + ".ts", ContractCode.TypeScript(contract, root)),
            _ => null,
        };
    }
}
