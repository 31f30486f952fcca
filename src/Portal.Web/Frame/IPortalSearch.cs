using Portal.Catalogue.Search;

namespace Portal.Web.Frame;

/// <summary>What the search box finds things with.</summary>
public interface IPortalSearch
{
    /// <summary>The most hits that the box shows.</summary>
    const int MaxHits = 30;

    /// <summary>Finds what the signed-in reader may see, best first, at most <see cref="MaxHits"/>.</summary>
    /// <param name="text">What was typed, trimmed, never empty, at most 200 characters.</param>
    /// <param name="cancellationToken">Cancelled when the reader types on.</param>
    Task<IReadOnlyList<SearchHit>> SearchAsync(string text, CancellationToken cancellationToken);
}

/// <summary>One thing that the search found.</summary>
/// <param name="Kind">What it is, in one word for people: "Feed", "Field", "Owner".</param>
/// <param name="Title">Its name.</param>
/// <param name="Detail">More about it; null when the name says all.</param>
/// <param name="Href">Where it is, relative to the application's base.</param>
/// <param name="MatchedBecause">Why it was found ("field total"); null when the name shows it.</param>
public sealed record SearchHit(string Kind, string Title, string? Detail, string Href, string? MatchedBecause = null)
{
    /// <summary>The name with what matched marked; empty when nothing is to be marked.</summary>
    public IReadOnlyList<TextPiece> TitlePieces { get; init; } = [];

    /// <summary>Why it was found, with what matched marked; empty when nothing is to be marked.</summary>
    public IReadOnlyList<TextPiece> BecausePieces { get; init; } = [];

    /// <summary>What to know before using it ("deprecated"); null when there is nothing.</summary>
    public string? Mark { get; init; }

    /// <summary>The id of the feed that it is or belongs to; null for other things.</summary>
    public string? Feed { get; init; }
}
