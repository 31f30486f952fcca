using System.Security.Claims;
using System.Text;
using Portal.Events;
using Portal.FeedHost.Publishing;

namespace Portal.ComponentTests.Fakes;

/// <summary>Takes down what was posted and answers what it was told to.</summary>
internal sealed class FakePublishDesk : IPublishDesk
{
    public List<(string Feed, string ContentType, string Body, string? Caller)> Posted { get; } = [];

    /// <summary>What is answered.</summary>
    public Task<PostOutcome> Answer { get; set; } = Task.FromResult(new PostOutcome(403, "Not said in the test."));

    public Task<PostOutcome> PostAsync(
        FeedId feed, string contentType, ReadOnlyMemory<byte> body, ClaimsPrincipal caller, CancellationToken cancellationToken = default)
    {
        Posted.Add((feed.Value, contentType, Encoding.UTF8.GetString(body.Span), caller.Identity?.Name));
        return Answer;
    }
}
