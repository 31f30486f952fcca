using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace Portal.Web.Api;

/// <summary>Answers input that could not even be bound with what is wrong and where, in place of a bare status.</summary>
internal sealed class BadRequestHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad)
        {
            return false;
        }

        httpContext.Response.StatusCode = bad.StatusCode;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = { Status = bad.StatusCode, Detail = Describe(bad) },
        });
    }

    private static string Describe(BadHttpRequestException exception) => exception.InnerException switch
    {
        JsonException { LineNumber: { } line } json =>
            $"The JSON cannot be read at line {line + 1}, position {json.BytePositionInLine + 1} ({json.Path}): {FirstSentence(json.Message)}",
        JsonException json => $"The JSON cannot be read: {json.Message}",
        _ => exception.Message,
    };

    // The framework's message repeats path and position after the sentence that says what is wrong.
    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
