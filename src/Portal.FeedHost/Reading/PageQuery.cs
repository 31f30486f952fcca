using System.Globalization;
using Microsoft.AspNetCore.Http;
using Portal.Events.Log;

namespace Portal.FeedHost.Reading;

/// <summary>Which page of a feed is asked for.</summary>
internal sealed record PageQuery
{
    public const int DefaultLimit = 25;
    public const int MaxLimit = 1000;

    /// <summary>The marker that stands for the oldest page.</summary>
    public const string Last = "last";

    private static readonly string[] IsoForms =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd", "yyyyMMdd'T'HHmmssK"];

    public int Limit { get; init; } = DefaultLimit;

    /// <summary>The limit as the client gave it; links repeat it.</summary>
    public string? GivenLimit { get; init; }

    public string? Marker { get; init; }

    public ReadDirection Direction { get; init; }

    public DateTimeOffset? StartingAt { get; init; }

    public string? GivenSearch { get; init; }

    public CategoryCondition? Search { get; init; }

    /// <summary>Whether this is the page that begins with the newest entry.</summary>
    public bool IsHead => Marker is null && StartingAt is null;

    /// <summary>Reads the query; what is wrong with it comes in place of it.</summary>
    public static (PageQuery? Query, string? Problem) Read(IQueryCollection query)
    {
        // A client that repeats a parameter means the last one: links carry it already and it adds its own.
        string? Get(string name) => query[name] is [.., { Length: > 0 } value] ? value : null;

        var limit = DefaultLimit;
        if (Get("limit") is { } given
            && (!int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MaxLimit))
        {
            return (null, $"limit must be a number from 1 to {MaxLimit}; this is '{given}'.");
        }

        var direction = Get("direction")?.ToLowerInvariant();
        if (direction is not (null or "forward" or "backward"))
        {
            return (null, $"direction must be forward or backward; this is '{direction}'.");
        }

        var marker = Get("marker");
        DateTimeOffset? startingAt = null;
        if (Get("startingAt") is { } at)
        {
            if (marker is not null)
            {
                return (null, "startingAt and marker cannot be used together.");
            }

            // A '+' that was not escaped in the query arrives as a space.
            if (!DateTimeOffset.TryParseExact(
                at.Replace(' ', '+'), IsoForms, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            {
                return (null, $"startingAt must be an ISO 8601 time such as 2026-01-31T18:30:02Z; this is '{at}'.");
            }

            startingAt = time;
        }

        // The same, in a search that begins with it; nothing else begins with a space.
        var text = Get("search") is [' ', ..] unescaped ? unescaped.Replace(' ', '+') : Get("search");
        CategoryCondition? search = null;
        if (text is not null && !CategorySearch.TryParse(text, out search, out var problem))
        {
            return (null, $"search '{text}': {problem}");
        }

        return (
            new PageQuery
            {
                Limit = limit,
                GivenLimit = Get("limit"),
                Marker = marker,
                Direction = direction == "backward" ? ReadDirection.Backward : ReadDirection.Forward,
                StartingAt = startingAt,
                GivenSearch = text,
                Search = search,
            },
            null);
    }
}
