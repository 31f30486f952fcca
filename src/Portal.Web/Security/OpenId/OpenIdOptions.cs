using Microsoft.Extensions.Options;
using Portal.Catalogue.Access;

namespace Portal.Web.Security.OpenId;

/// <summary>The section <c>Portal:OpenIdConnect</c>: a provider that people may come in through, beside accounts of the portal.</summary>
internal sealed class OpenIdOptions
{
    public const string Section = "Portal:OpenIdConnect";

    /// <summary>The address of the provider; nothing is set up when empty.</summary>
    public string? Authority { get; set; }

    /// <summary>The portal's id at the provider.</summary>
    public string? ClientId { get; set; }

    /// <summary>The portal's secret at the provider.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>What the button on the sign-in page calls the provider.</summary>
    public string Name { get; set; } = "your organisation";

    /// <summary>What is asked for besides <c>openid</c>, with spaces between.</summary>
    public string Scopes { get; set; } = "profile email";

    /// <summary>The claim that <see cref="Roles"/> are mapped from.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>The role for each value of the claim. When there are any, they alone decide, at each sign-in.</summary>
    public Dictionary<string, string> Roles { get; } = [];

    /// <summary>The role of somebody new while no roles are mapped; nobody new is let in when empty.</summary>
    public string DefaultRole { get; set; } = PortalRoles.Viewer;

    /// <summary>The claim that teams come from; teams stay as operators set them when empty.</summary>
    public string? TeamClaim { get; set; }

    /// <summary>The team for each value of the claim; values that are not named are left out. Without any, values are the names of teams.</summary>
    public Dictionary<string, string> Teams { get; } = [];

    /// <summary>Whether somebody new with the verified address of an existing account is that person.</summary>
    public bool LinkByEmail { get; set; }

    public bool IsConfigured => !string.IsNullOrWhiteSpace(Authority);
}

internal sealed class OpenIdOptionsValidator : IValidateOptions<OpenIdOptions>
{
    public ValidateOptionsResult Validate(string? name, OpenIdOptions options)
    {
        if (!options.IsConfigured)
        {
            return ValidateOptionsResult.Success;
        }

        List<string> wrong = [];
        if (!Uri.TryCreate(options.Authority, UriKind.Absolute, out var authority))
        {
            wrong.Add($"{OpenIdOptions.Section}:Authority: '{options.Authority}' is not an address.");
        }
        else if (authority.Scheme != Uri.UriSchemeHttps && !authority.IsLoopback)
        {
            wrong.Add($"{OpenIdOptions.Section}:Authority must be https: what the provider says decides who comes in.");
        }

        if (string.IsNullOrWhiteSpace(options.ClientId))
        {
            wrong.Add($"{OpenIdOptions.Section}:ClientId is required with Authority.");
        }

        foreach (var role in options.Roles.Values.Append(options.DefaultRole).Where(role => role.Length > 0 && !PortalRoles.All.Contains(role)).Distinct())
        {
            wrong.Add($"{OpenIdOptions.Section}: '{role}' is not a role: use {string.Join(", ", PortalRoles.All)}.");
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
