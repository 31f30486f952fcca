using System.Text.Json.Serialization;

namespace Portal.Ingestion.Channels.Credentials;

/// <summary>What a source wants to know of who asks, in the clear: only on its way to <see cref="CredentialVault"/> and to the source.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Basic), "basic")]
[JsonDerivedType(typeof(Bearer), "bearer")]
[JsonDerivedType(typeof(Header), "header")]
[JsonDerivedType(typeof(Certificate), "certificate")]
[JsonDerivedType(typeof(OAuth), "oauth2")]
public abstract record FeedCredentials
{
    private FeedCredentials()
    {
    }

    /// <summary>The kind, as the API names it.</summary>
    [JsonIgnore]
    public abstract string Kind { get; }

    /// <summary>Says nothing of what is secret, wherever it may be written.</summary>
    public sealed override string ToString() => Kind;

    /// <summary>User name and password (RFC 7617).</summary>
    public sealed record Basic(string UserName, string Password) : FeedCredentials
    {
        /// <inheritdoc />
        public override string Kind => "basic";
    }

    /// <summary>A token (RFC 6750).</summary>
    public sealed record Bearer(string Token) : FeedCredentials
    {
        /// <inheritdoc />
        public override string Kind => "bearer";
    }

    /// <summary>A header of the source's own, for example <c>X-Api-Key</c>.</summary>
    public sealed record Header(string Name, string Value) : FeedCredentials
    {
        /// <inheritdoc />
        public override string Kind => "header";
    }

    /// <summary>A client certificate with its private key, as PKCS #12 without a password.</summary>
    public sealed record Certificate(byte[] Pkcs12) : FeedCredentials
    {
        /// <inheritdoc />
        public override string Kind => "certificate";
    }

    /// <summary>OAuth 2 client credentials (RFC 6749 section 4.4).</summary>
    /// <param name="TokenAddress">The token endpoint.</param>
    /// <param name="ClientId">The client.</param>
    /// <param name="ClientSecret">Its secret.</param>
    /// <param name="Scope">What is asked for; null for the endpoint's default.</param>
    public sealed record OAuth(string TokenAddress, string ClientId, string ClientSecret, string? Scope) : FeedCredentials
    {
        /// <inheritdoc />
        public override string Kind => "oauth2";
    }
}

/// <summary>Credentials and the source that they were entered for: they are sent to no other origin.</summary>
/// <param name="Source">The feed's address when they were entered.</param>
/// <param name="Credentials">The credentials.</param>
public sealed record SourceCredentials(Uri Source, FeedCredentials Credentials)
{
    internal bool AreFor(Uri address) => Origins.AreSame(Source, address);
}
