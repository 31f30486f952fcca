using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Events;
using Portal.Monitoring.Processes;
using Portal.Web.Features.Processes;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>A business process.</summary>
internal sealed record ProcessItem(
    string Id, string Title, string Summary, IReadOnlyList<ProcessStep> Steps, int Version, string CreatedBy, DateTimeOffset Created, DateTimeOffset Changed)
{
    public static ProcessItem Of(BusinessProcess p) => new(p.Id, p.Title, p.Summary, p.Definition.Steps, p.Version, p.CreatedByName, p.Created, p.Changed);
}

/// <summary>How the keys go that began in a range.</summary>
/// <param name="Process">The process.</param>
/// <param name="From">The begin.</param>
/// <param name="To">The end.</param>
/// <param name="Begun">How many keys began; the newest 5,000 at most.</param>
/// <param name="Done">How many of them came to the last step.</param>
/// <param name="Stuck">How many wait for longer than they may.</param>
/// <param name="WithoutBegin">How many had a later step in the range and never the first.</param>
/// <param name="IsLive">Whether it is followed up to now; else still through history.</param>
/// <param name="Failure">Why it was stopped; null when it was not.</param>
/// <param name="Steps">Step by step.</param>
internal sealed record ProcessFiguresItem(
    ProcessItem Process,
    DateTimeOffset From,
    DateTimeOffset To,
    int Begun,
    int Done,
    int Stuck,
    int WithoutBegin,
    bool IsLive,
    string? Failure,
    IReadOnlyList<ProcessStepItem> Steps);

/// <summary>How a step goes: the times are those from the step before.</summary>
internal sealed record ProcessStepItem(string Name, FeedId Feed, int Count, int Waiting, int Stuck, TimeSpan? Median, TimeSpan? P95);

/// <summary>A key that waits for longer than it may.</summary>
internal sealed record StuckItem(string Key, string Step, string WaitsFor, DateTimeOffset Since, TimeSpan Over);

/// <summary>What happened to a key.</summary>
internal sealed record ProcessKeyItem(string Key, IReadOnlyList<ProcessMarkItem> Steps);

/// <summary>One step of a key; those that did not happen yet are not there.</summary>
/// <param name="Step">Its name.</param>
/// <param name="At">When it happened.</param>
/// <param name="After">How long after the step before; null for the first.</param>
/// <param name="Feed">The feed that tells it.</param>
/// <param name="Position">The entry that tells it.</param>
internal sealed record ProcessMarkItem(string Step, DateTimeOffset At, TimeSpan? After, FeedId Feed, long Position);

/// <summary>Business processes over feeds: how they go, who waits for too long, and the course of one key.</summary>
internal static class ProcessesApi
{
    private static readonly TimeSpan DefaultRange = TimeSpan.FromHours(24);

    public static void Map(RouteGroupBuilder api)
    {
        var processes = api.MapGroup("/processes").WithTags("Processes");
        processes.MapGet("/", ListAsync).WithName("ListProcesses").WithSummary("The processes over feeds that the caller may see, by title.");
        processes.MapGet("/{id}", ReadAsync).WithName("ReadProcess").WithSummary("One process: its funnel and the times between steps, of the keys that began in a range.");
        processes.MapGet("/{id}/stuck", StuckAsync).WithName("ListStuckKeys").WithSummary("The keys that began in a range and wait for longer than they may, the longest first.");
        processes.MapGet("/{id}/keys/{**key}", KeyAsync).WithName("ReadProcessKey").WithSummary("What happened to one key, step by step.");
    }

    private static async Task<Results<Ok<Page<ProcessItem>>, ProblemHttpResult>> ListAsync(HttpContext http, ProcessDesk desk, int? limit, string? cursor) =>
        Paging.CheckLimit(limit) is { } problem
            ? Problems.Invalid("limit", problem)
            : TypedResults.Ok(Paging.Slice<ProcessItem>([.. (await desk.ListAsync(http.User.ToActor(), http.RequestAborted)).Select(ProcessItem.Of)], limit, cursor));

    private static async Task<Results<Ok<ProcessFiguresItem>, ProblemHttpResult>> ReadAsync(string id, DateTimeOffset? from, HttpContext http, ProcessDesk desk, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var (view, process, problem) = await FindAsync(id, from, now, http, desk);
        return view is null
            ? problem!
            : TypedResults.Ok(new ProcessFiguresItem(
                ProcessItem.Of(process!), from ?? now - DefaultRange, now, view.Figures.Begun, view.Figures.Done, view.Figures.Stuck.Count, view.WithoutBegin,
                view.Progress.IsLive, view.Progress.Failure,
                [.. view.Figures.Steps.Select(s => new ProcessStepItem(s.Step.Name, s.Step.Feed, s.Count, s.Waiting, s.Stuck, s.Median, s.P95))]));
    }

    private static async Task<Results<Ok<Page<StuckItem>>, ProblemHttpResult>> StuckAsync(
        string id, DateTimeOffset? from, int? limit, string? cursor, HttpContext http, ProcessDesk desk, TimeProvider time)
    {
        if (Paging.CheckLimit(limit) is { } wrong)
        {
            return Problems.Invalid("limit", wrong);
        }

        var (view, process, problem) = await FindAsync(id, from, time.GetUtcNow(), http, desk);
        if (view is null)
        {
            return problem!;
        }

        var steps = process!.Definition.Steps;
        return TypedResults.Ok(Paging.Slice<StuckItem>(
            [.. view.Figures.Stuck.Select(s => new StuckItem(s.Key, steps[s.Step].Name, steps[s.Step + 1].Name, s.Since, s.Over))], limit, cursor));
    }

    private static async Task<Results<Ok<ProcessKeyItem>, ProblemHttpResult>> KeyAsync(string id, string key, HttpContext http, ProcessDesk desk)
    {
        var found = await desk.FindAsync(id, http.User.ToActor(), http.RequestAborted);
        if (!found.Succeeded)
        {
            return found.Refusal.ToProblem();
        }

        var steps = found.Value.Definition.Steps;
        var marks = (await desk.OfKeyAsync(found.Value, key, http.RequestAborted)).Where(mark => mark.Step < steps.Count).ToList();
        return marks.Count == 0
            ? TypedResults.Problem($"Nothing is known of the key '{key}' in the process '{id}'.", statusCode: StatusCodes.Status404NotFound, title: "Not found")
            : TypedResults.Ok(new ProcessKeyItem(key, [.. marks.Select((mark, i) => new ProcessMarkItem(
                steps[mark.Step].Name, mark.At, i == 0 ? null : mark.At - marks[i - 1].At, steps[mark.Step].Feed, mark.Position.Value))]));
    }

    private static async Task<(ProcessView? View, BusinessProcess? Process, ProblemHttpResult? Problem)> FindAsync(
        string id, DateTimeOffset? from, DateTimeOffset now, HttpContext http, ProcessDesk desk)
    {
        var found = await desk.FindAsync(id, http.User.ToActor(), http.RequestAborted);
        if (!found.Succeeded)
        {
            return (null, null, found.Refusal.ToProblem());
        }

        var begin = from ?? now - DefaultRange;
        return begin >= now || now - begin > IProcessMarks.Kept
            ? (null, null, Problems.Invalid("from", string.Create(CultureInfo.InvariantCulture, $"A time in the last {IProcessMarks.Kept.TotalDays} days, which is how long keys are kept.")))
            : (await desk.ReadAsync(found.Value, begin, http.RequestAborted), found.Value, null);
    }
}
