using System.Text.Json;

namespace Portal.Contracts.JsonSchema.Forward;

/// <summary>Some of the kinds of values.</summary>
internal readonly record struct KindSet(int Bits)
{
    public static KindSet None => default;

    public static KindSet All => new(-1);

    /// <summary>The kinds that meet a condition.</summary>
    public static KindSet Where(Predicate<JsonValueKind> condition) =>
        new(Enum.GetValues<JsonValueKind>().Where(kind => condition(kind)).Aggregate(0, (bits, kind) => bits | (1 << (int)kind)));

    public bool Has(JsonValueKind kind) => (Bits & (1 << (int)kind)) != 0;
}
