using System.Text;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Events;
using Portal.FeedHost.Publishing;
using Portal.Web.Shared.Payloads.Snippets;

namespace Portal.Web.Features.Feeds.Publishing;

/// <summary>Posts a test event as whoever is at the screen, through what answers their POST.</summary>
internal sealed partial class TestEvents(IPublishDesk desk, AuthenticationStateProvider state, TimeProvider time, ILogger<TestEvents> logger)
{
    /// <summary>Posts an Atom entry with a new id. What goes wrong on the way is an outcome too.</summary>
    public async Task<PostOutcome> SendAsync(FeedId feed, EntryParts entry, CancellationToken cancellationToken)
    {
        var template = EntryTemplate.Of(EntryForm.Atom, entry);
        var now = time.GetUtcNow();
        var document = template.With(Guid.CreateVersion7(now).ToString(), $"{now.UtcDateTime:O}");
        try
        {
            var caller = (await state.GetAuthenticationStateAsync()).User;
            return await desk.PostAsync(feed, template.ContentType, Encoding.UTF8.GetBytes(document), caller, cancellationToken);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            // The boundary of a page's part, as the server's is of a POST.
            LogFailed(exception, feed);
            return new PostOutcome(
                StatusCodes.Status500InternalServerError,
                "The portal could not finish. It may have been stored: look at the newest entries before sending it again.");
        }
    }
}
