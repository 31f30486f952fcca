using Portal.Contracts.Fields;

namespace Portal.Contracts.CodeGeneration;

/// <summary>The types of a contract, for those who write them in a programming language.</summary>
/// <param name="Types">The types, the root's first.</param>
/// <param name="IsXml">Whether payloads are XML.</param>
/// <param name="IsCut">Whether there were more types than are written; what they stood for is left open.</param>
internal sealed record CodeModel(IReadOnlyList<CodeType> Types, bool IsXml, bool IsCut);

/// <summary>An object with members, or an enumeration with values.</summary>
internal sealed class CodeType(string name, string? description)
{
    /// <summary>A name that suggests itself; languages make an identifier of it.</summary>
    public string Name { get; } = name;

    public string? Description { get; } = description;

    public List<CodeMember> Members { get; } = [];

    /// <summary>The values of an enumeration; empty for an object.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Of an element that can be a root: its name and namespace.</summary>
    public (string Name, string Namespace)? Root { get; init; }

    /// <summary>The namespace of an XML type.</summary>
    public string Namespace { get; init; } = "";
}

/// <summary>How a member is written in XML.</summary>
internal enum CodePlace
{
    Member,
    Element,
    Attribute,
    Text,
}

/// <summary>A member of an object.</summary>
/// <param name="Name">Its name in payloads.</param>
/// <param name="Type">What it is.</param>
/// <param name="IsRequired">Whether it is always there.</param>
/// <param name="Description">What it means.</param>
/// <param name="Place">How it is written.</param>
/// <param name="Namespace">Its namespace in XML.</param>
internal sealed record CodeMember(string Name, CodeReference Type, bool IsRequired, string? Description, CodePlace Place = CodePlace.Member, string Namespace = "");

/// <summary>What a member is.</summary>
/// <param name="Kind">The kind of a plain value; any when <paramref name="Target"/> says more.</param>
/// <param name="Target">The type of an object or an enumeration.</param>
/// <param name="Dimensions">How many arrays are around it.</param>
/// <param name="IsMap">Whether it is a map from names to that.</param>
/// <param name="IsNullable">Whether it may be <c>null</c>.</param>
internal sealed record CodeReference(FieldKind Kind, CodeType? Target = null, int Dimensions = 0, bool IsMap = false, bool IsNullable = false);
