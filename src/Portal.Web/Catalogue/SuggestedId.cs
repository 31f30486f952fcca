using System.Text;
using Portal.Events;

namespace Portal.Web.Catalogue;

/// <summary>Suggests the id of a feed from its title.</summary>
internal static class SuggestedId
{
    // A table, because decomposition needs data that the portal runs without.
    private const string Accented = "àáâãäåæāăąçćčďđèéêëēęěğìíîïīıłñńňòóôõöøőœřśšşßťùúûüūůűýÿźżž";
    private const string Plain = "aaaaaaaaaacccddeeeeeeegiiiiiilnnnoooooooorsssstuuuuuuuyyzzz";

    /// <summary>The title in lower case and ASCII, words joined by hyphens: "Lieferungen für Übersee" becomes <c>lieferungen-fur-ubersee</c>.</summary>
    public static string Of(string title)
    {
        var id = new StringBuilder();
        foreach (var letter in title.ToLowerInvariant())
        {
            var c = Accented.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at ? Plain[at] : letter;
            if (char.IsAsciiLetterOrDigit(c))
            {
                id.Append(c);
            }
            else if (id.Length > 0 && id[^1] != '-')
            {
                id.Append('-');
            }
        }

        var text = id.ToString();
        return (text.Length > FeedId.MaxLength ? text[..FeedId.MaxLength] : text).Trim('-');
    }
}
