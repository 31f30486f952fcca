namespace Portal.Catalogue.Feeds;

/// <summary>Addresses that people give: absolute, of the web, without secrets.</summary>
internal static class FeedAddress
{
    private const int MaxLength = 2000;

    /// <summary>What is wrong with an address; null when nothing is.</summary>
    public static string? Check(string? address)
    {
        if (string.IsNullOrWhiteSpace(address))
        {
            return "This is required.";
        }

        if (address.Length > MaxLength || !Uri.TryCreate(address, UriKind.Absolute, out var read)
            || (read.Scheme != Uri.UriSchemeHttp && read.Scheme != Uri.UriSchemeHttps))
        {
            return $"'{(address.Length > 100 ? address[..100] + "…" : address)}' is not an absolute http or https address.";
        }

        return read.UserInfo.Length > 0 ? "An address must not carry a user name or password." : null;
    }
}
