using Portal.Contracts.JsonSchema.Documents;

namespace Portal.Contracts.Samples.Json;

/// <summary>What a value is being made for.</summary>
/// <param name="Schemas">The schemas that it has to meet.</param>
/// <param name="Name">The name of the member that it belongs to, for values that look right.</param>
/// <param name="Depth">How deep it stands.</param>
/// <param name="Variant">Rotates values; another variant is made where no item may be there twice.</param>
internal sealed record SamplePlace(IReadOnlyList<SchemaValue> Schemas, string Name, int Depth, int Variant)
{
    /// <summary>Whether more than the least is wanted: optional members and items.</summary>
    public bool IsRoomy { get; init; }
}
