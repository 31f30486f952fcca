using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Channels.Http;

namespace Portal.FeedHost.Hub;

/// <summary>What a callback answered.</summary>
internal enum HubAnswer
{
    /// <summary>As it should.</summary>
    Accepted,

    /// <summary>It wants nothing of this.</summary>
    Refused,

    /// <summary>It could not be reached, or failed: it is worth another attempt.</summary>
    Failed,
}

/// <summary>The outcome of one call.</summary>
/// <param name="Answer">What the callback answered.</param>
/// <param name="Problem">What was wrong, for people; null when it accepted.</param>
/// <param name="RetryAfter">How long it asks to be left alone.</param>
internal sealed record HubCall(HubAnswer Answer, string? Problem = null, TimeSpan? RetryAfter = null);

/// <summary>The calls that the hub makes to callbacks. Whatever a callback does is a value; only cancellation throws.</summary>
internal interface IHubCalls
{
    /// <summary>Asks whether the subscriber wants this (WebSub, section 5.3).</summary>
    Task<HubCall> ConfirmAsync(HubIntent intent, CancellationToken cancellationToken);

    /// <summary>Tells a subscriber that it is told of nothing any more (WebSub, section 5.2). What it answers does not matter.</summary>
    Task<HubCall> DenyAsync(string topic, string callback, string reason, CancellationToken cancellationToken);

    /// <summary>Delivers a document (WebSub, section 7), signed when there is a secret.</summary>
    Task<HubCall> DeliverAsync(HubPing ping, string callback, string? secret, CancellationToken cancellationToken);
}

/// <summary>The calls over HTTP.</summary>
internal sealed class HubCalls(IOptions<ChannelOptions> options, TimeProvider time) : IHubCalls, IDisposable
{
    /// <summary>The most calls at once; beyond it they wait.</summary>
    private const int MaxConcurrent = 32;

    private const int ChallengeBytes = 24;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly string Agent = OutgoingHttp.UserAgent("WebSub hub");

    private readonly HttpMessageInvoker _http = OutgoingHttp.Create(options.Value);
    private readonly SemaphoreSlim _places = new(MaxConcurrent);

    public async Task<HubCall> ConfirmAsync(HubIntent intent, CancellationToken cancellationToken)
    {
        var challenge = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(ChallengeBytes));
        var address = WithQuery(
            intent.Callback,
            ("hub.mode", intent.Unsubscribe ? "unsubscribe" : "subscribe"),
            ("hub.topic", intent.Topic),
            ("hub.challenge", challenge),
            ("hub.lease_seconds", intent.Unsubscribe ? null : intent.LeaseSeconds.ToString(CultureInfo.InvariantCulture)));
        return await CallAsync(new HttpRequestMessage(HttpMethod.Get, address), ReadAsync, cancellationToken);

        async Task<HubCall> ReadAsync(HttpResponseMessage response, CancellationToken token)
        {
            var status = (int)response.StatusCode;
            if (!response.IsSuccessStatusCode)
            {
                return new HubCall(status >= 500 ? HubAnswer.Failed : HubAnswer.Refused, $"The callback answered {status} when it was asked to confirm.");
            }

            var body = await ReadStartAsync(response.Content, token);
            return body.TrimEnd() == challenge
                ? new HubCall(HubAnswer.Accepted)
                : new HubCall(HubAnswer.Refused, "The callback did not answer with the challenge.");
        }
    }

    public Task<HubCall> DenyAsync(string topic, string callback, string reason, CancellationToken cancellationToken) => CallAsync(
        new HttpRequestMessage(HttpMethod.Get, WithQuery(callback, ("hub.mode", "denied"), ("hub.topic", topic), ("hub.reason", reason))),
        (_, _) => Task.FromResult(new HubCall(HubAnswer.Accepted)),
        cancellationToken);

    public Task<HubCall> DeliverAsync(HubPing ping, string callback, string? secret, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, callback) { Content = new ByteArrayContent(ping.Body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ping.ContentType);
        request.Headers.TryAddWithoutValidation("Link", ping.Link);
        if (secret is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Hub-Signature", HubPing.Sign(ping.Body, secret));
        }

        return CallAsync(request, (response, _) => Task.FromResult(OfDelivery(response)), cancellationToken);
    }

    public void Dispose()
    {
        _http.Dispose();
        _places.Dispose();
    }

    private static HubCall OfDelivery(HttpResponseMessage response) => response.StatusCode switch
    {
        _ when response.IsSuccessStatusCode => new HubCall(HubAnswer.Accepted),

        // WebSub, section 7: 410 ends the subscription.
        HttpStatusCode.Gone => new HubCall(HubAnswer.Refused, "The callback answered 410: it is gone."),
        var status => new HubCall(HubAnswer.Failed, $"The callback answered {(int)status}.", response.Headers.RetryAfter?.Delta),
    };

    private async Task<HubCall> CallAsync(
        HttpRequestMessage request, Func<HttpResponseMessage, CancellationToken, Task<HubCall>> read, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation("User-Agent", Agent);
        await _places.WaitAsync(cancellationToken);
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using (request)
            using (var response = await _http.SendAsync(request, both.Token))
            {
                return await read(response, both.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new HubCall(HubAnswer.Failed, $"The callback did not answer within {Timeout.TotalSeconds:0} seconds.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new HubCall(HubAnswer.Failed, $"The callback could not be reached: {(exception.InnerException ?? exception).Message}");
        }
        finally
        {
            _places.Release();
        }
    }

    // A challenge is short: what is longer is not it.
    private static async Task<string> ReadStartAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var buffer = new byte[1024];
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, read);
    }

    private static string WithQuery(string callback, params IEnumerable<(string Name, string? Value)> parameters) =>
        QueryHelpers.AddQueryString(callback, parameters.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Name, p.Value)));
}
