using System.Buffers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Ingestion.Channels.Credentials;

/// <summary>Credentials as somebody gives them, all fields of all kinds; which are needed the kind says.</summary>
public sealed record CredentialInput
{
    /// <summary>The most characters of a field.</summary>
    public const int MaxText = 16_000;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    // What the portal says itself, or what belongs to the connection.
    private static readonly HashSet<string> OwnHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Encoding", "Connection", "Content-Length", "Content-Type", "Host", "If-Modified-Since", "If-None-Match", "Keep-Alive",
        "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "User-Agent", "Via",
    };

    /// <summary><c>basic</c>, <c>bearer</c>, <c>header</c>, <c>certificate</c> or <c>oauth2</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The user's name (basic).</summary>
    public string? UserName { get; init; }

    /// <summary>The user's password (basic), or that of the file (certificate).</summary>
    public string? Password { get; init; }

    /// <summary>The token (bearer).</summary>
    public string? Token { get; init; }

    /// <summary>The header's name (header).</summary>
    public string? Name { get; init; }

    /// <summary>The header's value (header).</summary>
    public string? Value { get; init; }

    /// <summary>Certificate and private key as PEM text (certificate).</summary>
    public string? Pem { get; init; }

    /// <summary>Certificate and private key as PKCS #12 (<c>.pfx</c>, <c>.p12</c>) in base64 (certificate).</summary>
    public string? Pfx { get; init; }

    /// <summary>The token endpoint (oauth2).</summary>
    public string? TokenUrl { get; init; }

    /// <summary>The client (oauth2).</summary>
    public string? ClientId { get; init; }

    /// <summary>The client's secret (oauth2).</summary>
    public string? ClientSecret { get; init; }

    /// <summary>What is asked for (oauth2).</summary>
    public string? Scope { get; init; }

    /// <summary>The credentials, or what is wrong with the input: a message for each field.</summary>
    public (FeedCredentials? Credentials, IReadOnlyDictionary<string, string[]> Errors) Read()
    {
        Dictionary<string, string[]> errors = [];
        foreach (var (field, text) in new[] { ("userName", UserName), ("password", Password), ("token", Token), ("value", Value), ("clientSecret", ClientSecret), ("scope", Scope) })
        {
            if (text?.Length > MaxText)
            {
                errors[field] = [$"At most {MaxText} characters."];
            }
        }

        var credentials = errors.Count > 0 ? null : Type switch
        {
            "basic" => ReadBasic(errors),
            "bearer" => ReadBearer(errors),
            "header" => ReadHeader(errors),
            "certificate" => ReadCertificate(errors),
            "oauth2" => ReadOAuth(errors),
            _ => Bad(errors, "type", $"'{Type}' is no kind of credentials: use basic, bearer, header, certificate or oauth2."),
        };
        return (errors.Count > 0 ? null : credentials, errors);
    }

    private FeedCredentials? ReadBasic(Dictionary<string, string[]> errors) =>
        string.IsNullOrEmpty(UserName) ? Bad(errors, "userName", "This is required.")
        : UserName.Contains(':', StringComparison.Ordinal) ? Bad(errors, "userName", "A user name with a colon cannot be sent (RFC 7617).")
        : UserName.Any(char.IsControl) || (Password ?? "").Any(char.IsControl) ? Bad(errors, "userName", "Control characters cannot be sent.")
        : new FeedCredentials.Basic(UserName, Password ?? "");

    // RFC 6750 section 2.1
    private FeedCredentials? ReadBearer(Dictionary<string, string[]> errors) =>
        Token?.Trim() is not { Length: > 0 } token ? Bad(errors, "token", "This is required.")
        : token.Any(c => c is <= ' ' or > '~') ? Bad(errors, "token", "A token has no spaces and only ASCII characters; leave out the word Bearer.")
        : new FeedCredentials.Bearer(token);

    private FeedCredentials? ReadHeader(Dictionary<string, string[]> errors) =>
        Name?.Trim() is not { Length: > 0 and <= 100 } name || name.AsSpan().ContainsAnyExcept(NameCharacters)
            ? Bad(errors, "name", "The name of a header is required, for example X-Api-Key.")
        : OwnHeaders.Contains(name) || name.StartsWith("Sec-", StringComparison.OrdinalIgnoreCase) ? Bad(errors, "name", $"The portal sends '{name}' itself.")
        : Value?.Trim() is not { Length: > 0 } value ? Bad(errors, "value", "This is required.")
        : value.Any(c => c is < ' ' or > 'ÿ' or '\x7F') ? Bad(errors, "value", "This has characters that no header can have.")
        : new FeedCredentials.Header(name, value);

    private FeedCredentials? ReadCertificate(Dictionary<string, string[]> errors)
    {
        if (string.IsNullOrWhiteSpace(Pem) == string.IsNullOrWhiteSpace(Pfx))
        {
            return Bad(errors, "pem", "Give the certificate with its private key, either as PEM text or as a PKCS #12 file.");
        }

        var field = string.IsNullOrWhiteSpace(Pem) ? "pfx" : "pem";
        if ((Pem ?? Pfx)!.Length > MaxText * 4)
        {
            return Bad(errors, field, "This is too large for a certificate.");
        }

        try
        {
            using var certificate = string.IsNullOrWhiteSpace(Pem)
                ? X509CertificateLoader.LoadPkcs12(Convert.FromBase64String(Pfx!), Password, X509KeyStorageFlags.Exportable | X509KeyStorageFlags.EphemeralKeySet)
                : string.IsNullOrEmpty(Password) ? X509Certificate2.CreateFromPem(Pem, Pem) : X509Certificate2.CreateFromEncryptedPem(Pem, Pem, Password);
            return certificate.HasPrivateKey
                ? new FeedCredentials.Certificate(certificate.Export(X509ContentType.Pkcs12))
                : Bad(errors, field, "The certificate comes without its private key.");
        }
        catch (FormatException)
        {
            return Bad(errors, field, "This is not base64.");
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return Bad(errors, field, "This is no certificate with a private key, or the password does not fit.");
        }
    }

    private FeedCredentials.OAuth? ReadOAuth(Dictionary<string, string[]> errors)
    {
        if (!Uri.TryCreate(TokenUrl?.Trim(), UriKind.Absolute, out var address) || address is not { Scheme: "http" or "https", UserInfo.Length: 0 })
        {
            Bad(errors, "tokenUrl", "The address of the token endpoint is required: http or https.");
        }

        if (string.IsNullOrWhiteSpace(ClientId))
        {
            Bad(errors, "clientId", "This is required.");
        }

        if (string.IsNullOrEmpty(ClientSecret))
        {
            Bad(errors, "clientSecret", "This is required.");
        }

        return errors.Count > 0 ? null : new FeedCredentials.OAuth(
            address!.AbsoluteUri, ClientId!.Trim(), ClientSecret!, string.IsNullOrWhiteSpace(Scope) ? null : Scope.Trim());
    }

    private static FeedCredentials? Bad(Dictionary<string, string[]> errors, string field, string message)
    {
        errors[field] = [message];
        return null;
    }

    /// <summary>Says nothing of what is secret.</summary>
    public override string ToString() => $"{nameof(CredentialInput)} {Type}";
}
