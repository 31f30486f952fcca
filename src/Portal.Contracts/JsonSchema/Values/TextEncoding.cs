using System.Buffers;
using System.Text;

namespace Portal.Contracts.JsonSchema.Values;

/// <summary>Finds where a text stops being UTF-8.</summary>
internal static class TextEncoding
{
    /// <summary>The line, from 1, of the first byte that belongs to no character.</summary>
    public static int InvalidLine(ReadOnlySpan<byte> text)
    {
        var line = 1;
        while (!text.IsEmpty && Rune.DecodeFromUtf8(text, out var rune, out var length) == OperationStatus.Done)
        {
            line += rune.Value == '\n' ? 1 : 0;
            text = text[length..];
        }

        return line;
    }
}
