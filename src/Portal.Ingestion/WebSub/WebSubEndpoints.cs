using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Portal.Ingestion.WebSub;

/// <summary>
/// The callbacks that hubs are given: <c>/websub/{token}</c>. Whoever knows a token may call; what is pushed must be signed
/// as well.
/// </summary>
public static class WebSubEndpoints
{
    /// <summary>The path before the token.</summary>
    public const string Path = "/websub";

    private const int MaxChallenge = 2048;
    private const int Chunk = 64 * 1024;

    /// <summary>Maps the callbacks.</summary>
    public static void MapWebSub(this IEndpointRouteBuilder routes)
    {
        var callback = routes.MapGroup(Path + "/{token:maxlength(64)}").AllowAnonymous().ExcludeFromDescription();
        callback.MapGet("/", AskedAsync);
        callback.MapPost("/", PushedAsync);
    }

    // ?hub.mode=subscribe&hub.topic=...&hub.challenge=...&hub.lease_seconds=... (WebSub, section 5.3)
    private static async Task<IResult> AskedAsync(string token, HttpContext http, IPushReceiver receiver)
    {
        var query = http.Request.Query;
        string? mode = query["hub.mode"], topic = query["hub.topic"], challenge = query["hub.challenge"];
        if (mode == "denied")
        {
            return await receiver.DenyAsync(token, topic, query["hub.reason"], http.RequestAborted) ? TypedResults.NoContent() : TypedResults.NotFound();
        }

        // As text, whatever it looks like: a browser must not take somebody else's words for a page of ours.
        return challenge is { Length: > 0 and <= MaxChallenge }
            && await receiver.ConfirmAsync(token, mode, topic, query["hub.lease_seconds"], http.RequestAborted)
            ? TypedResults.Text(challenge, "text/plain", Encoding.UTF8)
            : TypedResults.NotFound();
    }

    private static async Task<IResult> PushedAsync(string token, HttpContext http, IPushReceiver receiver)
    {
        if (http.Request.Headers.ContentEncoding.Count > 0)
        {
            return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        var headers = http.Request.Headers;
        var notification = new Notification(
            headers["X-Hub-Signature"], headers.ContentType, (limit, cancellationToken) => ReadAsync(http, limit, cancellationToken));
        switch (await receiver.TakeAsync(token, notification, http.RequestAborted))
        {
            case Receipt.Taken:
                return TypedResults.StatusCode(StatusCodes.Status202Accepted);
            case Receipt.TooSlow:
                return TypedResults.StatusCode(StatusCodes.Status408RequestTimeout);
            case Receipt.TooLarge:
                return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
            case Receipt.Busy:
                http.Response.Headers.RetryAfter = "10";
                return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
            default:
                // Section 7: the hub may end the subscription.
                return TypedResults.StatusCode(StatusCodes.Status410Gone);
        }
    }

    private static async Task<byte[]?> ReadAsync(HttpContext http, int limit, CancellationToken cancellationToken)
    {
        if (http.Request.ContentLength > limit)
        {
            return null;
        }

        // One byte more than is taken tells a body that is too large from one that just fits.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = (long)limit + 1;
        }

        using var body = new MemoryStream((int)(http.Request.ContentLength ?? Chunk));
        var chunk = new byte[Chunk];
        while (await http.Request.Body.ReadAsync(chunk, cancellationToken) is > 0 and var read)
        {
            if (body.Length + read > limit)
            {
                return null;
            }

            body.Write(chunk, 0, read);
        }

        return body.ToArray();
    }
}
