using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Portal.Events.Log;
using Portal.FeedHost.Protocol;
using Portal.FeedHost.Reading;

namespace Portal.FeedHost.Publishing;

/// <summary>Whether an entry can be edited as it is now. Pure.</summary>
internal static class EditRules
{
    /// <summary>Why not; null when it can.</summary>
    public static FeedProblem? Refuse(RecordedEntry current, HostedFeed feed, HttpRequest request)
    {
        if (current.Entry.IsTombstone)
        {
            return PublishAnswers.Deleted(current);
        }

        // In whatever format it was read, with its private fields or without them.
        var formats = FeedFormats.OfEntries.Concat(FeedFormats.OfEntries.Select(feed.Variant));
        return IsMet(request, [.. formats.Select(format => EntryTag.Of(current, feed.Owner, format))]) ? null : PublishAnswers.Stale(current.Entry.Id);
    }

    // RFC 9110 section 13.1.1. Without the condition the last writer wins; the revisions before stay readable.
    private static bool IsMet(HttpRequest request, IReadOnlyList<EntityTagHeaderValue> current)
    {
        if (request.Headers.IfMatch.Count == 0)
        {
            return true;
        }

        return EntityTagHeaderValue.TryParseList(request.Headers.IfMatch, out var named)
            && named.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || current.Any(now => tag.Compare(now, useStrongComparison: true)));
    }
}
