using System.Xml.Linq;

namespace Portal.Contracts.Samples.Xml;

/// <summary>Changes one thing of an XML payload at a time.</summary>
internal static class XmlMutations
{
    private static readonly string[] Values =
    [
        "", "?", "not one of them", "-1", "0", "1", "0.001953125", "-1000000000000000", "1000000000000000", new string('x', 5_000), new string('9', 60), "true",
        "1000-01-01T00:00:00Z", "9000-01-01T00:00:00Z", "1000-01-01", "9000-01-01",
    ];

    /// <summary>The changed payloads, as text.</summary>
    public static IEnumerable<string> Of(string valid)
    {
        var document = XDocument.Parse(valid, LoadOptions.PreserveWhitespace);
        var nodes = document.Root!.DescendantsAndSelf().SelectMany(element => element.Attributes().Where(IsData).Cast<XObject>().Prepend(element)).ToList();
        var numbers = Enumerable.Range(0, nodes.Count).ToList();
        return numbers.Skip(1).Select(number => Change(document, number, Remove))
            .Concat(Values.SelectMany(value => numbers.Where(number => nodes[number] is XAttribute or XElement { HasElements: false })
                .Select(number => Change(document, number, node => Set(node, value)))))
            .Concat(numbers.Where(number => nodes[number] is XElement).SelectMany(number => new[]
            {
                Change(document, number, node => Extend((XElement)node, new XElement(((XElement)node).Name.Namespace + "undeclared"))),
                Change(document, number, node => Extend((XElement)node, new XAttribute("undeclared", "x"))),
                Change(document, number, Repeat),
            }))
            .OfType<string>();
    }

    // The nodes are numbered in document order, which a copy shares.
    private static string? Change(XDocument document, int number, Func<XObject, bool> change)
    {
        var copy = new XDocument(document);
        var node = copy.Root!.DescendantsAndSelf().SelectMany(element => element.Attributes().Where(IsData).Cast<XObject>().Prepend(element)).ElementAt(number);
        return change(node) ? copy.ToString(SaveOptions.DisableFormatting) : null;
    }

    private static bool IsData(XAttribute attribute) =>
        !attribute.IsNamespaceDeclaration && attribute.Name.NamespaceName != "http://www.w3.org/2001/XMLSchema-instance";

    private static bool Remove(XObject node)
    {
        if (node is XAttribute attribute)
        {
            attribute.Remove();
        }
        else
        {
            ((XElement)node).Remove();
        }

        return true;
    }

    private static bool Set(XObject node, string value)
    {
        if ((node as XAttribute)?.Value == value || (node as XElement)?.Value == value)
        {
            return false;
        }

        if (node is XAttribute attribute)
        {
            attribute.Value = value;
        }
        else
        {
            ((XElement)node).Value = value;
        }

        return true;
    }

    private static bool Extend(XElement element, XObject more)
    {
        element.Add(more);
        return true;
    }

    private static bool Repeat(XObject node)
    {
        if (node is not XElement { Parent: not null } element)
        {
            return false;
        }

        element.AddAfterSelf(new XElement(element));
        return true;
    }
}
