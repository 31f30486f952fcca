using Portal.Ingestion.Channels.Credentials;
using Portal.Web.Catalogue;

namespace Portal.Web.Features.Following;

/// <summary>Credentials while they are typed. What is stored already is not in it: it is replaced or kept, never shown.</summary>
public sealed class CredentialForm
{
    /// <summary>The choice that leaves what is stored as it is.</summary>
    public const string Keep = "keep";

    /// <summary>The kind, <see cref="Keep"/>, or none.</summary>
    public string Kind { get; set; } = CredentialDesk.None;

    /// <summary>The user, for basic authentication.</summary>
    public string UserName { get; set; } = "";

    /// <summary>The password, or the one that opens the certificate.</summary>
    public string Password { get; set; } = "";

    /// <summary>The bearer token.</summary>
    public string Token { get; set; } = "";

    /// <summary>The header's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>The header's value.</summary>
    public string Value { get; set; } = "";

    /// <summary>A certificate with its private key, as PEM.</summary>
    public string Pem { get; set; } = "";

    /// <summary>A chosen file, in base64; null when none was.</summary>
    public string? Pfx { get; set; }

    /// <summary>The token endpoint, for OAuth 2 client credentials.</summary>
    public string TokenUrl { get; set; } = "";

    /// <summary>The client, for OAuth 2.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The client's secret, for OAuth 2.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>The scopes asked for, separated by spaces; empty for none.</summary>
    public string Scope { get; set; } = "";

    /// <summary>What was entered; null when what is stored stays.</summary>
    public CredentialInput? ToInput() => Kind == Keep ? null : new CredentialInput
    {
        Type = Kind,
        UserName = UserName,
        Password = Password,
        Token = Token,
        Name = Name,
        Value = Value,
        Pem = Pem.Length > 0 ? Pem : null,
        Pfx = Pfx,
        TokenUrl = TokenUrl,
        ClientId = ClientId,
        ClientSecret = ClientSecret,
        Scope = Scope,
    };
}
