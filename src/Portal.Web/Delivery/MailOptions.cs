using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Portal.Web.Delivery;

/// <summary>How e-mail is sent: the section <c>Portal:Mail</c>. Without a host none is.</summary>
internal sealed class MailOptions
{
    public const string Section = "Portal:Mail";

    /// <summary>The SMTP server; none when empty.</summary>
    public string? Host { get; set; }

    /// <summary>Its port.</summary>
    public int Port { get; set; } = 587;

    /// <summary>How the connection is encrypted: <c>StartTls</c>, <c>SslOnConnect</c> or <c>None</c>.</summary>
    public SecureSocketOptions Security { get; set; } = SecureSocketOptions.StartTls;

    /// <summary>Who signs in; nobody when empty.</summary>
    public string? UserName { get; set; }

    /// <summary>Their password.</summary>
    public string? Password { get; set; }

    /// <summary>The address that messages come from.</summary>
    public string? From { get; set; }
}

internal sealed class MailOptionsValidator : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Host))
        {
            return ValidateOptionsResult.Success;
        }

        List<string> errors = [];
        if (options.Port is < 1 or > ushort.MaxValue)
        {
            errors.Add($"{MailOptions.Section}:Port is {options.Port}: it must be 1 to {ushort.MaxValue}.");
        }

        if (!MailboxAddress.TryParse(options.From ?? "", out _))
        {
            errors.Add($"{MailOptions.Section}:From is '{options.From}': it must be an e-mail address.");
        }

        if (string.IsNullOrEmpty(options.UserName) != string.IsNullOrEmpty(options.Password))
        {
            errors.Add($"{MailOptions.Section}:UserName and {MailOptions.Section}:Password are given together or not at all.");
        }

        if (options.Security is SecureSocketOptions.None && !string.IsNullOrEmpty(options.Password))
        {
            errors.Add($"{MailOptions.Section}:Security is None: a password is sent over an encrypted connection only.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
