using Microsoft.Extensions.Options;

namespace Portal.Web.Security;

/// <summary>The section <c>Portal:Security</c>.</summary>
internal sealed class SecurityOptions
{
    public const string Section = "Portal:Security";

    /// <summary>The secret of a key with the roles operator and publisher, for automation; none when empty.</summary>
    public string? BootstrapApiKey { get; set; }

    /// <summary>Whether public feeds can be read without sign-in.</summary>
    public bool AnonymousReading { get; set; }

    /// <summary>Whether cookies are sent over plain HTTP outside Development too: for a network of one's own without TLS.</summary>
    public bool InsecureCookies { get; set; }

    /// <summary>How many requests a minute one caller may send to the management API.</summary>
    public int RequestsPerMinute { get; set; } = 6000;

    /// <summary>How many times a minute one address may try to sign in.</summary>
    public int SignInsPerMinute { get; set; } = 20;

    /// <summary>A certificate with its private key (PKCS #12) that the keys for cookies and secrets are encrypted with; none when empty.</summary>
    public string? KeyCertificate { get; set; }

    /// <summary>The password of <see cref="KeyCertificate"/>.</summary>
    public string? KeyCertificatePassword { get; set; }
}

internal sealed class SecurityOptionsValidator : IValidateOptions<SecurityOptions>
{
    private const int MinLength = 8;

    public ValidateOptionsResult Validate(string? name, SecurityOptions options)
    {
        List<string> wrong = [];
        if (options.BootstrapApiKey is { Length: > 0 and < MinLength })
        {
            wrong.Add($"{SecurityOptions.Section}:BootstrapApiKey is shorter than {MinLength} characters: anybody could guess it.");
        }

        if (options.RequestsPerMinute < 1)
        {
            wrong.Add($"{SecurityOptions.Section}:RequestsPerMinute must be at least 1.");
        }

        if (options.SignInsPerMinute < 1)
        {
            wrong.Add($"{SecurityOptions.Section}:SignInsPerMinute must be at least 1.");
        }

        if (!string.IsNullOrEmpty(options.KeyCertificate) && !File.Exists(options.KeyCertificate))
        {
            wrong.Add($"{SecurityOptions.Section}:KeyCertificate: there is no file '{options.KeyCertificate}'.");
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
