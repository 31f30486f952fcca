using Microsoft.AspNetCore.Http;
using Portal.Events.Log;

namespace Portal.FeedHost.Protocol;

/// <summary>A document as an answer; it is written whole before it is sent, so that its length is known.</summary>
internal sealed record DocumentResult(string MediaType, Action<Stream> Write) : IResult
{
    private const int UsualBytes = 4096;

    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>The entry that was stored and is answered with; null for what was only read.</summary>
    public RecordedEntry? Stored { get; init; }

    /// <summary>The <c>Content-Type</c>. JSON is UTF-8 by definition (RFC 8259 section 8.1).</summary>
    public string ContentType => MediaType.EndsWith("json", StringComparison.Ordinal) ? MediaType : MediaType + ";charset=utf-8";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var document = new MemoryStream(UsualBytes);
        Write(document);
        httpContext.Response.StatusCode = Status;
        await BytesResult.SendAsync(httpContext, ContentType, document.GetBuffer().AsMemory(0, (int)document.Length));
    }
}

/// <summary>A document that is there already as an answer.</summary>
internal sealed record BytesResult(string ContentType, ReadOnlyMemory<byte> Body) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => SendAsync(httpContext, ContentType, Body);

    /// <summary>Sends it with its length; to HEAD only that.</summary>
    public static async Task SendAsync(HttpContext http, string contentType, ReadOnlyMemory<byte> body)
    {
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
        }
    }
}
