using Portal.Catalogue;

namespace Portal.Web.Shared.Choices;

/// <summary>The messages of a refusal, by field.</summary>
/// <param name="ByField">The messages.</param>
public sealed record FormErrors(IReadOnlyDictionary<string, string[]> ByField)
{
    /// <summary>Nothing refused.</summary>
    public static FormErrors None { get; } = new(new Dictionary<string, string[]>());

    /// <summary>A refusal for people: they know the labels of fields, not what programs call them.</summary>
    public static string Said(Refusal refusal) =>
        refusal.Errors.Count == 0 ? refusal.Detail : string.Join(" ", refusal.Errors.Values.SelectMany(messages => messages).Distinct());

    /// <summary>What is wrong with any of these fields; null when nothing is.</summary>
    public string? Of(params string[] fields)
    {
        var messages = fields.SelectMany(field => ByField.GetValueOrDefault(field) ?? []).ToList();
        return messages.Count == 0 ? null : string.Join(" ", messages);
    }
}
