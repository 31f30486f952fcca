using System.Globalization;

namespace Portal.Web.Api;

/// <summary>A page of a list.</summary>
/// <param name="Items">The items.</param>
/// <param name="Next">The <c>cursor</c> of the next page; null on the last.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>How lists are paged: <c>limit</c> and an opaque <c>cursor</c>.</summary>
internal static class Paging
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 500;

    /// <summary>The message for a limit that does not fit; null when it does.</summary>
    public static string? CheckLimit(int? limit) => limit is < 1 or > MaxLimit ? $"Between 1 and {MaxLimit}; this is {limit}." : null;

    /// <summary>A page of a list that is in memory; the cursor counts what came before.</summary>
    public static Page<T> Slice<T>(IReadOnlyList<T> all, int? limit, string? cursor)
    {
        var start = int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? Math.Min(offset, all.Count) : 0;
        var items = all.Skip(start).Take(limit ?? DefaultLimit).ToList();
        var end = start + items.Count;
        return new Page<T>(items, end < all.Count ? end.ToString(CultureInfo.InvariantCulture) : null);
    }
}
