using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Portal.FeedHost.Hub;

/// <summary>What a subscriber asks for (WebSub, section 5.1). Parameters that are not known are passed over. Pure.</summary>
internal sealed record HubRequest(bool Unsubscribe, string Topic, Uri Callback, int LeaseSeconds, string? Secret)
{
    public const int DefaultLease = 10 * 24 * 3600;
    public const int ShortestLease = 5 * 60;
    public const int LongestLease = 30 * 24 * 3600;

    private const int MaxAddress = 2048;

    // WebSub, section 5.1: the secret must be less than 200 bytes.
    private const int MaxSecretBytes = 199;

    /// <summary>Reads the form; what is wrong with it comes in place of the request.</summary>
    public static (HubRequest? Request, string? Problem) Read(IFormCollection form)
    {
        var mode = form["hub.mode"].ToString();
        if (mode is not ("subscribe" or "unsubscribe"))
        {
            return (null, $"hub.mode must be subscribe or unsubscribe; this is '{mode}'. Entries are published with POST to the feed itself.");
        }

        var topic = form["hub.topic"].ToString();
        if (topic.Length is 0 or > MaxAddress)
        {
            return (null, $"hub.topic must be the address of a feed, at most {MaxAddress} characters.");
        }

        if (ReadCallback(form["hub.callback"].ToString()) is not { } callback)
        {
            return (null, $"hub.callback must be an absolute http or https address without a fragment, at most {MaxAddress} characters.");
        }

        var lease = DefaultLease;
        if (form["hub.lease_seconds"].ToString() is { Length: > 0 } given
            && (!decimal.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                || !TryClamp(seconds, out lease)))
        {
            return (null, $"hub.lease_seconds must be a number of seconds greater than 0; this is '{given}'.");
        }

        var secret = form["hub.secret"].ToString();
        return Encoding.UTF8.GetByteCount(secret) > MaxSecretBytes
            ? (null, $"hub.secret must have at most {MaxSecretBytes} bytes.")
            : (new HubRequest(mode == "unsubscribe", topic, callback, lease, secret.Length == 0 ? null : secret), null);
    }

    private static Uri? ReadCallback(string text) =>
        text.Length <= MaxAddress && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https" && address.Fragment.Length == 0
            ? address
            : null;

    // The hub decides how long a lease is, and tells when it asks for confirmation (WebSub, section 5.1).
    private static bool TryClamp(decimal seconds, out int lease)
    {
        lease = (int)Math.Clamp(seconds, ShortestLease, LongestLease);
        return seconds > 0;
    }
}
