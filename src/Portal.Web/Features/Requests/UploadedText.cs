using System.Text;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Catalogue;
using Portal.Contracts;
using Portal.Web.Shared.Figures;

namespace Portal.Web.Features.Requests;

/// <summary>A sample or a schema from a file.</summary>
internal static class UploadedText
{
    /// <summary>The most bytes of a file.</summary>
    public const long MaxBytes = 1_000_000;

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The file's text.</summary>
    public static async Task<Outcome<string>> ReadAsync(IBrowserFile file)
    {
        if (file.Size > MaxBytes)
        {
            return new Refusal(RefusalKind.Invalid, $"'{file.Name}' has {Figure.Bytes(file.Size)}: at most {Figure.Bytes(MaxBytes)} are taken.");
        }

        try
        {
            using var reader = new StreamReader(file.OpenReadStream(MaxBytes), Utf8);
            return await reader.ReadToEndAsync();
        }
        catch (DecoderFallbackException)
        {
            return new Refusal(RefusalKind.Invalid, $"'{file.Name}' is not text in UTF-8.");
        }
        catch (IOException)
        {
            return new Refusal(RefusalKind.Invalid, $"'{file.Name}' could not be read: it is larger than it said, or the upload was interrupted.");
        }
    }

    /// <summary>Puts it where it belongs: a schema is the contract, all else is a sample.</summary>
    public static void Place(string text, RequestForm form)
    {
        if (text.Contains("http://www.w3.org/2001/XMLSchema\"", StringComparison.Ordinal) || text.Contains("http://www.w3.org/2001/XMLSchema'", StringComparison.Ordinal))
        {
            (form.Language, form.Schema) = (ContractLanguages.Xsd, text);
        }
        else if (text.TrimStart().StartsWith('{') && text.Contains("\"$schema\"", StringComparison.Ordinal))
        {
            (form.Language, form.Schema) = (ContractLanguages.JsonSchema, text);
        }
        else
        {
            form.Sample = text;
        }
    }
}
