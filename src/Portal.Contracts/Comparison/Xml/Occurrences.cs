using System.Xml;
using System.Xml.Schema;

namespace Portal.Contracts.Comparison.Xml;

/// <summary>How often each element comes in a content model, whatever its place.</summary>
internal static class Occurrences
{
    /// <summary>The least and greatest number by name; a wildcard counts under the empty name.</summary>
    public static Dictionary<XmlQualifiedName, (decimal Least, decimal Most)> Of(XmlSchemaParticle? particle)
    {
        var counts = particle switch
        {
            XmlSchemaElement element => new() { [element.QualifiedName] = (1m, 1m) },
            XmlSchemaAny => new() { [XmlQualifiedName.Empty] = (1m, 1m) },
            XmlSchemaChoice choice => Either([.. choice.Items.OfType<XmlSchemaParticle>().Select(Of)]),
            XmlSchemaGroupBase group => Sum(group.Items.OfType<XmlSchemaParticle>().Select(Of)),
            _ => new Dictionary<XmlQualifiedName, (decimal Least, decimal Most)>(),
        };
        return particle is null ? [] : counts.ToDictionary(pair => pair.Key, pair => (Times(pair.Value.Least, particle.MinOccurs), Times(pair.Value.Most, particle.MaxOccurs)));
    }

    private static Dictionary<XmlQualifiedName, (decimal Least, decimal Most)> Sum(IEnumerable<Dictionary<XmlQualifiedName, (decimal Least, decimal Most)>> parts)
    {
        var sum = new Dictionary<XmlQualifiedName, (decimal Least, decimal Most)>();
        foreach (var (name, (least, most)) in parts.SelectMany(part => part))
        {
            var known = sum.GetValueOrDefault(name);
            sum[name] = (Plus(known.Least, least), Plus(known.Most, most));
        }

        return sum;
    }

    private static Dictionary<XmlQualifiedName, (decimal Least, decimal Most)> Either(Dictionary<XmlQualifiedName, (decimal Least, decimal Most)>[] parts) =>
        parts.SelectMany(part => part.Keys).Distinct().ToDictionary(
            name => name,
            name => (parts.Min(part => part.GetValueOrDefault(name).Least), parts.Max(part => part.GetValueOrDefault(name).Most)));

    // Without bound stays without bound, and none stays none.
    private static decimal Times(decimal a, decimal b) =>
        a == 0 || b == 0 ? 0 : a == decimal.MaxValue || b == decimal.MaxValue || a > decimal.MaxValue / b ? decimal.MaxValue : a * b;

    private static decimal Plus(decimal a, decimal b) => a > decimal.MaxValue - b ? decimal.MaxValue : a + b;
}
