using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Monitoring.Objectives;
using Portal.Web.Features.Feeds.Objectives;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>What is put to set an objective.</summary>
/// <param name="Within">At least every, or within; left out for availability.</param>
/// <param name="Target">How much must hold over 30 days, in percent.</param>
internal sealed record ObjectiveBody(TimeSpan? Within, double? Target);

/// <summary>An objective of a feed and how it stands.</summary>
/// <param name="Kind">What is promised.</param>
/// <param name="Within">At least every, or within.</param>
/// <param name="Target">How much must hold, in percent.</param>
/// <param name="Since">When it was first set.</param>
/// <param name="State">How it stands.</param>
/// <param name="Good">Minutes or entries that kept it in 30 days.</param>
/// <param name="All">Those that were measured.</param>
/// <param name="Attained">Their share; null when nothing was measured.</param>
/// <param name="BudgetLeft">The part of the error budget that is left, below 0 when it is overdrawn.</param>
/// <param name="BurnHour">How many times as fast as it lasts the budget went in the last hour.</param>
/// <param name="BurnSixHours">The same of six hours.</param>
/// <param name="Days">Each day.</param>
internal sealed record ObjectiveItem(
    ObjectiveKind Kind,
    TimeSpan? Within,
    double Target,
    DateTimeOffset Since,
    ObjectiveState State,
    long Good,
    long All,
    double? Attained,
    double? BudgetLeft,
    double? BurnHour,
    double? BurnSixHours,
    IReadOnlyList<ObjectiveDay> Days)
{
    public static ObjectiveItem Of(ObjectiveView view) => new(
        view.Objective.Kind, view.Objective.Within, view.Objective.Target, view.Objective.Since, view.Standing.State,
        view.Standing.Good, view.Standing.All, view.Standing.Attained, view.Standing.BudgetLeft, view.Standing.BurnHour, view.Standing.BurnSixHours, view.Standing.Days);
}

/// <summary>The objectives of feeds with their error budgets.</summary>
internal static class ObjectivesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var objectives = api.MapGroup("/feeds/{feed}/objectives").WithTags("Objectives");
        objectives.MapGet("/", ListAsync).WithName("ListObjectives").WithSummary("What is promised of a feed over 30 days, and how it stands.");
        objectives.MapPut("/{kind}", SetAsync).WithName("SetObjective").WithSummary("Sets or changes the objective of a kind: cadence, delay or availability.");
        objectives.MapDelete("/{kind}", RemoveAsync).WithName("RemoveObjective").WithSummary("Removes the objective of a kind.");
    }

    private static async Task<Results<Ok<IReadOnlyList<ObjectiveItem>>, ProblemHttpResult>> ListAsync(string feed, HttpContext http, ObjectiveDesk desk)
    {
        var found = await desk.ListAsync(FeedRoute.Read(feed), http.User.ToActor(), http.RequestAborted);
        return found.Succeeded ? TypedResults.Ok<IReadOnlyList<ObjectiveItem>>([.. found.Value.Select(ObjectiveItem.Of)]) : found.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<ObjectiveItem>, ProblemHttpResult>> SetAsync(string feed, string kind, ObjectiveBody body, HttpContext http, ObjectiveDesk desk)
    {
        if (body.Target is not { } target)
        {
            return Problems.Invalid("target", "This is required.");
        }

        var set = await desk.SetAsync(FeedRoute.Read(feed), Read(kind), body.Within, target, http.User.ToActor(), http.RequestAborted);
        return set.Succeeded ? TypedResults.Ok(ObjectiveItem.Of(set.Value)) : set.Refusal.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string feed, string kind, HttpContext http, ObjectiveDesk desk)
    {
        var removed = await desk.RemoveAsync(FeedRoute.Read(feed), Read(kind), http.User.ToActor(), http.RequestAborted);
        return removed.Succeeded ? TypedResults.NoContent() : removed.Refusal.ToProblem();
    }

    private static ObjectiveKind? Read(string kind) => kind switch
    {
        "cadence" => ObjectiveKind.Cadence,
        "delay" => ObjectiveKind.Delay,
        "availability" => ObjectiveKind.Availability,
        _ => null,
    };
}
