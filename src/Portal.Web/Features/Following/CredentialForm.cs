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

    public string UserName { get; set; } = "";

    public string Password { get; set; } = "";

    public string Token { get; set; } = "";

    public string Name { get; set; } = "";

    public string Value { get; set; } = "";

    public string Pem { get; set; } = "";

    /// <summary>A chosen file, in base64; null when none was.</summary>
    public string? Pfx { get; set; }

    public string TokenUrl { get; set; } = "";

    public string ClientId { get; set; } = "";

    public string ClientSecret { get; set; } = "";

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
