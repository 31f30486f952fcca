using Microsoft.Extensions.Options;

namespace Portal.Web.Security;

/// <summary>The section <c>Portal:Security</c>.</summary>
internal sealed class SecurityOptions
{
    public const string Section = "Portal:Security";

    /// <summary>The secret of a key with the roles operator and publisher, for automation; none when empty.</summary>
    public string? BootstrapApiKey { get; set; }
}

internal sealed class SecurityOptionsValidator : IValidateOptions<SecurityOptions>
{
    private const int MinLength = 8;

    public ValidateOptionsResult Validate(string? name, SecurityOptions options) =>
        options.BootstrapApiKey is { Length: > 0 and < MinLength }
            ? ValidateOptionsResult.Fail($"{SecurityOptions.Section}:BootstrapApiKey is shorter than {MinLength} characters: anybody could guess it.")
            : ValidateOptionsResult.Success;
}
