namespace Portal.Web.Shared.Payloads;

/// <summary>One property of a contract, beside the line of a sample that it describes.</summary>
/// <param name="Name">Its name; a list's ends in "[]".</param>
/// <param name="Type">Its type: "string", "date-time".</param>
/// <param name="Rule">What a value must be: "SO- and 6 digits"; null when its type says all.</param>
/// <param name="Depth">How deep it lies, from 0.</param>
/// <param name="Optional">Whether it may be missing.</param>
/// <param name="Mark">A word about it: "new in 2.4".</param>
/// <param name="Sample">The line of the sample, with its indent.</param>
public sealed record ContractRow(
    string Name, string Type, string? Rule = null, int Depth = 0, bool Optional = false, string? Mark = null, string? Sample = null);
