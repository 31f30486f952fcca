using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Portal.Contracts.Xsd;

/// <summary>
/// Refuses schemas whose compilation would take the process down: .NET's compiler recurses along chains of types and
/// writes out every use of a group, which a few lines can make exponential.
/// </summary>
internal static class SchemaBounds
{
    // The largest published schemas (FpML, OOXML) have about 40,000 elements in all their files.
    private const int MaxElements = 50_000;

    // Particles after every group is written out where it is used.
    private const long MaxParticles = 200_000;

    private const int MaxGroupDepth = 100;

    public static SchemaError? Find(IReadOnlyList<XDocument> documents)
    {
        if (documents.Sum(document => document.Descendants().Count()) > MaxElements)
        {
            return new SchemaError($"The schema and its imports have more than {MaxElements} elements.");
        }

        var groups = documents.SelectMany(document => document.Descendants(Name("group")))
            .Where(group => group.Attribute("name") is not null)
            .GroupBy(group => group.Attribute("name")!.Value).ToDictionary(same => same.Key, same => same.ToList());
        var sizes = new Dictionary<string, long>();
        var total = 0L;
        foreach (var use in documents.SelectMany(document => document.Descendants(Name("group"))).Where(group => group.Attribute("ref") is not null))
        {
            total += Size(Target(use), groups, sizes, MaxGroupDepth);
            if (total > MaxParticles)
            {
                var place = (IXmlLineInfo)use;
                return new SchemaError(
                    $"Groups nest more than {MaxGroupDepth} deep, or make more than {MaxParticles} particles.", place.LineNumber, place.LinePosition);
            }
        }

        return null;
    }

    private static long Size(string group, Dictionary<string, List<XElement>> groups, Dictionary<string, long> sizes, int depth)
    {
        if (sizes.TryGetValue(group, out var known))
        {
            return known;
        }

        if (depth == 0)
        {
            return MaxParticles + 1;
        }

        // A group within itself is reported by the compiler; here it counts once.
        sizes[group] = 1;
        var size = 1L;
        foreach (var particle in groups.GetValueOrDefault(group)?.SelectMany(Particles) ?? [])
        {
            size += particle.Name.LocalName == "group" && particle.Attribute("ref") is not null ? Size(Target(particle), groups, sizes, depth - 1) : 1;
            size = Math.Min(size, MaxParticles + 1);
        }

        return sizes[group] = size;
    }

    // An element's own type is compiled once, wherever the element is used.
    private static IEnumerable<XElement> Particles(XElement parent) => parent.Elements()
        .SelectMany(child => child.Name == Name("element") ? [child] : Particles(child).Prepend(child));

    private static string Target(XElement use)
    {
        var name = use.Attribute("ref")!.Value.Trim();
        return name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }

    private static XName Name(string local) => XName.Get(local, XmlSchema.Namespace);
}
