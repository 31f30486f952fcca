using Portal.Events.Entries;
using Portal.Events.Log;

namespace Portal.Web.Shared.Entries;

/// <summary>Which entries of a live list are shown.</summary>
/// <param name="Text">Words that title, summary, content or a category must contain; null for any.</param>
/// <param name="InvalidOnly">Only entries that break their contract.</param>
public sealed record EntryFilter(string? Text, bool InvalidOnly)
{
    /// <summary>Whether an entry passes.</summary>
    public bool Matches(RecordedEntry recorded)
    {
        var entry = recorded.Entry;
        return (!InvalidOnly || recorded.Verdict.Conformance == Conformance.Invalid)
            && (string.IsNullOrWhiteSpace(Text) || Has(entry.Title.Value) || Has(entry.Summary?.Value) || Has(entry.Content?.Value)
                || entry.Categories.Any(c => Has(c.Term)));

        bool Has(string? value) => value?.Contains(Text!, StringComparison.OrdinalIgnoreCase) == true;
    }
}
