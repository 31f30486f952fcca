using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Ingestion.Subscriptions;

namespace Portal.Ingestion.Channels.Http;

/// <summary>Turns what can go wrong on the wire into values.</summary>
internal static class HttpFailures
{
    /// <summary>What a status other than success and redirect means.</summary>
    public static FetchResult OfStatus(HttpStatusCode status, TimeSpan? retryAfter)
    {
        var problem = (int)status switch
        {
            401 or 403 or 407 => PollProblem.Unauthorised,
            404 => PollProblem.NotFound,
            410 => PollProblem.Gone,
            429 => PollProblem.RateLimited,
            >= 500 => PollProblem.ServerError,
            >= 400 => PollProblem.Refused,
            _ => PollProblem.Protocol,
        };
        return FetchResult.Failure(problem, $"The server answered {(int)status} {ReasonPhrases.GetReasonPhrase((int)status)}".TrimEnd() + ".", retryAfter) with { Status = (int)status };
    }

    /// <summary>What a failed request means; null when the exception is not the source's doing.</summary>
    public static FetchResult? OfException(Exception exception, Uri address)
    {
        var host = address.IdnHost;
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AddressRefusedException:
                    return FetchResult.Failure(PollProblem.PrivateAddress, cause.Message);
                case PortRefusedException:
                    return FetchResult.Failure(PollProblem.BadAddress, cause.Message);
                case AuthenticationException or HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }:
                    return FetchResult.Failure(PollProblem.Tls, $"No secure connection to '{host}': {Innermost(cause).Message}");
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery }:
                    return FetchResult.Failure(PollProblem.NameNotFound, $"The name '{host}' cannot be resolved.");
                case SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown }:
                case HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return FetchResult.Failure(PollProblem.ConnectionBroken, $"'{host}' closed the connection before the answer was complete.");
                case SocketException socket:
                    return FetchResult.Failure(PollProblem.ConnectionFailed, $"No connection to '{host}' on port {address.Port}: {socket.Message}.");
                case InvalidDataException:
                    return FetchResult.Failure(PollProblem.Malformed, "The compressed document is damaged.");
                default:
                    break;
            }
        }

        return exception switch
        {
            HttpRequestException or HttpIOException => FetchResult.Failure(PollProblem.Protocol, $"The answer is not proper HTTP: {exception.Message}"),
            IOException => FetchResult.Failure(PollProblem.ConnectionBroken, $"The connection to '{host}' broke: {exception.Message}"),
            _ => null,
        };
    }

    private static Exception Innermost(Exception exception) => exception.GetBaseException();
}
