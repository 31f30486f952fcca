using Portal.Catalogue.Requests;
using Portal.Web.Shared.Choices;

namespace Portal.Web.Features.Requests;

/// <summary>The steps of the form for each kind of request, and which one has which field. Pure.</summary>
internal static class RequestSteps
{
    public const string Purpose = "purpose";
    public const string Contract = "contract";
    public const string Delivery = "delivery";
    public const string Review = "review";

    /// <summary>The steps of a kind, numbered.</summary>
    public static IReadOnlyList<SectionTab> Of(RequestKind kind)
    {
        (string Id, string Text)[] steps = kind switch
        {
            RequestKind.NewFeed => [(Purpose, "Purpose and owner"), (Contract, "Contract"), (Delivery, "Delivery"), (Review, "Review")],
            RequestKind.FollowFeed => [(Purpose, "Purpose and owner"), (Contract, "Contract"), (Review, "Review")],
            RequestKind.NewContract => [(Purpose, "Purpose"), (Contract, "Contract"), (Review, "Review")],
            _ => [(Purpose, "What and why"), (Review, "Review")],
        };
        return [.. steps.Select((step, i) => new SectionTab(step.Id, $"{i + 1} {step.Text}"))];
    }

    /// <summary>Whether a contract and a sample belong to a kind.</summary>
    public static bool HasContract(RequestKind kind) => kind is RequestKind.NewFeed or RequestKind.FollowFeed or RequestKind.NewContract;

    /// <summary>The first step of a kind that has one of these fields; the review when none has.</summary>
    public static string FirstOf(RequestKind kind, IEnumerable<string> fields)
    {
        var steps = Of(kind);
        return steps[fields.Select(field => At(steps, OfField(kind, field))).Where(at => at >= 0).DefaultIfEmpty(steps.Count - 1).Min()].Id;
    }

    /// <summary>The step of a kind that has a field; the review for one that no step has.</summary>
    public static string OfField(RequestKind kind, string field) => field switch
    {
        "version" or "eventType" or "language" or "schema" or "sample" or "imports" or "rules" => Contract,
        "expectedPerMinute" or "maxPayloadBytes" or "channel.maxEntryBytes" or "consumers" or "latencyNeed" or "visibility" or "classification" => Delivery,
        "id" or "title" or "summary" or "owner" or "domain" or "tags" or "justification" or "channel.url" or "channel.pollInterval"
            or "team" or "until" or "successor" or "maxEntriesPerMinute" or "channel.maxEntriesPerMinute" => Purpose,
        _ when field.StartsWith("retention", StringComparison.Ordinal) => kind == RequestKind.NewFeed ? Delivery : Purpose,
        _ => Review,
    };

    public static string Known(RequestKind kind, string? step) => Of(kind).FirstOrDefault(tab => tab.Id == step)?.Id ?? Purpose;

    public static string? Before(RequestKind kind, string step) => At(Of(kind), step) is > 0 and var at ? Of(kind)[at - 1].Id : null;

    public static string? After(RequestKind kind, string step) => At(Of(kind), step) is var at && at < Of(kind).Count - 1 ? Of(kind)[at + 1].Id : null;

    private static int At(IReadOnlyList<SectionTab> steps, string step) => steps.Select(tab => tab.Id).ToList().IndexOf(step);
}
