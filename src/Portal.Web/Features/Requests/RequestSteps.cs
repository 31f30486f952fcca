using Portal.Web.Shared.Choices;

namespace Portal.Web.Features.Requests;

/// <summary>The steps of the form, and which one has which field.</summary>
internal static class RequestSteps
{
    public const string Purpose = "purpose";
    public const string Contract = "contract";
    public const string Delivery = "delivery";
    public const string Review = "review";

    public static IReadOnlyList<SectionTab> All { get; } =
    [
        new(Purpose, "1 Purpose and owner"), new(Contract, "2 Contract"), new(Delivery, "3 Delivery"), new(Review, "4 Review"),
    ];

    /// <summary>The step of a field that was refused; the review for one that no step has.</summary>
    public static string Of(string field) => field switch
    {
        "id" or "title" or "summary" or "owner" or "domain" or "tags" or "justification" => Purpose,
        "version" or "eventType" or "language" or "schema" or "sample" or "imports" or "rules" => Contract,
        "expectedPerMinute" or "maxPayloadBytes" or "channel.maxEntryBytes" or "latencyNeed" => Delivery,
        _ => Review,
    };

    /// <summary>The first step, in their order, that has one of these fields.</summary>
    public static string FirstOf(IEnumerable<string> fields) =>
        All[fields.Select(Of).Select(step => All.Select(tab => tab.Id).ToList().IndexOf(step)).DefaultIfEmpty(All.Count - 1).Min()].Id;

    public static string Known(string? step) => All.FirstOrDefault(tab => tab.Id == step)?.Id ?? Purpose;

    public static string? Before(string step) => At(step) is > 0 and var at ? All[at - 1].Id : null;

    public static string? After(string step) => At(step) is var at && at < All.Count - 1 ? All[at + 1].Id : null;

    private static int At(string step) => All.Select(tab => tab.Id).ToList().IndexOf(step);
}
