using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Monitoring.Kpis;
using Portal.Monitoring.Kpis.Figures;
using Portal.Monitoring.Metrics;
using Portal.Web.Features.Kpis;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>What is posted to make or change a KPI.</summary>
internal sealed record KpiBody(
    string? Id, string? Title, string? Summary, string? Unit, int? Decimals, KpiDefinition? Definition, KpiGoal? Goal)
{
    public KpiDraft ToDraft() => new()
    {
        Id = Id,
        Title = Title ?? "",
        Summary = Summary ?? "",
        Unit = Unit ?? "",
        Decimals = Decimals ?? 0,
        Definition = KpiDraft.Clean(Definition),
        Goal = Goal,
    };
}

/// <summary>A KPI.</summary>
internal sealed record KpiItem(
    string Id,
    string Title,
    string Summary,
    string Unit,
    int Decimals,
    KpiDefinition Definition,
    KpiGoal? Goal,
    int Version,
    string CreatedBy,
    DateTimeOffset Created,
    DateTimeOffset Changed,
    KpiMeasuring Measuring)
{
    public static KpiItem Of(Kpi kpi, KpiProgress progress) => new(
        kpi.Id, kpi.Title, kpi.Summary, kpi.Unit, kpi.Decimals, kpi.Definition, kpi.Goal, kpi.Version, kpi.CreatedByName, kpi.Created, kpi.Changed,
        new KpiMeasuring(progress.IsLive ? "live" : progress.Failure is null ? "history" : "stopped", progress.Share, progress.Failure, progress.Problems));
}

/// <summary>How far a KPI is measured: <c>live</c>, still in <c>history</c>, or <c>stopped</c>; and what was not as expected.</summary>
internal sealed record KpiMeasuring(string State, double Share, string? Failure, KpiProblems Problems);

/// <summary>A version of a KPI.</summary>
internal sealed record KpiVersionItem(int Version, KpiDefinition Definition, string ChangedBy, DateTimeOffset Changed);

/// <summary>The figure of a KPI's running window.</summary>
internal sealed record KpiCurrentItem(
    string Id, double? Value, string Unit, KpiJudgement Judgement, long Count, double? Before, DateTimeOffset From, DateTimeOffset To)
{
    public static KpiCurrentItem Of(Kpi kpi, KpiCurrent current) => new(
        kpi.Id, current.Value, kpi.Unit, kpi.Goal?.Judge(current.Value) ?? KpiJudgement.None, current.Count, current.Before, current.From, current.To);
}

/// <summary>A KPI over time.</summary>
internal sealed record KpiValuesItem(
    string Id,
    TimeSpan Resolution,
    DateTimeOffset From,
    DateTimeOffset To,
    double? Value,
    long Count,
    IReadOnlyList<KpiPoint> Points,
    IReadOnlyList<KpiGroup> Groups,
    int GroupCount,
    KpiGroup? Other,
    IReadOnlyList<KpiLine> Lines);

/// <summary>KPIs over feeds: definitions and figures.</summary>
internal static class KpisApi
{
    private static readonly TimeSpan DefaultRange = TimeSpan.FromHours(24);

    public static void Map(RouteGroupBuilder api)
    {
        var kpis = api.MapGroup("/kpis").WithTags("KPIs");
        kpis.MapPost("", CreateAsync).WithName("CreateKpi").WithSummary("Makes a KPI; what was recorded is measured too.");
        kpis.MapGet("", ListAsync).WithName("ListKpis").WithSummary("The KPIs over feeds that the caller may see, by title.");
        kpis.MapGet("/current", CurrentAsync).WithName("ReadCurrentKpis").WithSummary("The running figures of some KPIs (?id=a&id=b), or of all.");
        kpis.MapGet("/{id}", FindAsync).WithName("ReadKpi").WithSummary("One KPI, how far it is measured and what was not as expected.");
        kpis.MapPut("/{id}", ChangeAsync).WithName("ChangeKpi").WithSummary("Changes a KPI; a change of what it measures is a new version, measured anew.");
        kpis.MapDelete("/{id}", RemoveAsync).WithName("RemoveKpi").WithSummary("Removes a KPI with its history.");
        kpis.MapGet("/{id}/versions", VersionsAsync).WithName("ListKpiVersions").WithSummary("What a KPI measured when, newest first.");
        kpis.MapGet("/{id}/values", ValuesAsync).WithName("ReadKpiValues")
            .WithSummary("A KPI over time, by minute, hour or day; with groups=N its first groups, with lines=N those over time; only=dimension=value filters.");
    }

