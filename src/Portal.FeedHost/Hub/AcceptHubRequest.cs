using System.Security.Claims;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Portal.FeedHost.Protocol;
using Portal.Ingestion.Channels;
using Portal.Ingestion.Channels.Http;

namespace Portal.FeedHost.Hub;

/// <summary>
/// <c>POST /hub</c>: takes a request to subscribe or unsubscribe (WebSub, section 5). The answer is 202: the callback is asked
/// to confirm afterwards, and what it says decides.
/// </summary>
internal sealed class AcceptHubRequest(
    IHostedFeeds feeds, IHubStore store, HubSecrets secrets, HubConfirmations confirmations, IOptions<ChannelOptions> channels, TimeProvider time)
{
    /// <summary>How many unconfirmed requests one principal may have: confirming is a call to somebody else's server.</summary>
    private const int MaxUnconfirmed = 100;

    private const int MaxFormBytes = 32 * 1024;
    private static readonly TimeSpan Lookup = TimeSpan.FromSeconds(3);

    public async Task<IResult> HandleAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            return new FeedProblem(StatusCodes.Status415UnsupportedMediaType, "Unsupported media type", "A hub takes application/x-www-form-urlencoded.");
        }

        if (await ReadFormAsync(http) is not { } form)
        {
            return FeedProblem.BadRequest($"The form cannot be read, or has more than {MaxFormBytes} bytes.");
        }

        var (request, problem) = HubRequest.Read(form);
        if (request is null)
        {
            return FeedProblem.BadRequest(problem!);
        }

        var (topic, elsewhere) = HubTopic.Read(request.Topic, new Addresses(http.Request));
        if (topic is null)
        {
            return FeedProblem.BadRequest(elsewhere!);
        }

        if (await feeds.FindAsync(topic.Feed, http.User, http.RequestAborted) is not { } feed)
        {
            return FeedProblem.NotFound($"There is no feed '{topic.Feed}'.");
        }

        if (!request.Unsubscribe && feed.IsRetired)
        {
            return new FeedProblem(StatusCodes.Status410Gone, "Gone", $"The feed '{feed.Id}' is retired: it takes no more entries.");
        }

        if (await ProblemOfAsync(request.Callback, http.RequestAborted) is { } unreachable)
        {
            return FeedProblem.BadRequest($"hub.callback: {unreachable}");
        }

        var subscriber = http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
        if (await store.CountIntentsAsync(subscriber, http.RequestAborted) >= MaxUnconfirmed)
        {
            return new FeedProblem(
                StatusCodes.Status429TooManyRequests, "Too many requests", $"{MaxUnconfirmed} requests wait for their confirmation already.");
        }

        var now = time.GetUtcNow();
        await store.AddIntentAsync(
            new HubIntent
            {
                Id = Guid.CreateVersion7(now).ToString("N"),
                Feed = feed.Id,
                Unsubscribe = request.Unsubscribe,
                Topic = request.Topic,
                Callback = form["hub.callback"].ToString(),
                LeaseSeconds = request.LeaseSeconds,
                Secret = secrets.Protect(request.Secret),
                Subscriber = subscriber,
                SubscriberName = http.User.Identity?.Name ?? subscriber,
                NextAttempt = now,
            },
            http.RequestAborted);
        confirmations.Tell();
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    private static async Task<IFormCollection?> ReadFormAsync(HttpContext http)
    {
        try
        {
            var options = new Microsoft.AspNetCore.Http.Features.FormOptions { BufferBodyLengthLimit = MaxFormBytes, ValueLengthLimit = MaxFormBytes };
            return http.Request.ContentLength > MaxFormBytes ? null : await http.Request.ReadFormAsync(options, http.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    // Judged again whenever it is called; here, so that the subscriber is told at once.
    private async Task<string?> ProblemOfAsync(Uri callback, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Lookup, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await OutgoingHttp.ProblemOfAsync(callback, channels.Value, both.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return $"the host '{callback.Host}' could not be looked up in time.";
        }
    }
}

/// <summary>Keeps the subscribers' secrets unreadable at rest.</summary>
internal sealed class HubSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("hub.secret");

    public string? Protect(string? secret) => secret is null ? null : _protector.Protect(secret);

    public string? Unprotect(string? secret) => secret is null ? null : _protector.Unprotect(secret);
}
