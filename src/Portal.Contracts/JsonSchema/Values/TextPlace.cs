namespace Portal.Contracts.JsonSchema.Values;

/// <summary>A place in a text, both from 1; columns count bytes.</summary>
internal readonly record struct TextPlace(int Line, int Column)
{
    /// <summary>Where a part of a text begins; null when it is not a part of that text.</summary>
    public static TextPlace? Of(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part)
    {
        if (!text.Overlaps(part, out var offset) || offset < 0)
        {
            return null;
        }

        var before = text[..offset];
        return new TextPlace(before.Count((byte)'\n') + 1, offset - before.LastIndexOf((byte)'\n'));
    }
}
