using Microsoft.Extensions.Options;

namespace Portal.Ingestion.WebSub;

/// <summary>Under which address others reach the portal: the section <c>Portal</c>.</summary>
public sealed class CallbackOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Portal";

    /// <summary>
    /// The address that hubs call the portal by, for example <c>https://portal.example.org</c>, with the path that a proxy
    /// puts before it, if any. Without it, it is what the server listens on.
    /// </summary>
    public string? PublicAddress { get; set; }
}

/// <summary>Holds the options against what can work; every error names its key.</summary>
internal sealed class CallbackOptionsValidator : IValidateOptions<CallbackOptions>
{
    public ValidateOptionsResult Validate(string? name, CallbackOptions options) =>
        string.IsNullOrWhiteSpace(options.PublicAddress)
        || (Uri.TryCreate(options.PublicAddress, UriKind.Absolute, out var address)
            && address is { Scheme: "http" or "https", UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 })
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{CallbackOptions.Section}:{nameof(options.PublicAddress)} is '{options.PublicAddress}': it must be an http or https address without query.");
}
