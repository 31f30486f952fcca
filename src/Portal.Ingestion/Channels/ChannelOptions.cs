using Microsoft.Extensions.Options;
using Portal.Ingestion.Channels.Http;

namespace Portal.Ingestion.Channels;

/// <summary>How the portal reaches out to the sources that it follows: the section <c>Portal:Channels</c>.</summary>
public sealed class ChannelOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Portal:Channels";

    /// <summary>
    /// Whether sources may be on loopback, private, link-local and other addresses that are not public.
    /// Off, a feed's address cannot be used to look into the network that the portal stands in.
    /// </summary>
    public bool AllowPrivateNetworks { get; set; }

    /// <summary>The schemes that are called, separated by commas.</summary>
    public string AllowedSchemes { get; set; } = "http, https";

    /// <summary>The ports that are called, separated by commas, as <c>80, 443, 8000-8999</c>; empty for any.</summary>
    public string AllowedPorts { get; set; } = "";

    /// <summary>The time for one request: its redirects and its whole body.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>The time for one poll: the first document and the older pages that it leads to.</summary>
    public TimeSpan PollTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The most bytes of one document, decompressed.</summary>
    public int MaxDocumentBytes { get; set; } = 20 * 1024 * 1024;

    /// <summary>The most scheduled polls at once; polls that somebody asked for have as many places of their own.</summary>
    public int MaxConcurrentPolls { get; set; } = 16;

    /// <summary>The most scheduled polls at once of one host, so that a host with many feeds is not rushed.</summary>
    public int MaxConcurrentPollsPerHost { get; set; } = 4;

    /// <summary>The least time between the starts of two scheduled polls of one host; zero for none.</summary>
    public TimeSpan PausePerHost { get; set; } = TimeSpan.FromMilliseconds(20);
}

/// <summary>Holds the options against what can work; every error names its key.</summary>
internal sealed class ChannelOptionsValidator : IValidateOptions<ChannelOptions>
{
    public ValidateOptionsResult Validate(string? name, ChannelOptions options)
    {
        List<string> errors = [];
        Check(OutgoingRules.Words(options.AllowedSchemes) is { Length: > 0 } schemes && schemes.All(scheme => scheme.ToLowerInvariant() is "http" or "https"),
            nameof(options.AllowedSchemes), options.AllowedSchemes, "http, https, or both, separated by a comma");
        Check(OutgoingRules.PortsOf(options.AllowedPorts) is not null,
            nameof(options.AllowedPorts), options.AllowedPorts, "empty, or ports and ranges of them, as 80, 443, 8000-8999");
        Check(options.RequestTimeout > TimeSpan.Zero && options.RequestTimeout <= TimeSpan.FromMinutes(5),
            nameof(options.RequestTimeout), options.RequestTimeout, "more than 0 and at most 5 minutes");
        Check(options.PollTimeout >= options.RequestTimeout && options.PollTimeout <= TimeSpan.FromHours(1),
            nameof(options.PollTimeout), options.PollTimeout, "at least RequestTimeout and at most 1 hour");
        Check(options.MaxDocumentBytes is >= 1024 and <= 1024 * 1024 * 1024,
            nameof(options.MaxDocumentBytes), options.MaxDocumentBytes, "1 KiB to 1 GiB, in bytes");
        Check(options.MaxConcurrentPolls is >= 1 and <= 1000,
            nameof(options.MaxConcurrentPolls), options.MaxConcurrentPolls, "1 to 1000");
        Check(options.MaxConcurrentPollsPerHost >= 1 && options.MaxConcurrentPollsPerHost <= options.MaxConcurrentPolls,
            nameof(options.MaxConcurrentPollsPerHost), options.MaxConcurrentPollsPerHost, "1 to MaxConcurrentPolls");
        Check(options.PausePerHost >= TimeSpan.Zero && options.PausePerHost <= TimeSpan.FromMinutes(1),
            nameof(options.PausePerHost), options.PausePerHost, "0 to 1 minute");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check(bool holds, string key, object value, string rule)
        {
            if (!holds)
            {
                errors.Add($"{ChannelOptions.Section}:{key} is '{value}': it must be {rule}.");
            }
        }
    }
}
