namespace Portal.Contracts.JsonSchema.Formats;

/// <summary>JSON Pointers (RFC 6901) and relative ones.</summary>
internal static class PointerFormats
{
    public static bool IsPointer(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty && text[0] != '/')
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '~' && (i + 1 == text.Length || text[i + 1] is not ('0' or '1')))
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsRelativePointer(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExceptInRange('0', '9');
        length = length < 0 ? text.Length : length;
        if (length == 0 || (length > 1 && text[0] == '0'))
        {
            return false;
        }

        var rest = text[length..];
        return rest is "#" || IsPointer(rest);
    }
}
