using System.Security.Cryptography;
using System.Text;
using Portal.Contracts.Masking;
using Portal.Events.Entries;
using Portal.Events.Log;

namespace Portal.Web.Privacy;

/// <summary>
/// Masks what any version of a feed's contracts that is not retired marks private. A version that starts to mark a field
/// hides it in entries that came in before, too.
/// </summary>
/// <param name="masks">For each version its event type and its mask; null where it cannot say what is private any more: then all is.</param>
internal sealed class FeedMask(IReadOnlyList<(string? EventType, PayloadMask? Mask)> masks) : IEntryMask
{
    // Names only: two nodes that mask the same say the same.
    public string Tag { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', masks.Select(m => $"{m.EventType}: {(m.Mask is null ? "*" : string.Join(' ', m.Mask.PrivateNames.Order(StringComparer.Ordinal)))}")))).AsSpan(0, 4));

    /// <summary>Whether a version that marks something is for such an entry.</summary>
    public bool Concerns(RecordedEntry recorded) => recorded.Entry.Content?.Value is not null && masks.Any(m => IsFor(m.EventType, recorded));

    public RecordedEntry Show(RecordedEntry recorded)
    {
        var shown = recorded;
        foreach (var (eventType, mask) in masks)
        {
            if (IsFor(eventType, recorded))
            {
                shown = Apply(mask, shown);
            }
        }

        return shown;
    }

    /// <summary>A payload that stands outside an entry, as samples do; null when it cannot be read, and is then not to be shown.</summary>
    public string? Show(string? eventType, string mediaType, string payload)
    {
        EntryContent? content = new(mediaType, payload);
        foreach (var (_, mask) in masks.Where(m => m.EventType is null || m.EventType.Equals(eventType, StringComparison.OrdinalIgnoreCase)))
        {
            content = mask is null ? null : mask.Apply(content);
        }

        return content?.Value;
    }

    private static bool IsFor(string? eventType, RecordedEntry recorded) =>
        eventType is null || recorded.Entry.Categories.Any(c => c.Term.Equals(eventType, StringComparison.OrdinalIgnoreCase));

    private static RecordedEntry Apply(PayloadMask? mask, RecordedEntry recorded)
    {
        if (mask is null)
        {
            return recorded with
            {
                Entry = recorded.Entry with { Content = recorded.Entry.Content is { Value: not null } ? new EntryContent("text", PayloadMask.Text) : recorded.Entry.Content },
                Verdict = recorded.Verdict with { Violations = [.. recorded.Verdict.Violations.Select(v => new Violation("", null, "What it breaks is private.", v.Rule))] },
            };
        }

        var content = mask.Apply(recorded.Entry.Content);
        var verdict = recorded.Verdict.Violations.Count == 0
            ? recorded.Verdict
            : recorded.Verdict with { Violations = [.. recorded.Verdict.Violations.Select(mask.Apply)] };
        return recorded with { Entry = recorded.Entry with { Content = content }, Verdict = verdict };
    }
}
