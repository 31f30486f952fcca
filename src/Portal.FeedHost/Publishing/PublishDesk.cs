using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.FeedHost.Protocol;

namespace Portal.FeedHost.Publishing;

/// <summary>What came of an entry that somebody posted from a page.</summary>
/// <param name="Status">The status that a POST is answered with.</param>
/// <param name="Problem">Why it was refused; null when it was stored.</param>
public sealed record PostOutcome(int Status, string? Problem)
{
    /// <summary>The entry as it is stored; null when it was refused.</summary>
    public RecordedEntry? Stored { get; init; }

    /// <summary>What it breaks in its contract: why it was refused, or what a stored entry is flagged with.</summary>
    public IReadOnlyList<Violation> Violations { get; init; } = [];
}

/// <summary>Publishes for somebody who is at a page of the portal.</summary>
public interface IPublishDesk
{
    /// <summary>
    /// Publishes an entry as this person's <c>POST /feeds/{feed}</c> would: authorisation, rate, size and contract are held to
    /// by the same handler.
    /// </summary>
    /// <param name="feed">The feed.</param>
    /// <param name="contentType">What the body is.</param>
    /// <param name="body">The entry.</param>
    /// <param name="caller">The person.</param>
    /// <param name="cancellationToken">Ends the wait; the entry may have been stored by then.</param>
    Task<PostOutcome> PostAsync(
        FeedId feed, string contentType, ReadOnlyMemory<byte> body, ClaimsPrincipal caller, CancellationToken cancellationToken = default);
}

/// <inheritdoc cref="IPublishDesk"/>
internal sealed class PublishDesk(PostEntry handler, IAuthorizationService authorization) : IPublishDesk
{
    public async Task<PostOutcome> PostAsync(
        FeedId feed, string contentType, ReadOnlyMemory<byte> body, ClaimsPrincipal caller, CancellationToken cancellationToken = default)
    {
        // The route asks for it; a page has no route.
        if (!(await authorization.AuthorizeAsync(caller, null, FeedHostPolicies.Publish)).Succeeded)
        {
            return new PostOutcome(StatusCodes.Status403Forbidden, "Your role does not publish.");
        }

        using var content = new MemoryStream(body.ToArray(), writable: false);
        var request = new DefaultHttpContext { User = caller, RequestAborted = cancellationToken };
        request.Request.Method = HttpMethods.Post;
        request.Request.ContentType = contentType;
        request.Request.ContentLength = body.Length;
        request.Request.Body = content;
        return await handler.HandleAsync(feed.Value, request) switch
        {
            DocumentResult { Stored: { } stored, Status: var status } => new PostOutcome(status, null) { Stored = stored, Violations = stored.Verdict.Violations },
            FeedProblem problem => new PostOutcome(problem.Status, problem.Detail) { Violations = problem.Violations },
            var answer => throw new InvalidOperationException($"An answer of the type {answer.GetType().Name} was not expected."),
        };
    }
}
