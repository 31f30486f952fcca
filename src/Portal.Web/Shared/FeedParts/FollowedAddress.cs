namespace Portal.Web.Shared.FeedParts;

/// <summary>The addresses of followed feeds, so that one is known again however it was written.</summary>
internal static class FollowedAddress
{
    private const string FeedScheme = "feed://";

    /// <summary>
    /// The address in its usual form (RFC 3986 section 6.2.2 and 6.2.3: scheme and host in small letters, no port that goes without saying);
    /// null when it is no absolute http or https address. What some programs write as <c>feed://</c> is http.
    /// </summary>
    public static string? Of(string text)
    {
        var trimmed = text.Trim();
        var full = trimmed.StartsWith(FeedScheme, StringComparison.OrdinalIgnoreCase) ? "http://" + trimmed[FeedScheme.Length..] : trimmed;
        return Uri.TryCreate(full, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address.AbsoluteUri : null;
    }
}
