using Portal.Web.Figures;

namespace Portal.Web.Features.Health;

/// <summary>Which feeds of the page; what is null or empty does not limit. Pure.</summary>
/// <param name="Text">Words that must all occur in the feed's id, title or address.</param>
/// <param name="State">A state in words, or <c>trouble</c> for all that need a look.</param>
/// <param name="Host">The host that feeds are followed from.</param>
public sealed record HealthFilter(string? Text, string? State, string? Host)
{
    /// <summary>Whether nothing is limited.</summary>
    public bool IsAny => string.IsNullOrWhiteSpace(Text) && string.IsNullOrEmpty(State) && string.IsNullOrEmpty(Host);

    /// <summary>Whether a feed passes.</summary>
    public bool Matches(FeedHealthRow row) =>
        (string.IsNullOrEmpty(Host) || Host.Equals(row.Host, StringComparison.OrdinalIgnoreCase)) && MatchesState(row) && Words().All(word => Mentions(row, word));

    private bool MatchesState(FeedHealthRow row) => State switch
    {
        null or "" => true,
        "trouble" => row.IsTroubled,
        _ => Enum.TryParse<FeedHealth>(State, ignoreCase: true, out var wanted) && row.Figures.Health == wanted,
    };

    private static bool Mentions(FeedHealthRow row, string word) =>
        row.Feed.Id.Value.Contains(word, StringComparison.OrdinalIgnoreCase) || row.Feed.Title.Contains(word, StringComparison.OrdinalIgnoreCase)
        || row.Host.Contains(word, StringComparison.OrdinalIgnoreCase);

    private string[] Words() => Text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
