using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Portal.Catalogue;
using Portal.Catalogue.Access;
using Portal.Web.Security;

namespace Portal.Web.Api;

/// <summary>The filters of the audit trail in an address; pages and exports have the same.</summary>
internal sealed record AuditFilter
{
    [FromQuery(Name = "from")]
    public DateTimeOffset? From { get; init; }

    [FromQuery(Name = "until")]
    public DateTimeOffset? Until { get; init; }

    [FromQuery(Name = "actor")]
    public string? Actor { get; init; }

    [FromQuery(Name = "action")]
    public string? Action { get; init; }

    [FromQuery(Name = "subject")]
    public string? Subject { get; init; }

    [FromQuery(Name = "outcome")]
    public string? Outcome { get; init; }

    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    public AuditQuery ToQuery() => new()
    {
        From = From,
        Until = Until,
        Actor = NotEmpty(Actor),
        Action = NotEmpty(Action),
        Subject = NotEmpty(Subject),
        Outcome = Enum.TryParse<AuditOutcome>(Outcome, ignoreCase: true, out var outcome) ? outcome : null,
        Text = NotEmpty(Q),
    };

    /// <summary>Says what is wrong with it; null when nothing is.</summary>
    public ProblemHttpResult? Check() =>
        string.IsNullOrEmpty(Outcome) || (Enum.TryParse<AuditOutcome>(Outcome, ignoreCase: true, out var outcome) && Enum.IsDefined(outcome))
            ? null
            : Problems.Invalid("outcome", $"'{Outcome}' is not an outcome: use done or refused.");

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>The audit trail, for operators: a page at a time, or whole as CSV or NDJSON.</summary>
internal static class AuditApi
{
    private const int PageSize = 500;
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    public static void Map(RouteGroupBuilder api)
    {
        var audit = api.MapGroup("/audit").WithTags("Audit").RequireAuthorization(nameof(Permission.ReadAudit));
        audit.MapGet("/", ListAsync).WithName("ReadAudit").WithSummary("Who did what, when and from where, newest first.");
        audit.MapGet("/export", Export).WithName("ExportAudit").WithSummary("The same records, all of them: CSV (format=csv, the default) or NDJSON (format=ndjson).")
            .Produces(StatusCodes.Status200OK, contentType: Csv.MediaType);
    }

    private static async Task<Results<Ok<Page<AuditRecord>>, ProblemHttpResult>> ListAsync(
        [AsParameters] AuditFilter filter, HttpContext http, AuditTrail trail, int? limit, string? cursor)
    {
        if (Paging.CheckLimit(limit) is { } problem)
        {
            return Problems.Invalid("limit", problem);
        }

        if (filter.Check() is { } wrong)
        {
            return wrong;
        }

        var before = default(long?);
        if (!string.IsNullOrEmpty(cursor))
        {
            if (!long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return Problems.Invalid("cursor", $"'{cursor}' did not come from an answer of this address.");
            }

            before = number;
        }

        var query = filter.ToQuery() with { Limit = limit ?? Paging.DefaultLimit, Before = before };
        var read = await trail.ReadAsync(query, http.User.ToActor(), http.RequestAborted);
        return read.Succeeded
            ? TypedResults.Ok(new Page<AuditRecord>(
                read.Value, read.Value.Count == query.Limit ? read.Value[^1].Number.ToString(CultureInfo.InvariantCulture) : null))
            : read.Refusal.ToProblem();
    }

    private static Results<PushStreamHttpResult, ProblemHttpResult> Export(
        [AsParameters] AuditFilter filter, HttpContext http, AuditTrail trail, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json, string? format)
    {
        if (filter.Check() is { } wrong)
        {
            return wrong;
        }

        var actor = http.User.ToActor();
        var query = filter.ToQuery() with { Limit = PageSize };
        return format switch
        {
            null or "csv" => TypedResults.Stream(
                output => WriteAsync(output, trail, query, actor, Heading, record => Encoding.UTF8.GetBytes(Line(record)), http.RequestAborted), Csv.MediaType, "audit.csv"),
            "ndjson" => TypedResults.Stream(
                output => WriteAsync(
                    output, trail, query, actor, "", record => [.. JsonSerializer.SerializeToUtf8Bytes(record, json.Value.SerializerOptions), .. LineEnd], http.RequestAborted),
                "application/x-ndjson", "audit.ndjson"),
            _ => Problems.Invalid("format", $"'{format}' is not a format: use csv or ndjson."),
        };
    }

    private static async Task WriteAsync(
        Stream output, AuditTrail trail, AuditQuery query, Actor actor, string heading, Func<AuditRecord, byte[]> line, CancellationToken cancellationToken)
    {
        await output.WriteAsync(Encoding.UTF8.GetBytes(heading), cancellationToken);
        while (await trail.ReadAsync(query, actor, cancellationToken) is { Succeeded: true, Value: [.., var last] page })
        {
            foreach (var record in page)
            {
                await output.WriteAsync(line(record), cancellationToken);
            }

            query = query with { Before = last.Number };
        }
    }

    private static string Heading { get; } = Csv.Line(
        ["number", "at", "action", "outcome", "actorId", "actorName", "subject", "summary", "changes", "address", "agent", "previous", "hash"]);

    private static string Line(AuditRecord r) => Csv.Line(
    [
        r.Number.ToString(CultureInfo.InvariantCulture),
        r.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        r.Action,
        JsonNamingPolicy.CamelCase.ConvertName(r.Outcome.ToString()),
        r.ActorId,
        r.ActorName,
        r.Subject,
        r.Summary,
        string.Join("; ", r.Changes.Select(c => $"{c.Field}: {c.Before ?? "-"} > {c.After ?? "-"}")),
        r.Address,
        r.Agent,
        r.Previous,
        r.Hash,
    ]);
}
