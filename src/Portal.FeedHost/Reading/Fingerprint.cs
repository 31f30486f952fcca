using System.Security.Cryptography;
using System.Text;

namespace Portal.FeedHost.Reading;

/// <summary>A short digest for entity tags: the same in every process, so that tags stay good across restarts and nodes.</summary>
internal static class Fingerprint
{
    private const int Bytes = 6;

    public static string Of(params ReadOnlySpan<string?> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            // The length keeps "ab"+"c" apart from "a"+"bc".
            text.Append(part?.Length ?? -1).Append(':').Append(part);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, Bytes));
    }
}
