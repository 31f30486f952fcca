using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using Portal.Ingestion.Channels.Credentials;
using Portal.Ingestion.Subscriptions;

namespace Portal.Ingestion.Channels.Http;

/// <summary>
/// Asks over HTTP: conditionally, compressed, within bounds of time and size. Redirects are followed here, so that
/// each address is judged; the connection itself judges again (<see cref="GuardedConnector"/>).
/// </summary>
internal sealed class HttpFeedChannel : IFeedChannel, IDisposable
{
    public const int MaxRedirects = 5;

    // A validator goes into every checkpoint and every request; longer ones are not worth it.
    private const int MaxValidator = 1024;

    private const int Chunk = 64 * 1024;

    private const string Accepted =
        "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, " +
        "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1";

    private readonly HttpMessageInvoker _http;
    private readonly CertificateClients _certified;
    private readonly OAuthTokens _tokens;
    private readonly OutgoingRules _rules;
    private readonly ChannelOptions _options;
    private readonly TimeProvider _time;

    public HttpFeedChannel(IOptions<ChannelOptions> options, TimeProvider time)
        : this(options.Value, time, Dns.GetHostAddressesAsync)
    {
    }

    internal HttpFeedChannel(ChannelOptions options, TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        _options = options;
        _time = time;
        _rules = new OutgoingRules(options);
        _http = OutgoingHttp.Create(options, resolve);
        _certified = new CertificateClients(certificate => OutgoingHttp.Create(options, resolve, certificate));
        _tokens = new OAuthTokens(_http, time);
    }

    private static string UserAgent { get; } = OutgoingHttp.UserAgent("event feed follower");

