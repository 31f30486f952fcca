using System.Text;
using Portal.Contracts.Inference;
using Portal.Events;
using Portal.Events.Entries;
using Portal.Events.Log;
using Portal.Events.Payloads;
using Portal.Web.Privacy;

namespace Portal.Web.Features.Contracts;

/// <summary>What the newest entries of a feed look like, without their private values.</summary>
internal sealed class RecordedProfiles(ShownEntries shown)
{
    /// <summary>The most entries that are read.</summary>
    public const int MaxEntries = 2_000;

    /// <summary>The profile of the entries of an event type; null when none has such a payload.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="eventType">The event type; empty for all.</param>
    /// <param name="form">JSON or XML; null for whichever the newest entry has.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<PayloadProfile?> ReadAsync(FeedId feed, string? eventType, PayloadForm? form, CancellationToken cancellationToken)
    {
        var recent = await shown.Log.ReadAsync(
            new EventQuery { Feeds = [feed], Direction = ReadDirection.Backward, Limit = MaxEntries }, cancellationToken);
        PayloadProfile? profile = null;
        foreach (var content in recent.Where(e => IsFor(e.Entry, eventType)).Select(e => e.Entry.Content).OfType<EntryContent>())
        {
            if (FormOf(content) is not { } own || (form is { } wanted && own != wanted))
            {
                continue;
            }

            profile ??= new PayloadProfile(own);
            if (own == profile.Form)
            {
                profile.Add(Encoding.UTF8.GetBytes(content.Value!));
            }
        }

        return profile;
    }

    private static bool IsFor(Entry entry, string? eventType) => !entry.IsTombstone
        && (string.IsNullOrEmpty(eventType) || entry.Categories.Any(c => c.Term.Equals(eventType, StringComparison.OrdinalIgnoreCase)));

    // Text may carry either: publishers often leave the type of a JSON payload at its default.
    private static PayloadForm? FormOf(EntryContent content) => content.Value?.TrimStart() switch
    {
        ['{' or '[', ..] => PayloadForm.Json,
        ['<', ..] when content.Type is not ("html" or "xhtml") => PayloadForm.Xml,
        _ => null,
    };
}