    private static async Task<Results<Created<KpiItem>, ProblemHttpResult>> CreateAsync(KpiBody body, HttpContext http, KpiDesk desk)
    {
        var made = await desk.CreateAsync(body.ToDraft(), http.User.ToActor(), cancellationToken: http.RequestAborted);
        return made.Succeeded
            ? TypedResults.Created($"/api/v1/kpis/{made.Value.Id}", await ItemAsync(made.Value, http, desk))
            : made.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<Page<KpiItem>>, ProblemHttpResult>> ListAsync(HttpContext http, KpiDesk desk, string? q, int? limit, string? cursor)
    {
        if (Paging.CheckLimit(limit) is { } problem)
        {
            return Problems.Invalid("limit", problem);
        }

        var all = await desk.ListAsync(http.User.ToActor(), http.RequestAborted);
        var found = string.IsNullOrWhiteSpace(q) ? all : [.. all.Where(kpi => kpi.Title.Contains(q, StringComparison.OrdinalIgnoreCase))];
        var page = Paging.Slice(found, limit, cursor);
        var progress = await desk.ProgressAsync([.. page.Items], http.RequestAborted);
        return TypedResults.Ok(new Page<KpiItem>([.. page.Items.Select(kpi => KpiItem.Of(kpi, progress[kpi.Number]))], page.Next));
    }

    private static async Task<Results<Ok<Page<KpiCurrentItem>>, ProblemHttpResult>> CurrentAsync(HttpContext http, KpiDesk desk, string[]? id)
    {
        if (id?.Length > Paging.MaxLimit)
        {
            return Problems.Invalid("id", $"At most {Paging.MaxLimit}.");
        }

        var all = await desk.ListAsync(http.User.ToActor(), http.RequestAborted);
        var wanted = id is null or [] ? all : [.. all.Where(kpi => id.Contains(kpi.Id))];
        if (id?.FirstOrDefault(one => all.All(kpi => kpi.Id != one)) is { } unknown)
        {
            return Problems.Invalid("id", $"There is no KPI '{unknown}'.");
        }

        List<KpiCurrentItem> items = [];
        foreach (var kpi in wanted.Take(Paging.MaxLimit))
        {
            items.Add(KpiCurrentItem.Of(kpi, await desk.CurrentAsync(kpi, http.RequestAborted)));
        }

        return TypedResults.Ok(new Page<KpiCurrentItem>(items, null));
    }

    private static async Task<Results<Ok<KpiItem>, ProblemHttpResult>> FindAsync(string id, HttpContext http, KpiDesk desk)
    {
        var found = await desk.FindAsync(id, http.User.ToActor(), http.RequestAborted);
        return found.Succeeded ? TypedResults.Ok(await ItemAsync(found.Value, http, desk)) : found.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<KpiItem>, ProblemHttpResult>> ChangeAsync(string id, KpiBody body, HttpContext http, KpiDesk desk)
    {
        var changed = await desk.ChangeAsync(id, body.ToDraft() with { Id = null }, http.User.ToActor(), http.RequestAborted);
        return changed.Succeeded ? TypedResults.Ok(await ItemAsync(changed.Value, http, desk)) : changed.Refusal.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string id, HttpContext http, KpiDesk desk)
    {
        var removed = await desk.RemoveAsync(id, http.User.ToActor(), http.RequestAborted);
        return removed.Succeeded ? TypedResults.NoContent() : removed.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<Page<KpiVersionItem>>, ProblemHttpResult>> VersionsAsync(string id, HttpContext http, KpiDesk desk)
    {
        var found = await desk.FindAsync(id, http.User.ToActor(), http.RequestAborted);
        return found.Succeeded
            ? TypedResults.Ok(new Page<KpiVersionItem>(
                [.. (await desk.VersionsAsync(found.Value, http.RequestAborted)).Select(v => new KpiVersionItem(v.Version, v.Definition, v.ChangedBy, v.Changed))], null))
            : found.Refusal.ToProblem();
    }

    private static async Task<Results<Ok<KpiValuesItem>, ProblemHttpResult>> ValuesAsync(
        string id, HttpContext http, KpiDesk desk, TimeProvider time,
        DateTimeOffset? from, DateTimeOffset? to, string? resolution, int? groups, int? lines, string[]? only)
    {
        var found = await desk.FindAsync(id, http.User.ToActor(), http.RequestAborted);
        if (!found.Succeeded)
        {
            return found.Refusal.ToProblem();
        }

        var kpi = found.Value;
        var end = to ?? time.GetUtcNow();
        var start = from ?? end - DefaultRange;
        if (start >= end)
        {
            return Problems.Invalid("from", "It must be before 'to'.");
        }

        var step = resolution is null ? KpiRange.Suitable(start, end, time.GetUtcNow()) : ResolutionText.Read(resolution);
        if (step is not { } width)
        {
            return Problems.Invalid("resolution", $"'{resolution}' is not a resolution: use PT1M, PT1H or P1D.");
        }

        if ((end - start) / width.Width() > KpiFigures.MaxPoints)
        {
            return Problems.Invalid("from", $"At most {KpiFigures.MaxPoints} steps of the resolution.");
        }

        if (groups is < 0 or > KpiFigures.MaxGroups || lines is < 0 or > KpiFigures.MaxGroups)
        {
            return Problems.Invalid("groups", $"0 to {KpiFigures.MaxGroups}.");
        }

        if (ReadOnly(kpi, only ?? [], out var filter) is { } problem)
        {
            return Problems.Invalid("only", problem);
        }

        var range = new KpiRange { From = start, To = end, Resolution = width, Groups = groups ?? 0, Lines = lines ?? 0, Only = filter };
        var history = await desk.ReadAsync(kpi, range, http.RequestAborted);
        return TypedResults.Ok(new KpiValuesItem(
            kpi.Id, width.Width(), start, end, history.Whole.Value, history.Whole.Count, history.Points,
            history.Groups, history.GroupCount, history.Other, history.Lines));
    }

    private static string? ReadOnly(Kpi kpi, string[] only, out Dictionary<int, string> filter)
    {
        filter = [];
        foreach (var one in only)
        {
            var equals = one.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? one : one[..equals];
            var number = kpi.Definition.Dimensions.ToList().FindIndex(d => d.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (equals < 0 || number < 0)
            {
                return $"'{one}' is not dimension=value with a dimension of the KPI: {string.Join(", ", kpi.Definition.Dimensions.Select(d => d.Name))}.";
            }

            filter[number] = one[(equals + 1)..];
        }

        return null;
    }

    private static async Task<KpiItem> ItemAsync(Kpi kpi, HttpContext http, KpiDesk desk) =>
        KpiItem.Of(kpi, (await desk.ProgressAsync([kpi], http.RequestAborted))[kpi.Number]);
}

/// <summary>Resolutions as callers write them.</summary>
internal static class ResolutionText
{
    public static Resolution? Read(string? text) => text switch
    {
        null or "PT1M" or "minute" => Resolution.Minute,
        "PT1H" or "hour" => Resolution.Hour,
        "P1D" or "day" => Resolution.Day,
        _ => null,
    };
}
