using System.Text.RegularExpressions;

namespace Portal.Catalogue.Requests.Policy;

/// <summary>The pattern of new ids. Matched without backtracking: no pattern takes long, whatever the id.</summary>
internal static class NameRule
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    public static bool IsUsable(string pattern)
    {
        try
        {
            _ = new Regex(Whole(pattern), Options);
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    public static bool Matches(string pattern, string id) => Regex.IsMatch(id, Whole(pattern), Options);

    private static string Whole(string pattern) => $@"\A(?:{pattern})\z";
}
