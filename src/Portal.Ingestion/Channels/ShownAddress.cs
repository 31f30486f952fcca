namespace Portal.Ingestion.Channels;

/// <summary>Addresses as logs and messages may show them.</summary>
public static class ShownAddress
{
    /// <summary>The address without user name, password, query and fragment, which may hold secrets.</summary>
    public static string Of(Uri address) => address.GetComponents(
        UriComponents.Scheme | UriComponents.Host | UriComponents.Port | UriComponents.Path, UriFormat.UriEscaped);

    /// <summary>The address without user name, password, query and fragment; a word in its place when it is none.</summary>
    public static string Of(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) ? Of(uri) : "(not an address)";
}
