namespace Portal.Events.Entries;

/// <summary>How a text is marked up (RFC 4287 section 3.1.1).</summary>
public enum TextKind
{
    /// <summary>Plain text.</summary>
    Text,

    /// <summary>HTML, as a string.</summary>
    Html,

    /// <summary>XHTML: the value is the markup inside the <c>div</c>.</summary>
    Xhtml,
}

/// <summary>A text construct.</summary>
/// <param name="Kind">How it is marked up.</param>
/// <param name="Value">The text.</param>
public sealed record EntryText(TextKind Kind, string Value)
{
    /// <summary>No text.</summary>
    public static EntryText Empty { get; } = new(TextKind.Text, "");

    /// <summary>Plain text.</summary>
    public static EntryText Plain(string value) => new(TextKind.Text, value);
}

/// <summary>The content of an entry (RFC 4287 section 4.1.3).</summary>
/// <param name="Type">
/// <c>text</c>, <c>html</c>, <c>xhtml</c> or a media type, as the publisher wrote it; <c>text</c> when not said.
/// </param>
/// <param name="Value">
/// Inline content: text, HTML, the markup inside the XHTML <c>div</c>, XML text for XML media types, and
/// Base64 for media types that are neither text nor XML nor JSON. Null when the content is elsewhere.
/// </param>
/// <param name="Src">The address of content that is elsewhere.</param>
public sealed record EntryContent(string Type, string? Value, string? Src = null)
{
    /// <summary>Whether <see cref="Value"/> is XML of an XML media type (RFC 7303: <c>+xml</c>, <c>/xml</c>).</summary>
    public bool IsXml => MediaTypeEndsWith("+xml") || MediaTypeEndsWith("/xml");

    /// <summary>Whether <see cref="Value"/> is JSON (RFC 6839: <c>+json</c>, <c>/json</c>).</summary>
    public bool IsJson => MediaTypeEndsWith("+json") || MediaTypeEndsWith("/json");

    private bool MediaTypeEndsWith(string suffix)
    {
        var end = Type.IndexOf(';', StringComparison.Ordinal);
        var essence = (end < 0 ? Type.AsSpan() : Type.AsSpan(0, end)).Trim();
        return essence.EndsWith(suffix, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>An author or contributor (RFC 4287 section 3.2).</summary>
/// <param name="Name">The name.</param>
/// <param name="Email">The e-mail address.</param>
/// <param name="Uri">An address about the person.</param>
public sealed record Person(string? Name, string? Email = null, string? Uri = null);

/// <summary>A link (RFC 4287 section 4.2.7).</summary>
/// <param name="Href">Where it leads; absolute wherever the source allowed to resolve it.</param>
/// <param name="Rel">The relation; <c>alternate</c> when not said.</param>
/// <param name="Type">The media type of the target, as advised.</param>
/// <param name="Title">A text for people.</param>
/// <param name="Length">The size of the target in bytes, as advised.</param>
/// <param name="HrefLang">The language of the target.</param>
public sealed record EntryLink(
    string Href, string Rel = "alternate", string? Type = null, string? Title = null, long? Length = null, string? HrefLang = null);

/// <summary>A category (RFC 4287 section 4.2.2).</summary>
/// <param name="Term">The term; compared without regard to case in searches.</param>
/// <param name="Scheme">The scheme that the term belongs to.</param>
/// <param name="Label">A text for people.</param>
public sealed record Category(string Term, string? Scheme = null, string? Label = null);