    public async Task<FetchResult> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await FollowAsync(request, both.Token);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested && timeout.IsCancellationRequested)
        {
            return TimedOut();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return TimedOut(); // the connection's own limit
        }
        catch (Exception exception) when (exception is not OperationCanceledException
            && HttpFailures.OfException(exception, request.Address) is not null)
        {
            return HttpFailures.OfException(exception, request.Address)!;
        }
    }

    public void Dispose()
    {
        _certified.Dispose();
        _http.Dispose();
    }

    private async Task<FetchResult> FollowAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        var address = request.Address;
        Uri? movedTo = null;
        var onlyPermanent = true;
        for (var redirects = 0; ; redirects++)
        {
            if (_rules.ProblemOf(address) is { } problem)
            {
                return FetchResult.Failure(redirects == 0 ? PollProblem.BadAddress : PollProblem.Redirects, problem);
            }

            var (answer, failure) = await AskAsync(request, address, cancellationToken);
            if (answer is null)
            {
                return failure!;
            }

            using var response = answer;
            if (!IsRedirect(response.StatusCode))
            {
                var result = await AnswerAsync(response, address, cancellationToken);
                return result.Kind == FetchKind.Failed ? result : result with { MovedTo = movedTo, IsMovedAllTheWay = movedTo is not null && onlyPermanent };
            }

            if (redirects == MaxRedirects)
            {
                return FetchResult.Failure(PollProblem.Redirects, $"There are more than {MaxRedirects} redirects; the last leads on from {ShownAddress.Of(address)}.");
            }

            if (!Uri.TryCreate(address, Header(response, "Location"), out var target))
            {
                return FetchResult.Failure(PollProblem.Redirects, $"{ShownAddress.Of(address)} redirects ({(int)response.StatusCode}) without saying where to.");
            }

            address = Origins.WithoutCredentials(target);
            onlyPermanent &= response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.PermanentRedirect;
            movedTo = onlyPermanent ? address : movedTo;
        }
    }

    // Credentials are for the origin that they were entered for, never for where it redirects to.
    private async Task<(HttpResponseMessage? Answer, FetchResult? Failure)> AskAsync(FetchRequest request, Uri address, CancellationToken cancellationToken)
    {
        var credentials = request.Credentials is { } given && given.AreFor(address) ? given.Credentials : null;
        if (credentials is not FeedCredentials.OAuth client)
        {
            var http = credentials is FeedCredentials.Certificate certificate ? _certified.For(certificate, address) : _http;
            using var message = Question(request, address, credentials, token: null);
            return (await http.SendAsync(message, cancellationToken), null);
        }

        string? refused = null;
        while (true)
        {
            var token = await _tokens.GetAsync(client, refused, cancellationToken);
            if (token.Token is null)
            {
                return (null, token.Failure);
            }

            using var message = Question(request, address, credentials, token.Token);
            var answer = await _http.SendAsync(message, cancellationToken);
            if (answer.StatusCode != HttpStatusCode.Unauthorized || refused is not null)
            {
                return (answer, null);
            }

            // It may have been taken back before its time: once more with another one.
            answer.Dispose();
            refused = token.Token;
        }
    }

    private static HttpRequestMessage Question(FetchRequest request, Uri address, FeedCredentials? credentials, string? token)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, address);
        Add("User-Agent", UserAgent);
        Add("Accept", Accepted);
        Add("If-None-Match", request.ETag);
        Add("If-Modified-Since", request.LastModified);

        switch (credentials)
        {
            case FeedCredentials.Basic basic:
                message.Headers.Authorization = BasicOf($"{basic.UserName}:{basic.Password}");
                break;
            case FeedCredentials.Bearer bearer:
                message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer.Token);
                break;
            case FeedCredentials.OAuth:
                message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                break;
            case FeedCredentials.Header header:
                Add(header.Name, header.Value);
                break;
            case null when request.Address.UserInfo is { Length: > 0 } user && Origins.AreSame(address, request.Address):
                message.Headers.Authorization = BasicOf(Uri.UnescapeDataString(user));
                break;
            default:
                break;
        }

        return message;

        static AuthenticationHeaderValue BasicOf(string pair) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    private async Task<FetchResult> AnswerAsync(HttpResponseMessage response, Uri address, CancellationToken cancellationToken)
    {
        var retryAfter = HttpHints.RetryAfter(Header(response, "Retry-After"), _time.GetUtcNow());
        var answer = new FetchResult
        {
            Kind = FetchKind.NotModified,
            Status = (int)response.StatusCode,
            Date = response.Headers.Date,
            BaseAddress = BaseOf(response, address),
            ContentType = Header(response, "Content-Type"),
            ContentLanguage = Header(response, "Content-Language"),
            Link = Header(response, "Link"),
            ETag = Validator(response, "ETag"),
            LastModified = Validator(response, "Last-Modified"),
            MaxAge = HttpHints.MaxAge(Header(response, "Cache-Control"), Header(response, "Age")),
            RetryAfter = retryAfter,
        };
        if (response.StatusCode == HttpStatusCode.NotModified)
        {
            return answer;
        }

        if (!response.IsSuccessStatusCode)
        {
            return HttpFailures.OfStatus(response.StatusCode, retryAfter);
        }

        return await ReadAsync(response.Content, cancellationToken) is { } body
            ? answer with { Kind = FetchKind.Document, Body = body }
            : FetchResult.Failure(PollProblem.TooLarge, string.Create(
                CultureInfo.InvariantCulture, $"The document has more than {_options.MaxDocumentBytes:N0} bytes, the most that is read."));
    }

    /// <summary>The body; null when it is larger than allowed. Holds at most one chunk more than that.</summary>
    private async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > _options.MaxDocumentBytes)
        {
            return null;
        }

        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream((int)(content.Headers.ContentLength ?? Chunk));
        var chunk = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            while (await stream.ReadAsync(chunk, cancellationToken) is > 0 and var read)
            {
                if (body.Length + read > _options.MaxDocumentBytes)
                {
                    return null;
                }

                body.Write(chunk, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        return body.ToArray();
    }

    private FetchResult TimedOut() => FetchResult.Failure(PollProblem.TimedOut, string.Create(
        CultureInfo.InvariantCulture, $"The answer was not complete within {_options.RequestTimeout.TotalSeconds:0.#} seconds."));

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    // Content-Location names the address of what was served (RFC 9110 section 8.7).
    private static Uri BaseOf(HttpResponseMessage response, Uri address) =>
        Header(response, "Content-Location") is { } location && Uri.TryCreate(address, location, out var target)
            ? Origins.WithoutCredentials(target)
            : Origins.WithoutCredentials(address);

    private static string? Validator(HttpResponseMessage response, string name) =>
        Header(response, name) is { Length: > 0 and <= MaxValidator } value ? value : null;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) || response.Content.Headers.NonValidated.TryGetValues(name, out values)
            ? values.ToString()
            : null;
}
