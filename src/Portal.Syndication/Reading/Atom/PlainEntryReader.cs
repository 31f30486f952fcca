using Portal.Syndication.Reading.Markup;

namespace Portal.Syndication.Reading.Atom;

/// <summary>
/// Reads the entry documents that programs publish: the common elements of RFC 4287, written plainly, without prefixes of Atom's
/// own. What it reads is what <see cref="AtomEntryParts"/> makes of it; whatever it does not know, or finds wrong, is left to that.
/// </summary>
internal static class PlainEntryReader
{
    private const int MaxBytes = 256 * 1024;

    /// <summary>The entry; null when it is not of the plain form, or there may be something wrong with it.</summary>
    public static EntryDraft? TryRead(ReadOnlySpan<byte> document, FeedReadOptions options)
    {
        if (document.Length > Math.Min(MaxBytes, options.MaxCharacters) || options.MaxDepth <= PlainXml.MaxDepth + 2
            || !PlainDocument.TryOpen(document, out var opened))
        {
            return null;
        }

        using (opened)
        {
            return TryRead(new PlainXml(opened.Text), options.BaseAddress);
        }
    }

    private static EntryDraft? TryRead(PlainXml xml, Uri? address)
    {
        if (!xml.TryDeclaration())
        {
            return null;
        }

        xml.SkipBetween();
        if (!xml.TryStart(out var root) || root.Name is not "entry" || root.IsEmpty || !PlainScope.TryOpen(root, address, out var scope)
            || PlainEntryParts.TryRead(ref xml, scope) is not { } draft)
        {
            return null;
        }

        xml.SkipBetween();
        return xml.IsAtEnd ? draft : null;
    }
}
