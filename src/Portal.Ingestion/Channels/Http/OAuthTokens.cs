using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portal.Ingestion.Channels.Credentials;
using Portal.Ingestion.Subscriptions;

namespace Portal.Ingestion.Channels.Http;

/// <summary>A token, or why there is none.</summary>
internal readonly record struct TokenResult(string? Token, FetchResult? Failure);

/// <summary>
/// Gets tokens for client credentials (RFC 6749 section 4.4) and keeps each until it ends or is refused, at most
/// <see cref="MaxTokens"/>. The token endpoint is judged like any other address; it is not followed elsewhere.
/// </summary>
internal sealed class OAuthTokens(HttpMessageInvoker http, TimeProvider time)
{
    public const int MaxTokens = 1000;

    private const int MaxAnswer = 64 * 1024;

    // A token that ends while the question is under way is refused.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    // RFC 6749 section 5.1 only recommends that the end is told; a token that ends earlier is refused and replaced.
    private static readonly TimeSpan UntoldLife = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (string Token, DateTimeOffset Ends)> _tokens = new(StringComparer.Ordinal);

    /// <summary>A token.</summary>
    /// <param name="client">Whose.</param>
    /// <param name="refused">The token that the source has just refused; null for none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<TokenResult> GetAsync(FeedCredentials.OAuth client, string? refused, CancellationToken cancellationToken)
    {
        var key = KeyOf(client);
        if (_tokens.TryGetValue(key, out var kept) && kept.Token != refused && kept.Ends > time.GetUtcNow())
        {
            return new TokenResult(kept.Token, null);
        }

        var address = new Uri(client.TokenAddress);
        try
        {
            // Authentication by header is what every endpoint must know (section 2.3.1); some know the other way only.
            var (status, answer) = await AskAsync(client, address, inBody: false, cancellationToken);
            if (status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized)
            {
                (status, answer) = await AskAsync(client, address, inBody: true, cancellationToken);
            }

            return Keep(key, address, status, answer);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && HttpFailures.OfException(exception, address) is not null)
        {
            var failure = HttpFailures.OfException(exception, address)!;
            return new TokenResult(null, failure with { Detail = $"No token: {failure.Detail}" });
        }
    }

    private async Task<(HttpStatusCode Status, byte[] Answer)> AskAsync(FeedCredentials.OAuth client, Uri address, bool inBody, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> form = [new("grant_type", "client_credentials")];
        if (client.Scope is { } scope)
        {
            form.Add(new("scope", scope));
        }

        if (inBody)
        {
            form.AddRange([new("client_id", client.ClientId), new("client_secret", client.ClientSecret)]);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) };
        request.Headers.TryAddWithoutValidation("User-Agent", OutgoingHttp.UserAgent("event feed follower"));
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (!inBody)
        {
            var pair = $"{WebUtility.UrlEncode(client.ClientId)}:{WebUtility.UrlEncode(client.ClientSecret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }

        using var response = await http.SendAsync(request, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MaxAnswer];
        var length = await stream.ReadAtLeastAsync(buffer, MaxAnswer, throwOnEndOfStream: false, cancellationToken);
        return (response.StatusCode, buffer[..length]);
    }

    private TokenResult Keep(string key, Uri address, HttpStatusCode status, byte[] answer)
    {
        var (token, seconds, error) = Read(answer);
        if ((int)status != 200 || token is null)
        {
            _tokens.TryRemove(key, out _);
            var said = error is null ? "" : $" ({error})";
            return new TokenResult(null, FetchResult.Failure(
                (int)status >= 500 ? PollProblem.ServerError : PollProblem.Unauthorised,
                string.Create(CultureInfo.InvariantCulture, $"The token endpoint {ShownAddress.Of(address)} gave no token: it answered {(int)status}{said}.")));
        }

        if (_tokens.Count >= MaxTokens)
        {
            _tokens.Clear(); // each is asked for again
        }

        var life = seconds is { } told ? TimeSpan.FromSeconds(told) : UntoldLife;
        _tokens[key] = (token, time.GetUtcNow() + (life > Margin * 2 ? life - Margin : life / 2));
        return new TokenResult(token, null);
    }

    // { "access_token": "...", "token_type": "Bearer", "expires_in": 3600 } or { "error": "invalid_client" }
    private static (string? Token, int? Seconds, string? Error) Read(byte[] answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            var root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object ? default : (
                Text("access_token") is { } token && token.All(c => c is > ' ' and <= '~') ? token : null,
                root.TryGetProperty("expires_in", out var seconds) && seconds.ValueKind == JsonValueKind.Number && seconds.TryGetInt32(out var life) && life > 0 ? life : null,
                Text("error") is { Length: <= 60 } error && error.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? error : null);

            string? Text(string name) =>
                root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string KeyOf(FeedCredentials.OAuth client) => Convert.ToHexString(SHA256.HashData(
        JsonSerializer.SerializeToUtf8Bytes(new[] { client.TokenAddress, client.ClientId, client.ClientSecret, client.Scope })));
}
