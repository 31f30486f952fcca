using System.Globalization;
using System.Text;
using Portal.Events;

namespace Portal.Web.Catalogue;

/// <summary>Suggests the id of a feed from its title.</summary>
internal static class SuggestedId
{
    /// <summary>The title in lower case and ASCII, words joined by hyphens: "Lieferungen für Übersee" becomes <c>lieferungen-fur-ubersee</c>.</summary>
    public static string Of(string title)
    {
        var id = new StringBuilder();
        foreach (var c in title.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                id.Append(c);
            }
            else if (id.Length > 0 && id[^1] != '-' && char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                id.Append('-');
            }
        }

        var text = id.ToString();
        return (text.Length > FeedId.MaxLength ? text[..FeedId.MaxLength] : text).Trim('-');
    }
}
