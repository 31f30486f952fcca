using System.Xml.Schema;
using Portal.Contracts.Xsd;

namespace Portal.Contracts.Comparison.Xml;

/// <summary>Compares two types: their texts, attributes and content.</summary>
internal static class TypeComparison
{
    public static void Compare(XmlWalk walk, string path, XmlSchemaType old, XmlSchemaType next)
    {
        if (old == next)
        {
            // Only built-in types are shared by two sets.
            walk.HasWildcard |= old is XmlSchemaComplexType;
            return;
        }

        var (oldComplex, newComplex) = (old as XmlSchemaComplexType, next as XmlSchemaComplexType);
        Abstraction(walk, path, oldComplex, newComplex);
        AttributeChanges.Compare(walk, path, oldComplex, newComplex);
        if (IsText(old) != IsText(next))
        {
            walk.Log.Add(new ContractChange(
                path, ContractChangeKind.TypeChanged, true, true, XsdWords.TypeOf(old), XsdWords.TypeOf(next), "Text stands where elements stood, or the other way round."));
        }
        else if (IsText(old))
        {
            SimpleChanges.Compare(walk.Log, path, SimpleFacts.Of(old), SimpleFacts.Of(next));
        }
        else
        {
            Mixture(walk, path, oldComplex!, newComplex!);
            ContentChanges.Compare(walk, path, oldComplex!, newComplex!);
        }

        if (!old.QualifiedName.IsEmpty && old.QualifiedName == next.QualifiedName)
        {
            ElementChanges.Documentation(walk, path, old, next);
        }
    }

    private static bool IsText(XmlSchemaType type) => type is not XmlSchemaComplexType { ContentType: not XmlSchemaContentType.TextOnly };

    private static void Abstraction(XmlWalk walk, string path, XmlSchemaComplexType? old, XmlSchemaComplexType? next)
    {
        if ((old?.IsAbstract ?? false) != (next?.IsAbstract ?? false))
        {
            var isAbstract = next is { IsAbstract: true };
            walk.Log.Add(new ContractChange(
                path, isAbstract ? ContractChangeKind.TypeNarrowed : ContractChangeKind.TypeWidened, isAbstract, !isAbstract,
                isAbstract ? null : "abstract", isAbstract ? "abstract" : null, "An element of an abstract type has to name another one by xsi:type."));
        }

        // Blocking keeps derived types from being named by xsi:type.
        if ((old?.BlockResolved ?? default) != (next?.BlockResolved ?? default))
        {
            walk.Log.CannotTell(path, "Other derived types are blocked.", old?.BlockResolved.ToString(), next?.BlockResolved.ToString());
        }
    }

    private static void Mixture(XmlWalk walk, string path, XmlSchemaComplexType old, XmlSchemaComplexType next)
    {
        var (wasMixed, isMixed) = (old.ContentType == XmlSchemaContentType.Mixed, next.ContentType == XmlSchemaContentType.Mixed);
        if (wasMixed != isMixed)
        {
            walk.Log.Add(new ContractChange(
                path, isMixed ? ContractChangeKind.Opened : ContractChangeKind.Closed, wasMixed, isMixed, wasMixed ? "mixed" : null, isMixed ? "mixed" : null,
                isMixed ? "Text may stand between the elements now." : "Text may not stand between the elements any more."));
        }
    }
}
