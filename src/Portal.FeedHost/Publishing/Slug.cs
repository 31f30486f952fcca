using System.Text;
using Microsoft.AspNetCore.Http;

namespace Portal.FeedHost.Publishing;

/// <summary>The header <c>Slug</c> (RFC 5023 section 9.7): percent-encoded UTF-8. Pure.</summary>
internal static class Slug
{
    private const int MaxLength = 60;

    /// <summary>What can stand in an address: lower-case letters, digits and single hyphens; null when nothing is left.</summary>
    public static string? Of(HttpRequest request)
    {
        var text = new StringBuilder();
        foreach (var rune in Uri.UnescapeDataString(request.Headers["Slug"].ToString()).Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (text.Length >= MaxLength)
            {
                break;
            }

            if (Rune.IsLetterOrDigit(rune))
            {
                text.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (text.Length > 0 && text[^1] != '-')
            {
                text.Append('-');
            }
        }

        return text.ToString().Trim('-') is { Length: > 0 } slug ? slug : null;
    }
}
