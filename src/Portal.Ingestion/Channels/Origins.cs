namespace Portal.Ingestion.Channels;

/// <summary>Which addresses belong to the same server (RFC 6454 section 4).</summary>
internal static class Origins
{
    public static bool AreSame(Uri left, Uri right) =>
        Uri.Compare(left, right, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>The address with the credentials of another one, if both have the same origin.</summary>
    public static Uri WithCredentials(Uri address, Uri source)
    {
        if (source.UserInfo.Length == 0 || !AreSame(address, source))
        {
            return WithoutCredentials(address);
        }

        var parts = source.UserInfo.Split(':', 2);
        return new UriBuilder(address) { UserName = parts[0], Password = parts.Length > 1 ? parts[1] : "" }.Uri;
    }

    public static Uri WithoutCredentials(Uri address) =>
        address.UserInfo.Length == 0 ? address : new UriBuilder(address) { UserName = "", Password = "" }.Uri;
}
