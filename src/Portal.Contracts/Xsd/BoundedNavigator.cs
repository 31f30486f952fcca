using System.Xml;
using System.Xml.XPath;

namespace Portal.Contracts.Xsd;

/// <summary>
/// Walks a document for XPath, a bounded number of steps: <c>//*[//*[//*]]</c> over a large document would take hours, and
/// nothing else can end it.
/// </summary>
internal sealed class BoundedNavigator(XPathNavigator inner, StepBudget budget) : XPathNavigator
{
    public override string BaseURI => inner.BaseURI;

    public override bool IsEmptyElement => inner.IsEmptyElement;

    public override string LocalName => inner.LocalName;

    public override string Name => inner.Name;

    public override XmlNameTable NameTable => inner.NameTable;

    public override string NamespaceURI => inner.NamespaceURI;

    public override XPathNodeType NodeType => inner.NodeType;

    public override string Prefix => inner.Prefix;

    public override string Value
    {
        get
        {
            var value = inner.Value;
            budget.Take(1 + (value.Length / 100));
            return value;
        }
    }

    public override XPathNavigator Clone()
    {
        budget.Take();
        return new BoundedNavigator(inner.Clone(), budget);
    }

    public override bool IsSamePosition(XPathNavigator other) => other is BoundedNavigator bounded && inner.IsSamePosition(bounded.Inner);

    public override bool MoveTo(XPathNavigator other)
    {
        budget.Take();
        return other is BoundedNavigator bounded && inner.MoveTo(bounded.Inner);
    }

    public override bool MoveToFirstAttribute() => Step() && inner.MoveToFirstAttribute();

    public override bool MoveToFirstChild() => Step() && inner.MoveToFirstChild();

    public override bool MoveToFirstNamespace(XPathNamespaceScope namespaceScope) => Step() && inner.MoveToFirstNamespace(namespaceScope);

    public override bool MoveToId(string id) => Step() && inner.MoveToId(id);

    public override bool MoveToNext() => Step() && inner.MoveToNext();

    public override bool MoveToNextAttribute() => Step() && inner.MoveToNextAttribute();

    public override bool MoveToNextNamespace(XPathNamespaceScope namespaceScope) => Step() && inner.MoveToNextNamespace(namespaceScope);

    public override bool MoveToParent() => Step() && inner.MoveToParent();

    public override bool MoveToPrevious() => Step() && inner.MoveToPrevious();

    private XPathNavigator Inner => inner;

    private bool Step()
    {
        budget.Take();
        return true;
    }
}

/// <summary>What the rules of a contract may take on one document.</summary>
internal sealed class StepBudget(int steps)
{
    private int _left = steps;

    /// <summary>Takes steps.</summary>
    /// <exception cref="XPathException">There are none left.</exception>
    public void Take(int count = 1)
    {
        _left -= count;
        if (_left < 0)
        {
            throw new XPathException("It takes too many steps.");
        }
    }
}
