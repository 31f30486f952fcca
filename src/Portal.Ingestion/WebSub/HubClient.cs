using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Channels.Http;

namespace Portal.Ingestion.WebSub;

/// <summary>What is asked of a hub (WebSub, section 5.1).</summary>
/// <param name="Hub">The hub's address.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Callback">Where notifications go.</param>
/// <param name="Secret">With what they are signed; null to unsubscribe.</param>
/// <param name="Source">The feed's address, whose credentials serve for a hub of the same origin.</param>
internal sealed record HubRequest(Uri Hub, string Topic, Uri Callback, string? Secret, Uri? Source);

/// <summary>Why a hub did not take a request.</summary>
/// <param name="Problem">For people.</param>
/// <param name="RetryAfter">How long it asks to be left alone.</param>
internal sealed record HubRefusal(string Problem, TimeSpan? RetryAfter = null);

/// <summary>Asks hubs.</summary>
internal interface IHubClient
{
    /// <summary>Asks once; null when the hub took the request. Whatever it does is a value; only cancellation throws.</summary>
    Task<HubRefusal?> AskAsync(HubRequest request, CancellationToken cancellationToken);
}

/// <summary>Asks hubs over HTTP, past the same guard as polls.</summary>
internal sealed class HubClient(IOptions<ChannelOptions> options, TimeProvider time) : IHubClient, IDisposable
{
    public const int MaxRedirects = 5;

    private const int MaxReason = 1024;
    private static readonly string Agent = OutgoingHttp.UserAgent("WebSub subscriber");

    private readonly HttpMessageInvoker _http = OutgoingHttp.Create(options.Value);

    public async Task<HubRefusal?> AskAsync(HubRequest request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Value.RequestTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await FollowAsync(request, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new HubRefusal($"The hub did not answer within {options.Value.RequestTimeout.TotalSeconds:0.#} seconds.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException
            && HttpFailures.OfException(exception, request.Hub) is not null)
        {
            return new HubRefusal($"The hub cannot be reached. {HttpFailures.OfException(exception, request.Hub)!.Detail}");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HubRefusal?> FollowAsync(HubRequest request, CancellationToken cancellationToken)
    {
        var address = request.Hub;
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            using var message = Question(request, address);
            using var response = await _http.SendAsync(message, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return null;
            }

            // Section 5.1: these two, which keep method and body, are followed; others are no answer of a hub.
            if ((int)response.StatusCode is not (307 or 308))
            {
                return await RefusalAsync(response, cancellationToken);
            }

            if (!Uri.TryCreate(address, response.Headers.Location, out var target) || target.Scheme is not ("http" or "https"))
            {
                return new HubRefusal($"The hub redirects ({(int)response.StatusCode}) without saying where to.");
            }

            if (address.Scheme == "https" && target.Scheme != "https" && request.Secret is not null)
            {
                return new HubRefusal($"The hub redirects from https to http, over which the secret would be readable: {ShownAddress.Of(target)}.");
            }

            address = Origins.WithoutCredentials(target);
        }

        return new HubRefusal($"The hub redirects more than {MaxRedirects} times.");
    }

    private static HttpRequestMessage Question(HubRequest request, Uri address)
    {
        List<KeyValuePair<string, string>> form =
        [
            new("hub.mode", request.Secret is null ? "unsubscribe" : "subscribe"),
            new("hub.topic", request.Topic),
            new("hub.callback", request.Callback.AbsoluteUri),
        ];
        if (request.Secret is { } secret)
        {
            form.Add(new("hub.secret", secret));
            form.Add(new("hub.lease_seconds", PushRules.WantedLease.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)));
        }

        var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) };
        message.Headers.TryAddWithoutValidation("User-Agent", Agent);
        if (request.Source is { UserInfo.Length: > 0 } source && Origins.AreSame(address, source))
        {
            message.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(source.UserInfo))));
        }

        return message;
    }

    private async Task<HubRefusal> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var retryAfter = response.Headers.NonValidated.TryGetValues("Retry-After", out var values)
            ? HttpHints.RetryAfter(values.ToString(), time.GetUtcNow())
            : null;
        var reason = response.Content.Headers.ContentType?.MediaType is "text/plain" or "application/json" or "application/problem+json"
            ? ShownText.Of(await StartOfAsync(response.Content, cancellationToken))
            : "";
        return new HubRefusal($"The hub answered {(int)response.StatusCode}{(reason.Length > 0 ? ": " + reason : ".")}", retryAfter);
    }

    private static async Task<string> StartOfAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxReason];
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }
}
