using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Events;
using Portal.Web.Features.Dashboards;

namespace Portal.Web.Api;

/// <summary>For which time and feed a tile is read: what stands in the address of a dashboard's page.</summary>
/// <param name="Range">The name of a range that ends now, or <c>custom</c>; the last 24 hours without it.</param>
/// <param name="From">The begin of a custom range.</param>
/// <param name="To">The end of a custom range.</param>
/// <param name="Compare"><c>before</c> for the period before beside it.</param>
/// <param name="Feed">The one feed to narrow it to.</param>
/// <param name="Group">The value of a dimension to narrow a KPI to, as <c>channel:web</c>.</param>
internal readonly record struct TileQuery(string? Range, string? From, string? To, string? Compare, string? Feed, string? Group)
{
    /// <summary>What is wrong with it; null when nothing is.</summary>
    public ProblemHttpResult? Check()
    {
        var range = Range;
        if (range is not (null or DashboardRange.Custom) && DashboardRange.Choices.All(choice => choice.Id != range))
        {
            return Problems.Invalid("range", $"'{range}' is not a range: use {string.Join(", ", DashboardRange.Choices.Select(choice => choice.Id))} or {DashboardRange.Custom}.");
        }

        if (range == DashboardRange.Custom && !DashboardRange.TryBetween(From, To, out _))
        {
            return Problems.Invalid("from", $"'{From}' to '{To}' is not a range: two ISO 8601 times, the later one second, at most 366 days apart.");
        }

        return Compare is not (null or "before") ? Problems.Invalid("compare", $"'{Compare}' is not a comparison: use before.")
            : Feed is { } feed && !FeedId.TryParse(feed, out _) ? Problems.Invalid("feed", $"'{feed}' is not a feed id.")
            : Group is { } group && GroupChoice.Read(group) is null ? Problems.Invalid("group", $"'{group}' is not a value of a dimension: write it like channel:web.")
            : null;
    }

    /// <summary>As the pages have it.</summary>
    public DashboardTime ToTime() => DashboardTime.Of(Range, From, To, Compare, Feed, Group);
}
