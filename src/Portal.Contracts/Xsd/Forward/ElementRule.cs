using System.Xml;

namespace Portal.Contracts.Xsd.Forward;

/// <summary>A declaration of an element.</summary>
/// <param name="LocalName">Its name, as one of <see cref="KnownNames"/>.</param>
/// <param name="Namespace">Its namespace, likewise.</param>
internal sealed record ElementRule(string LocalName, string Namespace)
{
    /// <summary>Its type; null when its occurrences are left to the framework's validator.</summary>
    public TypeRule? Type { get; set; }

    /// <summary>What is given when it has no text: its default or fixed value.</summary>
    public string? Given { get; init; }

    /// <summary>Whether its text is always the one given.</summary>
    public bool IsFixed { get; init; }

    public bool Is(string localName, string name) => ReferenceEquals(LocalName, localName) && ReferenceEquals(Namespace, name);
}

/// <summary>What a type lets in. Filled during compilation, then only read.</summary>
internal sealed class TypeRule
{
    /// <summary>Whether its elements are left to the framework's validator.</summary>
    public bool IsCovered { get; set; }

    /// <summary>The check of its text; null when it has child elements or nothing.</summary>
    public TextRule? Text { get; set; }

    /// <summary>Whether text may stand between its child elements.</summary>
    public bool IsMixed { get; set; }

    /// <summary>Its child elements; null when it has none.</summary>
    public IContentRule? Content { get; set; }

    public AttributeRule[] Attributes { get; set; } = [];

    public int RequiredAttributes { get; set; }
}

/// <summary>A declaration of an attribute.</summary>
/// <param name="LocalName">Its name, as one of <see cref="KnownNames"/>.</param>
/// <param name="Namespace">Its namespace, likewise.</param>
/// <param name="Text">The check of its value.</param>
/// <param name="IsRequired">Whether it has to be there.</param>
/// <param name="Fixed">The value that it always has; null when it may have others.</param>
internal sealed record AttributeRule(string LocalName, string Namespace, TextRule Text, bool IsRequired, string? Fixed)
{
    public bool Is(string localName, string name) => ReferenceEquals(LocalName, localName) && ReferenceEquals(Namespace, name);

    public bool Accepts(XmlReader reader)
    {
        if (Fixed is null && Text.IsAnyText)
        {
            return true;
        }

        var value = reader.Value;
        return (Fixed is null || value == Fixed) && Text.IsSurelyValid(value, reader);
    }
}
