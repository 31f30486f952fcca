using Microsoft.AspNetCore.Http;

namespace Portal.FeedHost.Publishing;

/// <summary>Reads the body of a publication.</summary>
internal static class EntryBody
{
    private const int UnknownBytes = 4 * 1024;
    private const int PromisedBytes = 64 * 1024;

    /// <summary>The body; null when it is longer than allowed, whatever its headers say.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        // Grows with what arrives: a length that is only promised takes no memory. One byte more finds out what was not promised.
        var body = new byte[Math.Min(request.ContentLength ?? UnknownBytes, PromisedBytes) + 1];
        var (length, read) = (0, 0);
        while ((read = await request.Body.ReadAsync(body.AsMemory(length), cancellationToken)) > 0)
        {
            length += read;
            if (length > maxBytes)
            {
                return null;
            }

            if (length == body.Length)
            {
                Array.Resize(ref body, 2 * length);
            }
        }

        return body.AsMemory(0, length);
    }
}
