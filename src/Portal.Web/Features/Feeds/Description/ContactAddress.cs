using System.Net.Mail;

namespace Portal.Web.Features.Feeds.Description;

/// <summary>Where a contact's address leads.</summary>
internal static class ContactAddress
{
    /// <summary>The link; null for what is no e-mail and no web address.</summary>
    public static string? Href(string? address) => address switch
    {
        null => null,
        _ when Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) => address,
        _ when address.Contains('@') && MailAddress.TryCreate(address, out var mail) && mail.Address == address => $"mailto:{address}",
        _ => null,
    };
}
