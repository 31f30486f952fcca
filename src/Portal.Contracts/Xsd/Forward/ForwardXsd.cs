using System.Xml;
using System.Xml.Schema;

namespace Portal.Contracts.Xsd.Forward;

/// <summary>
/// A contract that judges a payload while it is being read, by automata made of the compiled schemas. It only ever says that a
/// payload is valid: what is wrong with another, and what it does not cover, is for the framework's validator to say.
/// </summary>
internal sealed class ForwardXsd
{
    private readonly ElementRule[] _roots;
    private readonly KnownNames _names;

    private ForwardXsd(ElementRule[] roots, KnownNames names) => (_roots, _names) = (roots, names);

    /// <summary>Compiles a compiled set of schemas, which nobody changes any more.</summary>
    public static ForwardXsd Compile(XmlSchemaSet set)
    {
        var compiler = new RuleCompiler(set);
        var roots = set.GlobalElements.Values.OfType<XmlSchemaElement>().Select(compiler.RuleOf).ToArray();
        compiler.Finish();
        return new ForwardXsd(roots, compiler.Names);
    }

    /// <summary>Whether a payload is valid for certain.</summary>
    /// <param name="payload">The document.</param>
    public bool IsSurelyValid(Stream payload)
    {
        // Not given back when the payload is not well-formed or not valid: it may have brought any number of names.
        var names = _names.Rent();
        try
        {
            using var reader = names.Open(payload);
            if (!new ForwardWalk(reader, _roots).IsSurelyValid())
            {
                return false;
            }
        }
        catch (XmlException)
        {
            return false;
        }

        _names.Return(names);
        return true;
    }
}
