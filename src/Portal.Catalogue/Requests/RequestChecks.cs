using System.Text;
using Portal.Catalogue.Feeds;
using Portal.Contracts;

namespace Portal.Catalogue.Requests;

/// <summary>The checks made of every request, in the order in which an approver reads them. Pure.</summary>
internal static class RequestChecks
{
    private const double MeasuredEntriesPerMinute = 60_000;

    public static IReadOnlyList<RequestCheck> Run(RequestDraft draft, IReadOnlyList<Feed> catalogue) =>
    [
        new("name", true, $"The id '{draft.Id}' is free and well formed"),
        Known("owner", "owner", draft.Owner!, catalogue.Select(f => f.Owner)),
        Known("domain", "domain", draft.Domain!, catalogue.Select(f => f.Domain)),
        draft.Contract is null
            ? new("contract", false, "No contract: entries will be stored unchecked")
            : new("contract", true, $"The {draft.Contract.Language} contract {draft.Contract.Version} can be used"),
        Sample(draft),
        draft.ExpectedPerMinute is > MeasuredEntriesPerMinute
            ? new("volume", false, $"{draft.ExpectedPerMinute:0} entries a minute is more than one feed takes ({MeasuredEntriesPerMinute:0})")
            : new("volume", true, draft.ExpectedPerMinute is { } rate ? $"{rate:0.##} entries a minute fits" : "No volume given: the portal's limits apply"),
    ];

    private static RequestCheck Known(string id, string what, string value, IEnumerable<string> known) =>
        known.Contains(value.Trim(), StringComparer.OrdinalIgnoreCase)
            ? new(id, true, $"The {what} '{value}' is known")
            : new(id, false, $"The {what} '{value}' is new: approving creates it");

    private static RequestCheck Sample(RequestDraft draft)
    {
        if (string.IsNullOrWhiteSpace(draft.Sample))
        {
            return new("sample", false, "No sample payload was given");
        }

        if (draft.Contract is null)
        {
            return new("sample", true, "A sample is given; there is no contract to hold it against");
        }

        var contract = ContractLanguages.Compile(draft.Contract.ToSource()).Contract;
        var violations = contract?.Validate(Encoding.UTF8.GetBytes(draft.Sample)) ?? [];
        return violations.Count == 0
            ? new("sample", true, "The sample is valid against the contract")
            : new("sample", false, $"The sample breaks the contract at {(violations[0].Path.Length == 0 ? "/" : violations[0].Path)}: {violations[0].Message}");
    }
}
