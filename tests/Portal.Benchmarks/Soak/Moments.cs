using System.Buffers.Text;
using System.Globalization;

namespace Portal.Benchmarks.Soak;

/// <summary>
/// Entries say in their title when they were posted, "posted 1764403200123" in milliseconds since 1970: the bytes of
/// whatever a circuit sends tell how far behind it is.
/// </summary>
internal static class Moments
{
    private const int Digits = 13;

    private static ReadOnlySpan<byte> Word => "posted "u8;

    /// <summary>The title of an entry.</summary>
    public static string TitleOf(long moment) => string.Create(CultureInfo.InvariantCulture, $"posted {moment}");

    /// <summary>The newest moment in what a circuit sent; 0 when there is none.</summary>
    public static long NewestIn(ReadOnlySpan<byte> batch)
    {
        var newest = 0L;
        while (batch.IndexOf(Word) is >= 0 and var at)
        {
            batch = batch[(at + Word.Length)..];
            if (batch.Length >= Digits && Utf8Parser.TryParse(batch[..Digits], out long moment, out var read) && read == Digits)
            {
                newest = Math.Max(newest, moment);
            }
        }

        return newest;
    }
}
