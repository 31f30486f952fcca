namespace Portal.Events.Payloads;

/// <summary>What one step of a <see cref="FieldPath"/> leads to.</summary>
public enum FieldStepKind
{
    /// <summary>JSON: the member of an object with the step's name, or the item of an array when the name is its number.</summary>
    Member,

    /// <summary>JSON <c>*</c>: every item of an array, or the member called <c>*</c> of an object.</summary>
    EachItem,

    /// <summary>XML: every child element with the step's name.</summary>
    Element,

    /// <summary>XML <c>*</c>: every child element.</summary>
    EachElement,

    /// <summary>XML <c>@name</c>: the attribute, always the last step.</summary>
    Attribute,
}

/// <summary>One step of a path.</summary>
/// <param name="Kind">What it leads to.</param>
/// <param name="Name">The name; <c>*</c> for each.</param>
/// <param name="Namespace">The namespace; null when any will do.</param>
public sealed record FieldStep(FieldStepKind Kind, string Name, string? Namespace = null);
