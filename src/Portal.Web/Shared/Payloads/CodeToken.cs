namespace Portal.Web.Shared.Payloads;

/// <summary>What a piece of a line is.</summary>
internal enum CodeKind
{
    /// <summary>Anything else.</summary>
    Plain,

    /// <summary>A name: of a JSON member, of an XML element.</summary>
    Name,

    /// <summary>The name of an XML attribute.</summary>
    Attribute,

    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>A number, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    Value,

    /// <summary>A comment, a declaration, a CDATA section's frame.</summary>
    Aside,
}

/// <summary>A piece of a line.</summary>
internal readonly record struct CodeToken(CodeKind Kind, string Text)
{
    /// <summary>Its class in the style sheet; null for plain text.</summary>
    public string? Class => Kind switch
    {
        CodeKind.Name => "tn",
        CodeKind.Attribute => "ta",
        CodeKind.Text => "tt",
        CodeKind.Value => "tv",
        CodeKind.Aside => "tc",
        _ => null,
    };
}
