using System.Text;

namespace Portal.Contracts.CodeGeneration;

/// <summary>What the text of every language begins with: the names of the types, and what the text is.</summary>
internal abstract class CodeText
{
    private readonly StringBuilder _code = new();
    private readonly Dictionary<CodeType, string> _names;

    protected CodeText(CodeModel model)
    {
        var identifiers = Identifiers.ForTypes();
        (Model, _names) = (model, model.Types.ToDictionary(type => type, type => identifiers.Next(type.Name)));
    }

    protected CodeModel Model { get; }

    /// <summary>What has been written.</summary>
    public sealed override string ToString() => _code.ToString();

    /// <summary>The identifier of a type.</summary>
    protected string NameOf(CodeType type) => _names[type];

    /// <summary>Says what the text is, and how it is used with payloads.</summary>
    protected void Head(string use)
    {
        Line("// Made from a contract; changes are lost when it is made again.");
        Line("// " + use);
        if (Model.IsCut)
        {
            Line("// The contract has more types than are written here; what they stand for is left open.");
        }
    }

    protected void Line(string text) => _code.Append(text).Append('\n');
}
