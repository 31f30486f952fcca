namespace Portal.Web.Features.Account;

/// <summary>Where to go after signing in: only to a place in this portal, whatever the address asks for.</summary>
internal static class ReturnAddress
{
    private const int MaxLength = 2000;

    /// <summary>The address when it is a path of this portal, else the home page.</summary>
    /// <param name="asked">What the address or the form asks for.</param>
    public static string OrHome(string? asked) => IsLocal(asked) ? asked! : "/";

    // "//host" and "/\host" lead elsewhere, and browsers drop tabs and line breaks before they look.
    private static bool IsLocal(string? asked) =>
        asked is { Length: > 0 and <= MaxLength }
        && asked[0] == '/'
        && (asked.Length == 1 || asked[1] is not ('/' or '\\'))
        && !asked.Any(char.IsControl);
}
