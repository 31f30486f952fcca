using System.Text;
using Portal.Events;

namespace Portal.Web.Shared.FeedParts;

/// <summary>Makes a feed id of a title: "Orders placed (EU)" becomes "orders-placed-eu". Pure.</summary>
internal static class FeedIdSuggestion
{
    private const int MaxLength = 60;

    public static string From(string title)
    {
        var id = new StringBuilder();
        foreach (var c in title)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                id.Append(char.ToLowerInvariant(c));
            }
            else if (id.Length > 0 && id[^1] != '-')
            {
                id.Append('-');
            }

            if (id.Length == MaxLength)
            {
                break;
            }
        }

        var text = id.ToString().TrimEnd('-');
        return FeedId.TryParse(text, out _) ? text : "";
    }
}
