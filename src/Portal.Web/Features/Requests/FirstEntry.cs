using Portal.Catalogue.Requests;
using Portal.Web.Shared.Payloads.Snippets;

namespace Portal.Web.Features.Requests;

/// <summary>The first entry to post to a feed that was asked for: the request's own sample, so that it meets the contract. Pure.</summary>
internal static class FirstEntry
{
    // A longer sample is left out: people would not paste it, and terminals cut it.
    private const int LongestSample = 20_000;

    /// <summary>The entry.</summary>
    public static EntryTemplate Of(RequestDraft draft)
    {
        var sample = draft.Sample?.Trim() is { Length: > 0 and <= LongestSample } own ? own : "First event";
        var type = draft.Contract?.EventType is { Length: > 0 } named ? named : null;
        return EntryTemplate.Of(EntryForm.Atom, new EntryParts(draft.Title ?? "First event", type, EntryPayload.Of(sample)));
    }
}
