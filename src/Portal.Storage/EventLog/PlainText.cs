namespace Portal.Storage.EventLog;

/// <summary>
/// Text of publishers that may stand in a column of text. PostgreSQL refuses the zero character, and half of a surrogate pair is nothing
/// that UTF-8 can say: one of either would take the whole commit down, and with it the entries of others.
/// </summary>
internal static class PlainText
{
    /// <summary>Whether both databases take it as it is.</summary>
    public static bool IsStorable(string text)
    {
        for (var at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); (uint)at < (uint)text.Length; at++)
        {
            if (char.IsSurrogate(text[at]) && !char.IsSurrogatePair(text, at++))
            {
                return false;
            }
        }

        return !text.Contains('\0', StringComparison.Ordinal);
    }
}
