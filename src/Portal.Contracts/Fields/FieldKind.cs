namespace Portal.Contracts.Fields;

/// <summary>What the values of a field are, for those who compute with them.</summary>
public enum FieldKind
{
    /// <summary>The contract does not say, or allows several.</summary>
    Any,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A moment: date and time (RFC 3339, <c>xs:dateTime</c>).</summary>
    DateTime,

    /// <summary>A day.</summary>
    Date,

    /// <summary>An object, or an element with children.</summary>
    Object,

    /// <summary>An array of objects or of what is not known; of an array of plain values the kind is that of the values.</summary>
    Array,
}
