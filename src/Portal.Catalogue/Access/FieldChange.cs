namespace Portal.Catalogue.Access;

/// <summary>A field as it was before and after.</summary>
/// <param name="Field">Its name, camelCase as in the API.</param>
/// <param name="Before">What it held; null when there was nothing.</param>
/// <param name="After">What it holds; null when there is nothing.</param>
public sealed record FieldChange(string Field, string? Before, string? After)
{
    /// <summary>What differs between the fields of a thing before and after, in the order of their names. Nothing at all is null.</summary>
    public static IReadOnlyList<FieldChange> Between(IReadOnlyDictionary<string, string?>? before, IReadOnlyDictionary<string, string?>? after) =>
    [
        .. (before?.Keys ?? []).Union(after?.Keys ?? [])
            .Order(StringComparer.Ordinal)
            .Select(field => new FieldChange(field, before?.GetValueOrDefault(field), after?.GetValueOrDefault(field)))
            .Where(change => change.Before != change.After),
    ];
}
