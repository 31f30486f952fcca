using Microsoft.AspNetCore.Http;

namespace Portal.FeedHost.Protocol;

/// <summary>A document as an answer; it is written whole before it is sent, so that its length is known.</summary>
internal sealed record DocumentResult(string MediaType, Action<Stream> Write) : IResult
{
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>The <c>Content-Type</c>. JSON is UTF-8 by definition (RFC 8259 section 8.1).</summary>
    public string ContentType => MediaType.EndsWith("json", StringComparison.Ordinal) ? MediaType : MediaType + ";charset=utf-8";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var document = new MemoryStream();
        Write(document);
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = document.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            document.Position = 0;
            await document.CopyToAsync(response.Body, httpContext.RequestAborted);
        }
    }
}
