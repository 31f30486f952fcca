using System.Text;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Web.Shared.Figures;

namespace Portal.Web.Features.Contracts;

/// <summary>A text file that somebody chose.</summary>
internal static class UploadedText
{
    /// <summary>The most bytes of a file: what fits a schema, however many bytes its characters take.</summary>
    public const long MaxBytes = 8 * 1024 * 1024;

    /// <summary>Its text, by its byte-order mark or else as UTF-8; or why it cannot be read.</summary>
    public static async Task<(string? Text, string? Problem)> ReadAsync(IBrowserFile file, CancellationToken cancellationToken)
    {
        if (file.Size > MaxBytes)
        {
            return (null, $"'{file.Name}' has {Figure.Bytes(file.Size)}; a schema has at most {Figure.Bytes(MaxBytes)}.");
        }

        try
        {
            await using var stream = file.OpenReadStream(MaxBytes, cancellationToken);
            using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            return (await reader.ReadToEndAsync(cancellationToken), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, $"'{file.Name}' is not a text in UTF-8, nor in another encoding that it names with a byte-order mark.");
        }
        catch (IOException)
        {
            return (null, $"'{file.Name}' could not be read: the browser stopped sending it.");
        }
    }
}
