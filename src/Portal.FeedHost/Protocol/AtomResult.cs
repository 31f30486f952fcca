using Microsoft.AspNetCore.Http;

namespace Portal.FeedHost.Protocol;

/// <summary>An Atom document as an answer; it is written whole before it is sent, so that its length is known.</summary>
internal sealed class AtomResult(string mediaType, Action<Stream> write) : IResult
{
    public int Status { get; init; } = StatusCodes.Status200OK;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var document = new MemoryStream();
        write(document);
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = mediaType + ";charset=utf-8";
        response.ContentLength = document.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            document.Position = 0;
            await document.CopyToAsync(response.Body, httpContext.RequestAborted);
        }
    }
}
